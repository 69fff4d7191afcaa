import type { PolicyReport } from '../settings/in-force.ts';
import type { Problem } from '../settings/schema.ts';
import { text } from '../ui/text.ts';
import { CopyButton } from './CopyButton.tsx';
import { toProblemText } from './problems.ts';

/** What the administrator's policy does here, and what is wrong with it; nothing where there is none. */
export function Organisation({ policy }: { policy: PolicyReport }) {
  if (!policy.isManaged) return null;
  const { problems, warnings, isWaiting } = policy;
  return (
    <section aria-labelledby="organisation">
      <h2 id="organisation">{text('options_organisation')}</h2>
      <p class="help">{text('options_organisation_help')}</p>
      {isWaiting && <p role="status">{text('options_organisation_waiting')}</p>}
      {problems.length > 0 && (
        <div class="warning" role="alert">
          <p>{text('options_organisation_problems')}</p>
          <List problems={problems} />
        </div>
      )}
      {warnings.length > 0 && (
        <div class="card">
          <p>{text('options_organisation_warnings')}</p>
          <List problems={warnings} />
        </div>
      )}
      {problems.length + warnings.length > 0 && (
        <div class="row">
          <CopyButton
            copied={toLines([...problems, ...warnings]).join('\n')}
            label={text('options_organisation_copy')}
          />
        </div>
      )}
    </section>
  );
}

function List({ problems }: { problems: Problem[] }) {
  return (
    <ul class="traits">
      {toLines(problems).map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Each with its path in the policy, by which an administrator finds it. */
function toLines(problems: Problem[]): string[] {
  return problems.map(problem => (problem.path === '' ? '' : `${problem.path}: `) + toProblemText(problem));
}
