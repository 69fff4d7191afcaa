// A drill is passed only where everything was said, nothing of the card can be heard, and the pause came in time.
import { describe, expect, test } from 'vitest';
import { toResult } from '../../src/drill/score.ts';
import type { Scene } from '../../src/practice/session.ts';

const good: Scene = {
  stage: 'over',
  view: null,
  said: [],
  behaviour: 'works',
  pausedAfterMs: 312.4,
  verdict: { digits: [], card: { said: 23, heard: 0 }, others: { said: 9, heard: 9 } },
};
const verdict = (card: [number, number], others: [number, number]): Partial<Scene> => ({
  verdict: {
    digits: [],
    card: { said: card[0], heard: card[1] },
    others: { said: others[0], heard: others[1] },
  },
});

describe('a drill', () => {
  test('is passed', () => {
    expect(toResult(good, 'person')).toEqual({
      by: 'person',
      isPassed: true,
      pausedAfterMs: 312,
      cardSaid: 23,
      cardHeard: 0,
      othersSaid: 9,
      othersHeard: 9,
    });
  });

  test('has less time where somebody looks: hidden tabs have slow timers', () => {
    const slow = { ...good, pausedAfterMs: 3_001 };
    expect(toResult(slow, 'person').isPassed).toBe(false);
    expect(toResult(slow, 'schedule').isPassed).toBe(true);
  });

  test.each<[string, Partial<Scene>]>([
    ['one digit of the card can be heard', verdict([23, 1], [9, 9])],
    ['one other digit cannot be heard', verdict([23, 0], [9, 8])],
    ['the card was not said to its end', verdict([22, 0], [9, 9])],
    ['the caller never got to the end', verdict([23, 0], [8, 8])],
    ['nothing was said at all', verdict([0, 0], [0, 0])],
    ['there is no verdict', { verdict: null }],
    ['the pause came late', { pausedAfterMs: 10_001 }],
    ['the pause never came', { pausedAfterMs: null }],
  ])('is not passed where %s', (_what, change) => {
    expect(toResult({ ...good, ...change }, 'schedule')).toMatchObject({ isPassed: false, by: 'schedule' });
  });
});
