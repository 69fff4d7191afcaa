// Reads from the ledger what the page shows. Our pages read the database themselves; the worker only writes.
import { openLedgerDatabase, type LedgerDatabase } from '../ledger/database.ts';
import type { Entry } from '../ledger/entries.ts';
import type { Pause } from '../ledger/pause.ts';
import { findEntries, readStory } from '../ledger/query.ts';
import { readReport, type LedgerReport } from '../ledger/report.ts';
import { toDayRange, toRange, type Choice } from './choice.ts';

export type Loaded = {
  report: LedgerReport;
  /** Beginnings and ends of alarms on the chosen day, oldest first. */
  alerts: Entry[];
};

const maxAlerts = 2_000;

/** Reads what is known of the chosen time. */
export function loadActivity(
  choice: Pick<Choice, 'period' | 'day'>,
  nowMs: number,
  version: string,
): Promise<Loaded> {
  return withLedger(async database => {
    const report = await readReport(database, toRange(choice), { nowMs, version });
    const query = {
      ...toDayRange(choice.day),
      types: ['alertStarted', 'alertEnded'] as const,
      limit: maxAlerts,
    };
    const { rows } = await findEntries(database, query);
    return { report, alerts: rows.toReversed() };
  });
}

/** Everything that a pause is made of, in order. */
export function loadStory(pause: Pause): Promise<Entry[]> {
  return withLedger(database => readStory(database, pause));
}

/** Runs something on the ledger, and lets go of it: an open database keeps a new version from its upgrade. */
export async function withLedger<T>(work: (database: LedgerDatabase) => Promise<T>): Promise<T> {
  const database = await openLedgerDatabase();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
