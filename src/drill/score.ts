// How a drill is scored: by what can be heard on the tape, and by when the pause came.
import { digitsOf, isCard, parts } from '../practice/script.ts';
import type { Scene } from '../practice/session.ts';
import type { DrillResult } from './result.ts';

/** As long as a pause is not called late; a tab that nobody sees has timers that are a second late by themselves. */
const inTimeMs = 3_000;

/** The result of a call that is over. */
export function toResult({ verdict, pausedAfterMs }: Scene, by: DrillResult['by']): DrillResult {
  const { card, others } = verdict ?? { card: { said: 0, heard: 0 }, others: { said: 0, heard: 0 } };
  const isWhole = card.said === countDigits(true) && others.said === countDigits(false);
  const isInTime = pausedAfterMs !== null && pausedAfterMs <= inTimeMs;
  return {
    by,
    isPassed: isWhole && isInTime && card.heard === 0 && others.heard === others.said,
    pausedAfterMs: pausedAfterMs === null ? null : Math.round(pausedAfterMs),
    cardSaid: card.said,
    cardHeard: card.heard,
    othersSaid: others.said,
    othersHeard: others.heard,
  };
}

function countDigits(isOfCard: boolean): number {
  return parts
    .filter(part => isCard(part) === isOfCard)
    .reduce((sum, part) => sum + digitsOf[part].length, 0);
}
