// One lane: what waits, in order, one request at a time, and what is remembered between them. At least once: the mark
// moves when the receiver has said yes, so that whatever dies in between is sent again.
import type { Mark } from './mark.ts';
import type { Outcome } from './outcome.ts';

/** What waits, oldest first, and the mark once it is there. */
export type Load<Item> = { items: Item[]; mark: Mark };

export type LossReason = 'cut' | 'refused' | 'partial';
export type Loss = { fromSeq: number; toSeq: number; count: number; reason: LossReason };

export type Lane<Item> = {
  /** At most `count` that follow the mark; none where nothing waits. What was lost before them is given to `onLost`. */
  read(mark: Mark, count: number, onLost: (loss: Loss) => void): Promise<Load<Item>>;
  send(items: Item[]): Promise<Outcome>;
  /** Sends what is no evidence, to tell a receiver that refuses this from one that refuses everything. */
  probe(): Promise<Outcome>;
  /** The entries that an item stands for. */
  toRange(items: Item[]): { fromSeq: number; toSeq: number };
  /** Whether the loss of this one is itself to be noted: one that notes a loss would go round in circles. */
  isNoted(item: Item): boolean;
  maxCount: number;
};

export type LaneWorld = {
  now(): number;
  /** Between 0 and 1. */
  random(): number;
  /** True where nothing may be sent: a pause is wanted or owed. */
  isBusy(): Promise<boolean>;
  /** Resolves once this survives the browser. */
  save(mark: Mark): Promise<void>;
  /** Resolves once the loss is evidence that survives the browser. */
  lose(loss: Loss): Promise<void>;
};

const firstWaitMs = 30_000;
const longestWaitMs = 3_600_000;
/** A receiver can ask for more than we would wait by ourselves, and not for ever. */
const longestAskedMs = 6 * 3_600_000;
const jitter = 0.25;

/** How long to wait after the `count`-th failure in a row. `random` lets ten thousand desks come back apart. */
export function toWaitMs(count: number, random: number, retryAfterMs = 0): number {
  const plain = Math.min(firstWaitMs * 2 ** (count - 1), longestWaitMs) * (1 + jitter * (2 * random - 1));
  // What was asked for is never undercut, so that what is spread goes on top.
  const asked = Math.min(retryAfterMs, longestAskedMs) * (1 + (retryAfterMs > 0 ? jitter * random : 0));
  return Math.round(Math.max(plain, asked));
}

/**
 * Sends what waits until nothing does, the receiver wants a pause, or something is being paused. Resolves with the mark
 * as it stands then.
 */
export async function runLane<Item>(lane: Lane<Item>, before: Mark, world: LaneWorld): Promise<Mark> {
  let mark = before;
  let count = lane.maxCount;

  async function keep(next: Mark): Promise<void> {
    mark = next;
    await world.save(mark);
  }

  /** First the loss, then the mark: what dies in between is noted twice rather than never. */
  async function lose(loss: Loss, next: Mark, isNoted = true): Promise<void> {
    if (isNoted) await world.lose(loss);
    await keep({ ...next, lost: mark.lost + loss.count });
  }

  async function fail({ problem, retryAfterMs }: Extract<Outcome, { type: 'later' }>): Promise<void> {
    const failures = mark.failures + 1;
    const dueAtMs = world.now() + toWaitMs(failures, world.random(), retryAfterMs);
    await keep({ ...mark, failures, dueAtMs, problem });
  }

  while (!(await world.isBusy())) {
    const losses: Loss[] = [];
    const { items, mark: next } = await lane.read(mark, count, loss => losses.push(loss));
    for (const loss of losses) await lose(loss, { ...mark, seq: Math.max(mark.seq, loss.toSeq) });
    const [first] = items;
    if (first === undefined) {
      if (next.seq !== mark.seq) await keep({ ...next, lost: mark.lost });
      return mark;
    }
    const outcome = await lane.send(items);
    const done = toDone({ ...next, lost: mark.lost }, world.now());
    switch (outcome.type) {
      case 'accepted': {
        const rejected = Math.min(outcome.rejected, items.length);
        if (rejected === 0) await keep(done);
        else await lose({ ...lane.toRange(items), count: rejected, reason: 'partial' }, done);
        count = Math.min(lane.maxCount, count * 2);
        break;
      }
      case 'later':
        // Given up for a pause: that is no failure of the receiver's.
        if (!(await world.isBusy())) await fail(outcome);
        return mark;
      case 'refused': {
        if (items.length > 1) {
          count = Math.ceil(items.length / 2);
          break;
        }
        const probed = outcome.isTooBig ? null : await lane.probe();
        if (probed !== null && probed.type !== 'accepted') {
          if (!(await world.isBusy()))
            await fail(probed.type === 'later' ? probed : { type: 'later', problem: 'refused' });
          return mark;
        }
        const loss = { ...lane.toRange(items), count: 1, reason: 'refused' as const };
        await lose(loss, { ...done, acceptedAtMs: mark.acceptedAtMs }, lane.isNoted(first));
        break;
      }
      default:
        outcome satisfies never;
    }
  }
  return mark;
}

function toDone(mark: Mark, nowMs: number): Mark {
  return { ...mark, failures: 0, dueAtMs: 0, problem: null, acceptedAtMs: nowMs };
}
