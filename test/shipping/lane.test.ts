// Waits: longer and longer, apart from each other, and never shorter than was asked for.
import { describe, expect, test } from 'vitest';
import { toWaitMs } from '../../src/shipping/lane.ts';

describe('the wait after a failure', () => {
  test.each([
    [1, 0.5, 0, 30_000],
    [2, 0.5, 0, 60_000],
    [8, 0.5, 0, 3_600_000],
    [500, 0.5, 0, 3_600_000],
    [1, 0, 0, 22_500],
    [1, 1, 0, 37_500],
  ])('number %i with %d of chance and %i ms asked for is %i ms', (count, random, asked, expected) => {
    expect(toWaitMs(count, random, asked)).toBe(expected);
  });

  test('never undercuts what the receiver asked for, and spreads what comes after', () => {
    expect(toWaitMs(1, 0, 120_000)).toBe(120_000);
    expect(toWaitMs(1, 1, 120_000)).toBe(150_000);
  });

  test('does not let a receiver ask for years', () => {
    expect(toWaitMs(1, 0, 1e12)).toBe(6 * 3_600_000);
  });
});
