// How long to wait before the next try.
import { describe, expect, test } from 'vitest';
import { toBackoffMs } from '../../src/recording/backoff.ts';

const salts = Array.from({ length: 400 }, (_, index) => index);
const waits = (count: number) => salts.map(salt => toBackoffMs(count, salt));

describe('the wait after a failure', () => {
  test.each([
    [1, 250],
    [2, 1_000],
    [3, 2_000],
    [4, 4_000],
    [5, 8_000],
    [6, 16_000],
    [7, 30_000],
    [8, 30_000],
    [60, 30_000],
  ])('number %i is %i ms, a quarter more or less', (count, plain) => {
    const all = waits(count);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(plain * 0.75);
    expect(Math.max(...all)).toBeLessThanOrEqual(plain * 1.25);
    // The whole width is used, evenly, or ten thousand desks would come back together.
    expect(Math.min(...all)).toBeLessThan(plain * 0.77);
    expect(Math.max(...all)).toBeGreaterThan(plain * 1.23);
    const mean = all.reduce((sum, ms) => sum + ms) / all.length;
    expect(Math.abs(mean / plain - 1)).toBeLessThan(0.02);
  });

  test('is a whole number, the same in a replay, and another for the next try', () => {
    for (const ms of waits(3)) expect(Number.isInteger(ms)).toBe(true);
    expect(waits(3)).toEqual(waits(3));
    const neighbours = salts.filter(salt => toBackoffMs(5, salt) === toBackoffMs(5, salt + 1));
    expect(neighbours).toEqual([]);
  });

  test('is never less than what the recorder asked for, and not more where that is less', () => {
    expect(toBackoffMs(1, 5, 20_000)).toBe(20_000);
    expect(toBackoffMs(7, 5, 1)).toBe(toBackoffMs(7, 5));
    expect(toBackoffMs(7, 5, 1)).toBeGreaterThan(20_000);
    // One that asks for years must not keep a pause, or the resume that is owed, from being tried again.
    expect(toBackoffMs(1, 5, 1e300)).toBe(600_000);
  });
});
