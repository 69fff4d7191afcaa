// What the simulated caller says, and when: a pure answer to what the agent's desk shows.
import type { View } from '../recording/view.ts';

/** The parts of the call, in their order. The card's must not be on the tape; the others must. */
export const parts = ['before', 'card-number', 'card-expiry', 'card-csc', 'after'] as const;
export type Part = (typeof parts)[number];

/** The digits of each part. The card number is the one that is printed on no card. */
export const digitsOf = {
  before: '6035',
  'card-number': '4111111111111111',
  'card-expiry': '1129',
  'card-csc': '737',
  after: '82714',
} as const satisfies Record<Part, string>;

/** From one digit to the next, in ms: slow enough to follow, and to type along. */
export const paceMs = 320;

/** A digit that was said; ms from the start of the call. */
export type SaidDigit = { digit: string; startMs: number; part: Part };

export function isCard(part: Part): boolean {
  return part.startsWith('card-');
}

/** How much of a part was said. */
export function countSaid(said: SaidDigit[], part: Part): number {
  return said.filter(one => one.part === part).length;
}

/**
 * Which part the caller goes on with now; null while the caller waits. Card data are given when the agent asks for
 * them, which is when the desk says "paused"; once begun they are not held back by a person who resumes in between.
 */
export function toNextPart(said: SaidDigit[], view: View): Part | null {
  const isLeft = (part: Part) => countSaid(said, part) < digitsOf[part].length;
  const last = said.at(-1)?.part;
  if (view.status === 'paused') {
    const part = parts.find(one => isCard(one) && isLeft(one) && view.holds.some(({ kind }) => kind === one));
    return part ?? null;
  }
  if (view.isOverridden) return last !== undefined && isCard(last) && isLeft(last) ? last : null;
  if (view.status !== 'ready') return null;
  if (isLeft('before')) return 'before';
  return said.some(({ part }) => isCard(part)) && isLeft('after') ? 'after' : null;
}

/** Whether there is nothing more to say. */
export function isOver(said: SaidDigit[]): boolean {
  return countSaid(said, 'after') === digitsOf.after.length;
}

/** The first digits of a part, as people write them. */
export function toWritten(part: Part, count: number): string {
  const digits = digitsOf[part].slice(0, count);
  if (part === 'card-number') return digits.replaceAll(/(.{4})(?=.)/g, '$1 ');
  return part === 'card-expiry' ? digits.replace(/^(..)(?=.)/, '$1 / ') : digits;
}
