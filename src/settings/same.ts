// Whether two settings are the same. Chromium's storage gives the keys of an object back sorted, whatever order they were
// stored in: what was saved and what was loaded again may differ in nothing but that.
import { isRecord } from './policy-values.ts';

/**
 * JSON in which the order of keys tells nothing; undefined for what JSON has no word for. Not the canonical JSON of the
 * ledger, which throws for half a character: a form or a policy may hold anything.
 */
export function toSortedJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).toSorted(byKey)) : part,
  );
}

/** Whether two plain values say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return toSortedJson(one) === toSortedJson(other);
}

const byKey = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);
