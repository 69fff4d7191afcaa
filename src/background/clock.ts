// One clock for the worker: the wall clock as it was when the worker started, moved on by a clock nobody can set.

/** A difference that is no drift but a jump, in ms. */
const jumpMs = 2_000;

export type Clock = {
  /** Ms since the epoch, without jumps between two calls of `takeJump`. */
  now(): number;
  /** By how much the wall clock has jumped since the last call, in ms; from then on `now` goes by the new time. */
  takeJump(): number;
};

type Sources = { wall: () => number; steady: () => number };

/** Builds the clock on the machine's two clocks. */
export function createClock(
  { wall, steady }: Sources = { wall: Date.now, steady: () => performance.now() },
): Clock {
  let offsetMs = wall() - steady();
  return {
    now: () => steady() + offsetMs,
    takeJump() {
      const byMs = wall() - steady() - offsetMs;
      if (Math.abs(byMs) < jumpMs) return 0;
      offsetMs += byMs;
      return byMs;
    },
  };
}
