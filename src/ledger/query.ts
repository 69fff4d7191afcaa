// Reads the ledger, newest first, a page at a time. Our own pages read the database themselves: the worker, which is
// on the way of every pause, has nothing to do with it.
import type { IDBPIndex } from 'idb';
import type { LedgerDatabase, LedgerSchema } from './database.ts';
import type { Entry, EntryType } from './entries.ts';
import type { Link } from './link.ts';
import type { Outcome, Pause } from './pause.ts';

/** Wall clock, ms since the epoch; both ends belong to it. */
export type TimeRange = { fromMs?: number; toMs?: number };

/** The last row of a page: the next page goes on behind it. */
export type Place = { atMs: number; seq: number };
export type Page<Row> = { rows: Row[]; next: Place | null };

export type PauseQuery = TimeRange & {
  recorder?: string;
  /** Any of these; all where left out. */
  outcomes?: readonly Outcome[];
  limit?: number;
  after?: Place | null;
};

export type EntryQuery = TimeRange & {
  /** Not together with `types`. */
  recorder?: string;
  types?: readonly EntryType[];
  limit?: number;
  after?: Place | null;
};

const defaultLimit = 50;
const batchSize = 1_000;

type Index<Row> = {
  openCursor(range: IDBKeyRange, direction: 'prev'): Promise<Cursor<Row> | null>;
};
type Cursor<Row> = { value: Row; primaryKey: number; continue(): Promise<Cursor<Row> | null> };
/** One index, and the part of its keys before the time. */
type Lane<Row> = { index: Index<Row>; prefix: string[] };

/** A page of pauses, newest first by when they began to be wanted. */
export function findPauses(database: LedgerDatabase, query: PauseQuery = {}): Promise<Page<Pause>> {
  const { store } = database.transaction('pauses');
  const { recorder, outcomes } = query;
  const lanes: Lane<Pause>[] = (outcomes ?? [null]).map(outcome => {
    if (recorder === undefined)
      return outcome === null
        ? { index: toIndex<Pause>(store.index('time')), prefix: [] }
        : { index: toIndex<Pause>(store.index('outcome')), prefix: [outcome] };
    return outcome === null
      ? { index: toIndex<Pause>(store.index('recorder')), prefix: [recorder] }
      : { index: toIndex<Pause>(store.index('recorderOutcome')), prefix: [recorder, outcome] };
  });
  return findPage(lanes, query, pause => pause.wantedAtMs);
}

/** A page of entries, newest first. */
export function findEntries(database: LedgerDatabase, query: EntryQuery = {}): Promise<Page<Entry>> {
  const { store } = database.transaction('entries');
  const { recorder, types } = query;
  const byType = types?.map(type => ({ index: toIndex<Entry>(store.index('type')), prefix: [type] }));
  const byRecorder =
    recorder === undefined
      ? { index: toIndex<Entry>(store.index('time')), prefix: [] }
      : { index: toIndex<Entry>(store.index('recorder')), prefix: [recorder] };
  return findPage<Entry>(byType ?? [byRecorder], query, entry => entry.atMs);
}

/** Everything that a pause is made of, in order: what its recorder did, and what happened on the desk meanwhile. */
export async function readStory(database: LedgerDatabase, pause: Pause): Promise<Entry[]> {
  const entries = await database.getAll('entries', IDBKeyRange.bound(pause.firstSeq, pause.lastSeq));
  return entries.filter(({ fact }) => !('recorder' in fact) || fact.recorder === pause.recorder);
}

/** All pauses that began to be wanted in this time, oldest first, in batches: for sums, charts and files. */
export async function* readPauses(database: LedgerDatabase, range: TimeRange = {}): AsyncGenerator<Pause[]> {
  let { fromMs = 0 } = range;
  let seen = new Set<number>();
  for (;;) {
    const bound = IDBKeyRange.bound(fromMs, range.toMs ?? Number.MAX_SAFE_INTEGER);
    const rows = await database.getAllFromIndex('pauses', 'time', bound, batchSize + seen.size);
    const fresh = rows.filter(({ seq }) => !seen.has(seq));
    const last = fresh.at(-1);
    if (last === undefined) return;
    yield fresh;
    if (rows.length < batchSize + seen.size) return;
    seen = new Set(rows.filter(({ wantedAtMs }) => wantedAtMs === last.wantedAtMs).map(({ seq }) => seq));
    fromMs = last.wantedAtMs;
  }
}

/** Entries after one and up to another, in order, in batches. */
export async function* readEntries(
  database: LedgerDatabase,
  after: Pick<Link, 'seq'>,
  to: Pick<Link, 'seq'>,
): AsyncGenerator<Entry[]> {
  let { seq } = after;
  while (seq < to.seq) {
    const entries = await database.getAll('entries', IDBKeyRange.bound(seq + 1, to.seq), batchSize);
    const last = entries.at(-1);
    if (last === undefined) return;
    yield entries;
    seq = last.seq;
  }
}

async function findPage<Row extends { seq: number }>(
  lanes: Lane<Row>[],
  {
    fromMs = 0,
    toMs = Number.MAX_SAFE_INTEGER,
    limit = defaultLimit,
    after = null,
  }: TimeRange & {
    limit?: number;
    after?: Place | null;
  },
  toAtMs: (row: Row) => number,
): Promise<Page<Row>> {
  const untilMs = after === null ? toMs : Math.min(toMs, after.atMs);
  if (untilMs < fromMs) return { rows: [], next: null };
  const isBehind = (row: Row) => after === null || toAtMs(row) < after.atMs || row.seq < after.seq;
  const found = await Promise.all(
    lanes.map(lane => readLane(lane, toRange(lane.prefix, fromMs, untilMs), limit + 1, isBehind)),
  );
  const rows = found.flat().toSorted((a, b) => toAtMs(b) - toAtMs(a) || b.seq - a.seq);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { rows: page, next: isMore ? { atMs: toAtMs(last), seq: last.seq } : null };
}

async function readLane<Row>(
  { index }: Lane<Row>,
  range: IDBKeyRange,
  limit: number,
  isWanted: (row: Row) => boolean,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (
    let cursor = await index.openCursor(range, 'prev');
    cursor !== null;
    cursor = await cursor.continue()
  ) {
    if (isWanted(cursor.value)) rows.push(cursor.value);
    if (rows.length >= limit) break;
  }
  return rows;
}

function toRange(prefix: string[], fromMs: number, toMs: number): IDBKeyRange {
  if (prefix.length === 0) return IDBKeyRange.bound(fromMs, toMs);
  return IDBKeyRange.bound([...prefix, fromMs], [...prefix, toMs]);
}

/** The library types each index by its key; here only the order within one counts. */
function toIndex<Row>(
  index: IDBPIndex<LedgerSchema, ['pauses'], 'pauses'> | IDBPIndex<LedgerSchema, ['entries'], 'entries'>,
): Index<Row> {
  return index as unknown as Index<Row>;
}
