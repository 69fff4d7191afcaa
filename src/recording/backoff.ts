// How long to wait before the next try: two quick ones, then longer and longer with jitter.

const quickMs = [250, 1_000];
const firstSlowMs = 2_000;
const longestMs = 30_000;
/** A recorder can ask for more than we would wait by ourselves, and not for ever: somebody speaks, or is owed a resume. */
const longestAskedMs = 600_000;
/** Share of the wait by which it may differ, so that ten thousand desks do not come back at once. */
const jitter = 0.25;

/**
 * Wait in ms after the `count`-th failure in a row (1, 2, ...). `salt` makes the jitter differ from try to try
 * and stay the same in a replay. A recorder's own Retry-After is never undercut, up to ten minutes.
 */
export function toBackoffMs(count: number, salt: number, retryAfterMs = 0): number {
  const quick = quickMs[count - 1];
  const plain = quick ?? Math.min(firstSlowMs * 2 ** (count - quickMs.length - 1), longestMs);
  const spread = plain * (1 + jitter * (2 * toFraction(salt) - 1));
  return Math.round(Math.max(spread, Math.min(retryAfterMs, longestAskedMs)));
}

/** A number in [0, 1) that looks random and is the same for the same seed (Knuth's multiplicative hash). */
function toFraction(seed: number): number {
  return ((seed * 2_654_435_761) % 2 ** 32) / 2 ** 32;
}
