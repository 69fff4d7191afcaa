// The ways in which vendors limit requests. Each says for how long to stay away, or null for "come in".

export type Limit = {
  /** Asks to come in at this time; a yes counts. Null is a yes, a number the ms until it may be one. */
  enter(nowMs: number): number | null;
  /** To be called when the answer is out. */
  leave(): void;
};

/** No limit that anybody documents. */
export const unlimited = (): Limit => ({ enter: () => null, leave: () => undefined });

/** So many in any minute (RingCX: 120). */
export function perMinute(most: number): Limit {
  const times: number[] = [];
  return {
    enter(nowMs) {
      while ((times[0] ?? Infinity) <= nowMs - 60_000) times.shift();
      if (times.length >= most) return (times[0] ?? nowMs) + 60_000 - nowMs;
      times.push(nowMs);
      return null;
    },
    leave: () => undefined,
  };
}

/** A bucket that fills at so many a second (Amazon Connect: 2 a second, 5 at once). */
export function perSecond(rate: number, burst: number): Limit {
  let tokens = burst;
  let filledAtMs = 0;
  return {
    enter(nowMs) {
      tokens = Math.min(burst, tokens + ((nowMs - filledAtMs) / 1_000) * rate);
      filledAtMs = nowMs;
      if (tokens < 1) return ((1 - tokens) / rate) * 1_000;
      tokens -= 1;
      return null;
    },
    leave: () => undefined,
  };
}

/** So many that are not answered yet (wolkvox: 2 for each token). */
export function atOnce(most: number): Limit {
  let inside = 0;
  return {
    enter() {
      if (inside >= most) return 0;
      inside += 1;
      return null;
    },
    leave: () => void (inside -= 1),
  };
}
