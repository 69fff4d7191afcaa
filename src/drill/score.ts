// How a drill is scored: by what can be heard on the tape, and by when the pause came.
import { digitsOf, isCard, parts } from '../practice/script.ts';
import type { Scene } from '../practice/session.ts';
import type { DrillResult } from './result.ts';

/**
 * When a pause counts as in time. In a tab that nobody sees timers come once in a second, and a pause waits for several:
 * 0.9 s were measured in Chromium 156, and from 2 s to more than 3 s in Firefox 153.
 */
const inTimeMs = { person: 3_000, schedule: 10_000 } as const satisfies Record<DrillResult['by'], number>;

/** The result of a call that is over. */
export function toResult({ verdict, pausedAfterMs }: Scene, by: DrillResult['by']): DrillResult {
  const { card, others } = verdict ?? { card: { said: 0, heard: 0 }, others: { said: 0, heard: 0 } };
  const isWhole = card.said === countDigits(true) && others.said === countDigits(false);
  const isInTime = pausedAfterMs !== null && pausedAfterMs <= inTimeMs[by];
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
