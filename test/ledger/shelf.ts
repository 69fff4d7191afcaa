// A ledger in a database of its own, and the ways to look at it.
import 'fake-indexeddb/auto';
import { openLedgerDatabase, databaseName, type LedgerDatabase } from '../../src/ledger/database.ts';
import type { Entry } from '../../src/ledger/entries.ts';
import { exportJson } from '../../src/ledger/export.ts';
import type { Context } from '../../src/ledger/ledger.ts';
import type { Link } from '../../src/ledger/link.ts';
import type { Verdict } from '../../src/ledger/verdict.ts';
import { verifyExport } from '../../src/ledger/verify.ts';
import { stamp } from './story.ts';

export const context: Context = {
  privacy: { callRefs: 'plain', secrets: [] },
  stamp,
  nowMs: 2_000_000,
};

export async function emptyShelf(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(new Error('the database cannot be deleted')));
  });
}

/** Runs something on the database as our own pages do, and closes it. */
export async function look<T>(work: (database: LedgerDatabase) => Promise<T>): Promise<T> {
  const database = await openLedgerDatabase();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

export function allEntries(): Promise<Entry[]> {
  return look(database => database.getAll('entries'));
}

/** The file that the extension would export now, and what the verifier says of it. */
export async function verifyShelf(known: Link | null = null): Promise<Verdict> {
  return verifyExport(await exportShelf(), known);
}

export function exportShelf(range = {}): Promise<string> {
  return look(async database => {
    const about = { nowMs: context.nowMs, version: stamp.version };
    let text = '';
    for await (const part of (await exportJson(database, about, range)).parts) text += part;
    return text;
  });
}
