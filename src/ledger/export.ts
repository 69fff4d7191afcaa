// Copies of the ledger for people outside: the chain as JSON, the pauses as CSV.
import type { LedgerDatabase } from './database.ts';
import { readMeta } from './database.ts';
import { toExportParts } from './export-format.ts';
import type { Link } from './link.ts';
import { readEntries, readPauses, type TimeRange } from './query.ts';
import { toCsvLine, toPauseRow, csvHeader } from './csv.ts';

/** Which entries; all where left out. */
export type SeqRange = { fromSeq?: number; toSeq?: number };

export type ExportAbout = {
  /** Wall clock, ms since the epoch. */
  nowMs: number;
  /** Version of CardHush. */
  version: string;
};

/** Which entries an export holds, for the fact that records it. */
export type Exported = { fromSeq: number; toSeq: number; parts: AsyncGenerator<string> };

/**
 * The chain as it stands now, in pieces for a file; what is appended meanwhile is not in it. A range that does not
 * begin at the beginning makes a slice, and the file says so.
 */
export async function exportJson(
  database: LedgerDatabase,
  { nowMs, version }: ExportAbout,
  { fromSeq, toSeq }: SeqRange = {},
): Promise<Exported> {
  const meta = await readMeta(database);
  const isSlice = fromSeq !== undefined && fromSeq > meta.after.seq + 1;
  const after = isSlice ? await toLinkBefore(database, fromSeq, meta.after) : meta.after;
  const head =
    toSeq === undefined || toSeq >= meta.head.seq
      ? meta.head
      : await toLinkBefore(database, Math.max(toSeq, after.seq) + 1, meta.after);
  const count =
    head.seq > after.seq ? await database.count('entries', IDBKeyRange.bound(after.seq + 1, head.seq)) : 0;
  const parts = toExportParts({
    exportedAtMs: nowMs,
    exportedBy: version,
    isSlice: isSlice || head.seq < meta.head.seq,
    count,
    after,
    head,
    batches: readEntries(database, after, head),
  });
  return { fromSeq: after.seq + 1, toSeq: head.seq, parts };
}

/** The pauses of a time as CSV (RFC 4180), in pieces for a file: the fields that an assessor samples. */
export async function* exportCsv(database: LedgerDatabase, range: TimeRange = {}): AsyncGenerator<string> {
  yield toCsvLine([...csvHeader]);
  for await (const pauses of readPauses(database, range))
    yield pauses.map(pause => toCsvLine(toPauseRow(pause))).join('');
}

/** The last entry before that number, or what the first one follows. */
async function toLinkBefore(database: LedgerDatabase, seq: number, first: Link): Promise<Link> {
  const range = IDBKeyRange.upperBound(seq, true);
  const entry = (await database.transaction('entries').store.openCursor(range, 'prev'))?.value;
  return entry === undefined || entry.seq < first.seq ? first : { seq: entry.seq, hash: entry.hash };
}
