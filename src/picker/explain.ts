// Why a field pauses the recording, or does not, in words.
import type { Recognition } from '../content/classify.ts';
import { enough, readEvidence } from '../content/evidence.ts';
import { readFacts } from '../content/facts.ts';
import { judge } from '../content/judges.ts';
import { recognise } from '../content/recognise.ts';
import { isField } from '../content/tree.ts';
import type { FieldKind } from '../recording/state.ts';
import { toKindText, toReasonText, type Say } from '../ui/reasons.ts';

export type Explanation = {
  /** What the field holds as; null where it does not hold. */
  recognition: Recognition | null;
  headline: string;
  lines: string[];
};

const maxLines = 5;

/** Explains one field. `kinds` are those that pause by the settings. */
export function explain(element: Element, kinds: FieldKind[], say: Say): Explanation {
  const known = judge(element);
  const recognition = known === undefined ? recognise(element) : known;
  if (recognition === null)
    return {
      recognition,
      headline: say('picker_never'),
      lines: known === null ? [say('picker_ruled_out')] : toDoubts(element, say),
    };
  const { kind, reasons } = recognition;
  const isByRule = known !== undefined;
  return {
    recognition,
    headline: say(
      isByRule || kinds.includes(kind) ? 'picker_always' : 'picker_kind_off',
      toKindText(kind, say),
    ),
    lines: reasons.slice(0, maxLines).map(reason => toReasonText(reason, say)),
  };
}

/** What a field that was not recognised has for it, and against it. */
function toDoubts(element: Element, say: Say): string[] {
  if (!isField(element)) return [say('picker_no_field')];
  const { scores, weak, against } = readEvidence(readFacts(element));
  const reasons = [...scores.values()]
    .filter(({ points }) => points < enough)
    .flatMap(score => score.reasons);
  const known = [...new Set([...reasons, ...against])].map(reason => toReasonText(reason, say));
  const hints = [...weak].map(kind => say('picker_weak', toKindText(kind, say)));
  const lines = [...known, ...hints].slice(0, maxLines);
  return lines.length > 0 ? lines : [say('picker_no_words')];
}
