// Everything that a printed report shows, as plain data. The page that prints it adds words and nothing else.
import { readMeta, type LedgerDatabase } from './database.ts';
import type { Entry, EntryType } from './entries.ts';
import { toExposureNotices, type ExposureNotice } from './exposure.ts';
import type { Link } from './link.ts';
import type { Pause } from './pause.ts';
import { findEntries, readPauses, type TimeRange } from './query.ts';
import { toSummaries, toSummary, type Summary } from './summary.ts';

export type LedgerReport = {
  /** Wall clock, ms since the epoch. */
  madeAtMs: number;
  madeBy: string;
  range: TimeRange;
  /**
   * Where the chain stood: printed, it is what an export is held against later (`ledger:verify --known`).
   * `after` is what the first entry that is still there follows.
   */
  chain: { head: Link; after: Link };
  total: Summary;
  byRecorder: [string, Summary][];
  /** In the order in which they began: the rows that an assessor samples from. */
  pauses: Pause[];
  notices: ExposureNotice[];
  /** What happened to the ledger and to the settings in this time, newest first. */
  changes: Entry[];
};

const changeTypes: EntryType[] = [
  'opened',
  'settingsChanged',
  'cut',
  'entriesLost',
  'notesLost',
  'exported',
  'clockJumped',
  'pauseRefused',
  'budgetReached',
];
const maxChanges = 1_000;

/** Reads what a report of this time says. */
export async function readReport(
  database: LedgerDatabase,
  range: TimeRange,
  { nowMs, version }: { nowMs: number; version: string },
): Promise<LedgerReport> {
  const { head, after } = await readMeta(database);
  const pauses: Pause[] = [];
  for await (const batch of readPauses(database, range)) pauses.push(...batch);
  const changes = await findEntries(database, { ...range, types: changeTypes, limit: maxChanges });
  return {
    madeAtMs: nowMs,
    madeBy: version,
    range,
    chain: { head, after },
    total: toSummary(pauses),
    byRecorder: toSummaries(pauses, ({ recorder }) => recorder),
    pauses,
    notices: toExposureNotices(pauses),
    changes: changes.rows,
  };
}
