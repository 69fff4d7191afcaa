import type { ProtectionProblem } from '../protection/problems.ts';
import { Button } from '../ui/Button.tsx';
import { toSiteName } from '../ui/site-pattern.ts';
import { text, type MessageKey } from '../ui/text.ts';

type Props = {
  /** The most telling one first. */
  problems: ProtectionProblem[];
  /** The one whose cure is under way. */
  curing: ProtectionProblem | null;
  /** Products' names by recorder entry id. */
  names: Record<string, string>;
  onCure: (problem: ProtectionProblem) => void;
};

/** What keeps a card on this page from being kept out of the recording, each with its cure. */
export function Protection({ problems, curing, names, onCure }: Props) {
  if (problems.length === 0) return null;
  return (
    <section aria-labelledby="protection" class="protection">
      <h2 id="protection">{text('popup_protection')}</h2>
      <ul>
        {problems.map(problem => {
          const id = `problem-${problem.code}-${problem.recorderId ?? ''}`;
          return (
            <li key={id}>
              <p id={id} class={problem.code === 'otherFrame' ? '' : 'unprotected'}>
                {toSentence(problem, names)}
              </p>
              {problem.cure !== 'none' && (
                <Button describedBy={id} isInert={curing !== null} onClick={() => onCure(problem)}>
                  {text(curing === problem ? 'popup_protection_checking' : toLabel(problem))}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function toLabel({ code, cure }: ProtectionProblem): MessageKey {
  if (cure === 'none') return 'popup_protection_checking';
  return code === 'frameAccess' || code === 'otherFrame' ? 'popup_cure_allow_frame' : `popup_cure_${cure}`;
}

function toSentence(
  { code, cure, patterns, recorderId }: ProtectionProblem,
  names: Record<string, string>,
): string {
  const about = recorderId === null ? patterns.map(toSiteName).join(', ') : (names[recorderId] ?? recorderId);
  if (code === 'frameAccess' && cure === 'none') return text('popup_protection_frameAccess_none', about);
  return text(`popup_protection_${code}`, about);
}
