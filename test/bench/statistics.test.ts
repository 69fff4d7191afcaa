import { expect, test } from 'vitest';
import { toMedian, toQuantile, toRatio, toShareWithin, toStats } from './statistics.ts';

test('a median is in the middle, of an even count between the two', () => {
  expect(toMedian([9, 1, 5])).toBe(5);
  expect(toMedian([4, 1, 3, 2])).toBe(2.5);
  expect(toMedian([])).toBeNaN();
});

test('95 of 100 samples are at most the p95 of a hundred', () => {
  const samples = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(toQuantile(samples, 0.95)).toBe(96);
  expect(toQuantile([7], 0.95)).toBe(7);
  expect(toStats(samples)).toEqual({ count: 100, median: 50.5, p95: 96 });
});

test('the order of samples changes nothing, and samples stay as they were', () => {
  const samples = [3, 1, 2];
  expect(toStats(samples)).toEqual(toStats([1, 2, 3]));
  expect(samples).toEqual([3, 1, 2]);
});

test('a share counts those at the limit as within', () => {
  expect(toShareWithin([100, 150, 151, 400], 150)).toBe(0.5);
  expect(toShareWithin([], 150)).toBeNaN();
});

test('a ratio of samples without scatter has no range', () => {
  expect(toRatio([3, 3, 3], [2, 2, 2])).toEqual({ ratio: 1.5, low: 1.5, high: 1.5 });
});

test('the range of a ratio holds the ratio, is the same each time, and gets narrower with more samples', () => {
  const scatter = (count: number, base: number) =>
    Array.from({ length: count }, (_, index) => base + ((index * 37) % 11) / 10);
  const few = toRatio(scatter(9, 12), scatter(9, 10));
  const many = toRatio(scatter(200, 12), scatter(200, 10));
  for (const { ratio, low, high } of [few, many]) {
    expect(low).toBeLessThanOrEqual(ratio);
    expect(high).toBeGreaterThanOrEqual(ratio);
  }
  expect(toRatio(scatter(9, 12), scatter(9, 10))).toEqual(few);
  expect(many.high - many.low).toBeLessThan(few.high - few.low);
  // A difference of a fifth does not hide in a scatter of a tenth.
  expect(many.low).toBeGreaterThan(1.1);
});
