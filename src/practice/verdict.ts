// What can be heard on the tape of a practice call, found out by listening to it.
import { isCard, type SaidDigit } from './script.ts';
import { decodeDigits, toneMs } from './tones.ts';

export type HeardDigit = SaidDigit & {
  /** Whether any part of it can be heard. */
  isHeard: boolean;
};

export type Verdict = {
  digits: HeardDigit[];
  /** Digits of the card, and how many of them can be heard: none should be. */
  card: { said: number; heard: number };
  /** All other digits: all of them should be heard. */
  others: { said: number; heard: number };
};

/** Compares what was said with what can be heard in `samples`. */
export function toVerdict(samples: Int16Array, said: SaidDigit[]): Verdict {
  const audible = decodeDigits(samples);
  const digits = said.map(one => ({
    ...one,
    isHeard: audible.some(({ startMs, endMs }) => startMs < one.startMs + toneMs && endMs > one.startMs),
  }));
  const count = (isOfCard: boolean) => {
    const of = digits.filter(({ part }) => isCard(part) === isOfCard);
    return { said: of.length, heard: of.filter(({ isHeard }) => isHeard).length };
  };
  return { digits, card: count(true), others: count(false) };
}
