// The one writer of the ledger. Entries are only ever added, whole batches at a time; what retention takes away at
// the other end is itself an entry.
import type { IDBPTransaction } from 'idb';
import { seal } from './chain.ts';
import { metaKey, openLedgerDatabase, readMeta, type LedgerDatabase, type LedgerSchema, type Meta } from './database.ts'; // prettier-ignore
import { createProjection } from './desk.ts';
import type { Body, Entry } from './entries.ts';
import type { Queued } from './facts.ts';
import type { Link } from './link.ts';
import type { Pause } from './pause.ts';
import { toOwn, toPlan, toRun } from './plan.ts';
import { project, projectionVersion } from './project.ts';
import { findCut, type Limits } from './retention.ts';
import { toBody, type Privacy, type Stamp } from './to-body.ts';

/** What the ledger has to know for each batch. */
export type Context = {
  privacy: Privacy;
  /** For facts that come before any that says who, which version and which policy. */
  stamp: Stamp;
  /** Wall clock, ms since the epoch. */
  nowMs: number;
};

type Stores = ['entries', 'pauses', 'meta'];
type Write = IDBPTransaction<LedgerSchema, Stores, 'readwrite'>;

const stores: Stores = ['entries', 'pauses', 'meta'];
const maxTries = 5;
const deriveBatch = 1_000;

/** Somebody else has written meanwhile: look again, and start over. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

export class Ledger {
  #database: Promise<LedgerDatabase> | undefined;
  /** As it was last written here; only a hint, since the transaction looks again. */
  #meta: Meta | undefined;

  /**
   * Makes entries of these facts, in order, each of them once: what has become an entry before is passed over. Resolves
   * when they are on disk. `mirror` is the chain's head as it was noted elsewhere.
   */
  append(queued: Queued[], mirror: Link | null, context: Context): Promise<Link> {
    return this.#tryAgain(async database => {
      const meta = await this.#read(database);
      const plan = toPlan(meta, queued, mirror, context.nowMs);
      if (plan.queued.length === 0) return meta.head;
      const { bodies, stamp } = await toBodies(plan.queued, meta.stamp ?? context.stamp, context.privacy);
      const entries = await seal(plan.after, bodies);
      const isFresh = meta.head.seq === 0 && plan.after.seq > 0;
      const after = isFresh ? plan.after : meta.after;
      return this.#commit(database, meta, entries, { drained: plan.drained, stamp, after });
    });
  }

  /** Deletes what is older or more than the limits allow, and records that. Resolves with how many entries went. */
  trim(limits: Limits, context: Context): Promise<number> {
    return this.#tryAgain(async database => {
      const meta = await this.#read(database);
      const cut = await findCut(database, meta, limits, context.nowMs);
      if (cut === null) return 0;
      const { bodies } = await toBodies(
        [toOwn(cut, toRun([], meta))],
        meta.stamp ?? context.stamp,
        context.privacy,
      );
      const after = { seq: cut.toSeq, hash: cut.hash };
      await this.#commit(database, meta, await seal(meta.head, bodies), { after }, write => {
        const gone = IDBKeyRange.upperBound(cut.toSeq);
        return [write.objectStore('entries').delete(gone), write.objectStore('pauses').delete(gone)];
      });
      return cut.toSeq - cut.fromSeq + 1;
    });
  }

  /** Brings the rows of pauses up to the newest entry, where an update has changed how they are derived. */
  async derive(): Promise<void> {
    while (await this.#tryAgain(database => this.#deriveSome(database)));
  }

  /** Where the chain stands. */
  async head(): Promise<Link> {
    return (await this.#tryAgain(database => readMeta(database))).head;
  }

  /** The newest facts that came from outside the ledger, oldest first. */
  async newest(count: number): Promise<Queued[]> {
    const entries = await this.#tryAgain(async database => {
      const { head } = await readMeta(database);
      return database.getAll('entries', IDBKeyRange.lowerBound(head.seq - count, true));
    });
    return entries.flatMap(({ run, n, atMs, fact }) =>
      n === 0 ? [] : [{ run, n, fact: { ...fact, atMs } as Queued['fact'] }],
    );
  }

  async close(): Promise<void> {
    (await this.#database)?.close();
    this.#forget();
  }

  async #read(database: LedgerDatabase): Promise<Meta> {
    return (this.#meta ??= await readMeta(database));
  }

  async #commit(
    database: LedgerDatabase,
    before: Meta,
    entries: Entry[],
    changes: Partial<Meta>,
    also: (write: Write) => Promise<unknown>[] = () => [],
  ): Promise<Link> {
    const last = entries.at(-1);
    const head = last === undefined ? before.head : { seq: last.seq, hash: last.hash };
    const { derived, rows } = deriveAlong(before, entries);
    const meta: Meta = { ...before, ...changes, head, derived };
    await this.#write(database, before, meta, write => [
      ...entries.map(entry => write.objectStore('entries').add(entry)),
      ...rows.map(row => write.objectStore('pauses').put(row)),
      ...also(write),
    ]);
    return head;
  }

  async #deriveSome(database: LedgerDatabase): Promise<boolean> {
    const before = await readMeta(database);
    const { version, seq } = before.derived;
    const isOld = version !== projectionVersion;
    if (!isOld && seq >= before.head.seq) return false;
    const derived = isOld
      ? { version: projectionVersion, seq: before.after.seq, desk: createProjection() }
      : structuredClone(before.derived);
    const entries = await database.getAll('entries', IDBKeyRange.lowerBound(derived.seq, true), deriveBatch);
    const rows = fold(derived, entries);
    derived.seq = entries.at(-1)?.seq ?? before.head.seq;
    await this.#write(database, before, { ...before, derived }, write => [
      ...(isOld ? [write.objectStore('pauses').clear()] : []),
      ...rows.map(row => write.objectStore('pauses').put(row)),
    ]);
    return derived.seq < before.head.seq;
  }

  /** Everything in one transaction, flushed to disk; undone as a whole where the chain has gone on meanwhile. */
  async #write(
    database: LedgerDatabase,
    before: Meta,
    after: Meta,
    work: (write: Write) => Promise<unknown>[],
  ): Promise<void> {
    const write = database.transaction(stores, 'readwrite', { durability: 'strict' });
    const done = write.done.catch((error: unknown) => error);
    const found = await write.objectStore('meta').get(metaKey);
    const isExpected =
      (found?.head.hash ?? before.head.hash) === before.head.hash &&
      (found?.derived.seq ?? before.derived.seq) === before.derived.seq;
    if (!isExpected || (found === undefined && before.head.seq > 0)) {
      write.abort();
      await done;
      throw new Overtaken();
    }
    const requests = [...work(write), write.objectStore('meta').put(after, metaKey)];
    // One that fails undoes the transaction, which is what says so.
    await Promise.allSettled(requests);
    const problem = await done;
    if (problem !== undefined) throw problem;
    this.#meta = after;
  }

  async #tryAgain<T>(work: (database: LedgerDatabase) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1)
      try {
        this.#database ??= openLedgerDatabase(() => this.#forget());
        return await work(await this.#database);
      } catch (error) {
        this.#meta = undefined;
        if (!(error instanceof Overtaken)) this.#forget();
        if (tries >= maxTries || !(error instanceof Overtaken)) throw error;
      }
  }

  #forget(): void {
    this.#database = undefined;
    this.#meta = undefined;
  }
}

async function toBodies(
  queued: Queued[],
  stamp: Stamp,
  privacy: Privacy,
): Promise<{ bodies: Body[]; stamp: Stamp }> {
  const bodies: Body[] = [];
  let now = stamp;
  for (const one of queued) {
    const { fact } = one;
    if (fact.type === 'opened' || fact.type === 'settingsChanged')
      now = { version: fact.version, agent: fact.agent, policy: fact.policy };
    bodies.push(await toBody(one, now, privacy));
  }
  return { bodies, stamp: now };
}

function deriveAlong(before: Meta, entries: Entry[]): { derived: Meta['derived']; rows: Pause[] } {
  const { derived, head } = before;
  // Rows that lag behind are brought up by `derive`, from the entries.
  if (derived.version !== projectionVersion || derived.seq !== head.seq) return { derived, rows: [] };
  const next = structuredClone(derived);
  const rows = fold(next, entries);
  return { derived: { ...next, seq: entries.at(-1)?.seq ?? next.seq }, rows };
}

function fold({ desk }: Meta['derived'], entries: Entry[]): Pause[] {
  const rows = new Map<number, Pause>();
  for (const entry of entries) for (const row of project(desk, entry)) rows.set(row.seq, row);
  return [...rows.values()];
}
