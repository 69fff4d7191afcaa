// The lab's one clock.

/** Wall clock, ms since the epoch, finer than `Date.now()`: one sample is an eighth of a ms. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
