// Precision and recall per kind of field, for us and for everybody else who was asked.

/** A labelled field of the corpus. */
export type LabelledField = {
  file: string;
  selector: string;
  /** `cc-number`, `cc-csc`, `cc-exp`, `cc-exp-month`, `cc-exp-year`, `cc-name`, `other`, or `skip` for fields nobody is judged by. */
  expected: string;
  name?: string | undefined;
  id?: string | undefined;
  label?: string | undefined;
  /** What other detectors answered, in the same words. */
  peers?: Record<string, string | null> | undefined;
};

export const scoredKinds = ['card-number', 'card-csc', 'card-expiry', 'card-holder'] as const;

const kindsByLabel: Record<string, string> = {
  'cc-number': 'card-number',
  'cc-csc': 'card-csc',
  'cc-exp': 'card-expiry',
  'cc-exp-month': 'card-expiry',
  'cc-exp-year': 'card-expiry',
  'cc-name': 'card-holder',
  'cc-given-name': 'card-holder',
  'cc-family-name': 'card-holder',
};

/** The kind that a label or a peer's answer stands for; null for everything that is no card field. */
export function toKind(label: string | null | undefined): string | null {
  return label ? (kindsByLabel[label] ?? null) : null;
}

export type Score = { hits: number; misses: number; falseAlarms: number };

export const precision = ({ hits, falseAlarms }: Score): number =>
  hits + falseAlarms === 0 ? 1 : hits / (hits + falseAlarms);
export const recall = ({ hits, misses }: Score): number => (hits + misses === 0 ? 1 : hits / (hits + misses));
export function f1(score: Score): number {
  const sum = precision(score) + recall(score);
  return sum === 0 ? 0 : (2 * precision(score) * recall(score)) / sum;
}

/** Counts one detector's answers for one kind. */
export function toScore(rows: { expected: string | null; found: string | null }[], kind: string): Score {
  const score: Score = { hits: 0, misses: 0, falseAlarms: 0 };
  for (const { expected, found } of rows) {
    if (expected === kind && found === kind) score.hits++;
    else if (expected === kind) score.misses++;
    else if (found === kind) score.falseAlarms++;
  }
  return score;
}

/** Which half of the corpus a page is in: pages of one site are always in the same half. */
export function toHalf(file: string): 'a' | 'b' {
  const name = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
  const site =
    name.replace(/^(third_party__|mochitest__\w+?__|www_|browser__)/, '').split(/[_.-]/)[0] ?? name;
  let hash = 0;
  for (const character of site) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash % 2 === 0 ? 'a' : 'b';
}
