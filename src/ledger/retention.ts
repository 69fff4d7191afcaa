// How long evidence is kept, and how much of it.
import type { LedgerDatabase, Meta } from './database.ts';
import type { OwnFact } from './facts.ts';

export type Limits = {
  keepDays: number;
  maxEntries: number;
};

export type Cut = Extract<OwnFact, { type: 'cut' }>;

const dayMs = 86_400_000;
/** At most this much is deleted at once, so that no transaction takes long. */
const maxCut = 5_000;
/** What is over the count is deleted with some more, so that a full ledger is not cut at each entry. */
const slack = 0.01;

/** What has to be deleted now, as the fact that records it; null where nothing has. */
export async function findCut(
  database: LedgerDatabase,
  { head, after }: Meta,
  { keepDays, maxEntries }: Limits,
  nowMs: number,
): Promise<Cut | null> {
  const first = await database.get('entries', after.seq + 1);
  if (first === undefined) return null;
  const count = head.seq - after.seq;
  const byCount = count > maxEntries ? count - Math.floor(maxEntries * (1 - slack)) : 0;
  const oldestMs = nowMs - keepDays * dayMs;
  // A day late at most, so that there is one cut a day and not one for each entry.
  const byAge = first.atMs < oldestMs - dayMs ? await countOlder(database, after.seq, oldestMs) : 0;
  const wanted = Math.min(Math.max(byCount, byAge), maxCut, count);
  if (wanted === 0) return null;
  // Where entries were lost there is none of that number: then the one before.
  const upTo = IDBKeyRange.upperBound(after.seq + wanted);
  const last = (await database.transaction('entries').store.openCursor(upTo, 'prev'))?.value;
  if (last === undefined) return null;
  return {
    type: 'cut',
    atMs: nowMs,
    fromSeq: after.seq + 1,
    toSeq: last.seq,
    hash: last.hash,
    reason: byCount >= byAge ? 'count' : 'age',
    firstAtMs: first.atMs,
    lastAtMs: last.atMs,
  };
}

/** How many entries from the beginning on are older; a clock that was set back for a while ends the row. */
async function countOlder(database: LedgerDatabase, afterSeq: number, oldestMs: number): Promise<number> {
  const entries = await database.getAll(
    'entries',
    IDBKeyRange.bound(afterSeq + 1, afterSeq + maxCut),
    maxCut,
  );
  const young = entries.findIndex(({ atMs }) => atMs >= oldestMs);
  return young === -1 ? entries.length : young;
}
