// A page can move its focus ten thousand times in a second, and each move would be stored and noted. What one frame says
// too often is taken in at a walking pace, the newest word only; but a hold never waits where its frame holds nothing.
import type { FromContent } from '../messages.ts';
import { toPageFrame, type Frame } from '../sender.ts';

/** More moves of the focus than anybody makes in one go. */
const burst = 30;
/** How long a word waits in a flood, and how long it takes until one more may come at once (ms). */
const everyMs = 250;

type Work<Result> = () => Promise<Result>;

type Pace = {
  /** How many words may still come at once, as it was at `atMs`. */
  left: number;
  atMs: number;
  /** Whether the last word that was taken in was a hold. */
  isHeld: boolean;
  /** The newest words that have to wait; none where one that came later made them needless. */
  waiting: { isHold: boolean; works: Work<unknown>[]; done: Promise<unknown> } | null;
};

export type Flood = {
  /** Does `work`, which is what the message asks for: at once, or in a flood of holds and releases a little later. */
  pace(message: FromContent, frame: Frame, work: Work<unknown>): Promise<unknown>;
  /** Of how many frames something is remembered. */
  size(): number;
};

/** `now` counts in ms, steadily. */
export function createFlood(now: () => number = () => performance.now()): Flood {
  /** Frames that spoke a moment ago. */
  const paces = new Map<string, Pace>();

  function find(id: string): Pace {
    const nowMs = now();
    for (const [known, pace] of paces) {
      pace.left = Math.min(burst, pace.left + (nowMs - pace.atMs) / everyMs);
      pace.atMs = nowMs;
      if (pace.left === burst && pace.waiting === null) paces.delete(known);
    }
    const pace = paces.get(id) ?? { left: burst, atMs: nowMs, isHeld: false, waiting: null };
    paces.set(id, pace);
    return pace;
  }

  function paceOne(pace: Pace, isHold: boolean, work: Work<unknown>): Promise<unknown> {
    const isUrgent = isHold && !pace.isHeld;
    if (isUrgent || (pace.left >= 1 && pace.waiting === null)) {
      pace.left = Math.max(0, pace.left - 1);
      pace.isHeld = isHold;
      if (pace.waiting !== null) pace.waiting.works = [];
      return work();
    }
    if (pace.waiting !== null) {
      // A release ends one hold and no other: what it ends has to have begun.
      const works = isHold ? [work] : [...pace.waiting.works.slice(0, 1), work];
      Object.assign(pace.waiting, { isHold, works });
      return pace.waiting.done;
    }
    const done = new Promise(resolve => {
      setTimeout(resolve, everyMs);
    }).then(() => {
      const { waiting } = pace;
      pace.waiting = null;
      const [first, second] = waiting?.works ?? [];
      if (waiting === null || first === undefined) return undefined;
      pace.isHeld = waiting.isHold;
      // One after the other: a hold takes longer to begin than its release to end it.
      return second === undefined ? first() : first().then(second, second);
    });
    pace.waiting = { isHold, works: [work], done };
    return done;
  }

  return {
    async pace(message, frame, work) {
      switch (message.type) {
        case 'hold':
        case 'release':
          return paceOne(find(frame.id), message.type === 'hold', work);
        case 'pageHold':
        case 'pageRelease':
          return paceOne(find(toPageFrame(frame).id), message.type === 'pageHold', work);
        default:
          return work();
      }
    },
    size: () => paces.size,
  };
}
