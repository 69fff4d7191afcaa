// What is said of samples: medians, shares, and ratios with the range in which chance alone would leave them.

export type Stats = { count: number; median: number; p95: number };

/** A ratio of two medians, and the range that holds 95 of 100 ratios when the samples are drawn again. */
export type Ratio = { ratio: number; low: number; high: number };

const draws = 400;

/** The value below which this share of the samples lies; NaN where there are none. */
export function toQuantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function toStats(samples: readonly number[]): Stats {
  return { count: samples.length, median: toMedian(samples), p95: toQuantile(samples, 0.95) };
}

/** Of an even count the mean of the two in the middle; NaN where there are none. */
export function toMedian(samples: readonly number[]): number {
  const sorted = samples.toSorted((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** How much of the samples is at most `limit`, from 0 to 1; NaN where there are none. */
export function toShareWithin(samples: readonly number[], limit: number): number {
  return samples.filter(sample => sample <= limit).length / samples.length;
}

/** Compares two medians. The same samples always give the same range. */
export function toRatio(samples: readonly number[], base: readonly number[]): Ratio {
  const next = createDice(samples.length * 31 + base.length);
  const ratios = Array.from(
    { length: draws },
    () => toMedian(draw(samples, next)) / toMedian(draw(base, next)),
  );
  return {
    ratio: toMedian(samples) / toMedian(base),
    low: toQuantile(ratios, 0.025),
    high: toQuantile(ratios, 0.975),
  };
}

export function round(value: number, digits = 2): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

function draw(samples: readonly number[], next: () => number): number[] {
  return samples.map(() => samples[Math.floor(next() * samples.length)] ?? Number.NaN);
}

/** Numbers from 0 to 1 that look random (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
