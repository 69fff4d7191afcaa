// A start of the worker is on the way of a pause: whatever is not waits until that has left.

/** How long the pause that a worker may have been started for has the machine for itself (ms); it takes a fifth of it. */
const quietMs = 80;
const quietUntilMs = performance.now() + quietMs;

/** Does `work` at once, or where the worker has only just started in a moment. */
export function afterStart(work: () => void): void {
  const leftMs = quietUntilMs - performance.now();
  if (leftMs <= 0) work();
  else setTimeout(work, leftMs);
}
