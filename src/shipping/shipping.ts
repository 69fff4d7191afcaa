// Sends evidence away while nothing is being paused: exposure notices to a webhook, entries to a collector.
import { openLedgerDatabase, readMeta, type LedgerDatabase, type Meta } from '../ledger/database.ts';
import type { OwnFact } from '../ledger/facts.ts';
import { createEntriesLane } from './entries-lane.ts';
import { runLane, type LaneWorld } from './lane.ts';
import { markSchema, type Mark } from './mark.ts';
import { createNoticesLane } from './notices-lane.ts';
import type { Shipped } from './status.ts';
import { lanes, postEntries, postNotice, postTest, toAddress, type LaneName, type Target } from './way.ts';

export type ShippingWorld = {
  /** Wall clock, ms since the epoch. */
  now(): number;
  /** Between 0 and 1. */
  random(): number;
  version: string;
  /** Whether the browser lets us reach this match pattern. */
  canReach(pattern: string): Promise<boolean>;
  /** True where nothing may be sent: a pause is wanted or owed. */
  isBusy(): Promise<boolean>;
  load(): Promise<Shipped | null>;
  save(shipped: Shipped): Promise<void>;
  /** Resolves once the fact survives the browser. */
  record(fact: OwnFact): Promise<void>;
};

/** Notes from where on a lane sends that is set up for the first time: to be called when it is, not when it first sends. */
export async function beginLanes(
  target: Target,
  { load, save }: Pick<ShippingWorld, 'load' | 'save'>,
): Promise<void> {
  const shipped = await loadShipped(load);
  const news = lanes.filter(lane => toAddress(lane, target) !== '' && shipped[lane] === null);
  if (news.length === 0) return;
  const database = await openLedgerDatabase();
  try {
    const meta = await readMeta(database);
    for (const lane of news) shipped[lane] = toBegun(lane, null, meta);
  } finally {
    database.close();
  }
  await save(shipped);
}

async function loadShipped(load: ShippingWorld['load']): Promise<Shipped> {
  return (await load()) ?? { desk: crypto.randomUUID(), entries: null, notices: null };
}

/**
 * Sends what waits. Resolves with when to try again, in ms since the epoch: null where nothing waits. `signal` ends it
 * at once, and nothing is lost by that.
 */
export async function shipAll(
  target: Target,
  world: ShippingWorld,
  signal: AbortSignal,
): Promise<number | null> {
  const database = await openLedgerDatabase();
  try {
    const meta = await readMeta(database);
    const shipped = await loadShipped(world.load);
    const dueAtMs: number[] = [];
    for (const lane of lanes) {
      if (toAddress(lane, target) === '') continue;
      const save = async (next: Mark) => {
        Object.assign(shipped, { [lane]: next });
        await world.save({ ...shipped });
      };
      const begun = toBegun(lane, shipped[lane], meta);
      if (begun !== shipped[lane]) await save(begun);
      const isWaiting = begun.dueAtMs > world.now();
      const mark = isWaiting
        ? begun
        : await run(
            lane,
            { database, begun, target, desk: shipped.desk, signal },
            toLaneWorld(lane, world, save),
            world,
          );
      if (mark.failures > 0) dueAtMs.push(mark.dueAtMs);
    }
    if (signal.aborted || (await world.isBusy())) return world.now();
    return dueAtMs.length === 0 ? null : Math.min(...dueAtMs);
  } finally {
    database.close();
  }
}

/** All that is kept of the ledger is sent, but notices only of what comes from now on. */
function toBegun(lane: LaneName, mark: Mark | null, { head, after }: Meta): Mark {
  // A ledger that begins anew has entries that were never sent, under numbers that were.
  if (mark !== null && mark.seq <= head.seq) return mark;
  return markSchema.parse({ seq: mark === null && lane === 'notices' ? head.seq : after.seq });
}

type Run = { database: LedgerDatabase; begun: Mark; target: Target; desk: string; signal: AbortSignal };

function run(
  lane: LaneName,
  { database, begun, target, desk, signal }: Run,
  laneWorld: LaneWorld,
  { now, canReach, version }: ShippingWorld,
): Promise<Mark> {
  const way = { now, canReach, signal };
  const probe = () => postTest(lane, target, { desk, version }, way);
  if (lane === 'notices') {
    const send = (notice: Parameters<typeof postNotice>[0]) => postNotice(notice, target, desk, way);
    return runLane(createNoticesLane(database, { send, probe, now }), begun, laneWorld);
  }
  const send = (entries: Parameters<typeof postEntries>[0]) => postEntries(entries, target, desk, way);
  return runLane(createEntriesLane(database, { send, probe, maxCount: target.batchSize }), begun, laneWorld);
}

function toLaneWorld(
  lane: LaneName,
  { now, random, isBusy, record }: ShippingWorld,
  save: (mark: Mark) => Promise<void>,
): LaneWorld {
  const lose: LaneWorld['lose'] = loss => record({ type: 'notShipped', atMs: now(), what: lane, ...loss });
  return { now, random, isBusy, save, lose };
}
