// What is to be appended: facts that are new, and what has to be said about those that never came.
import type { Meta } from './database.ts';
import type { Fact, Queued } from './facts.ts';
import { genesis, type Link } from './link.ts';

/** How many runs of the browser are remembered. Facts of older ones have long been written, or are lost. */
const maxRuns = 20;

export type Plan = {
  /** What the next entry follows. */
  after: Link;
  queued: Queued[];
  drained: Meta['drained'];
};

/**
 * What has to be appended so that each fact becomes one entry, whatever was tried before. `mirror` is the chain's
 * head as it was noted outside the database: with it a database that was deleted or set back is seen.
 */
export function toPlan(meta: Meta, given: Queued[], mirror: Link | null, nowMs: number): Plan {
  const drained = new Map(meta.drained.map(({ run, n }) => [run, n]));
  const queued: Queued[] = [];
  for (const one of given) {
    const { run, n } = one;
    const last = drained.get(run) ?? 0;
    if (n <= last) continue;
    if (n > last + 1)
      queued.push(toOwn({ type: 'notesLost', atMs: nowMs, run, fromN: last + 1, toN: n - 1 }, run));
    queued.push(one);
    drained.delete(run);
    drained.set(run, n);
  }
  const { head } = meta;
  const isBehind = mirror !== null && mirror.seq > head.seq;
  return {
    after: isBehind ? mirror : head,
    queued: isBehind ? [toOwn(toEntriesLost(head, mirror, nowMs), toRun(given, meta)), ...queued] : queued,
    drained: [...drained].slice(-maxRuns).map(([run, n]) => ({ run, n })),
  };
}

/** A fact that the ledger itself adds: it has no number in any run. */
export function toOwn(fact: Fact, run: string): Queued {
  return { run, n: 0, fact };
}

/** The run that is on now. */
export function toRun(queued: Queued[], { drained }: Meta): string {
  return queued.at(-1)?.run ?? drained.at(-1)?.run ?? '';
}

function toEntriesLost(head: Link, mirror: Link, nowMs: number): Fact {
  const before = { seq: head.seq, hash: head.seq === 0 ? genesis.hash : head.hash };
  return {
    type: 'entriesLost',
    atMs: nowMs,
    fromSeq: head.seq + 1,
    toSeq: mirror.seq,
    hash: mirror.hash,
    before,
  };
}
