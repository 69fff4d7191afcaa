// The ledger's database. Opened only when something is to be written or read: nothing of it runs before a pause.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { createProjection, type Projection } from './desk.ts';
import type { Entry } from './entries.ts';
import { genesis, type Link } from './link.ts';
import type { Pause } from './pause.ts';
import { projectionVersion } from './project.ts';
import type { Stamp } from './to-body.ts';

export const databaseName = 'cardhush-ledger';

/** Where the chain stands. Written in the same transaction as the entries, or neither is. */
export type Meta = {
  head: Link;
  /** What the first entry that is still there follows. */
  after: Link;
  /** The newest fact of each run that has become an entry, the newest run last: none is taken twice. */
  drained: { run: string; n: number }[];
  /** What entries say until a fact says otherwise. */
  stamp: Stamp | null;
  /** Up to which entry the rows of pauses have been derived, by which rules, and what is remembered for the next. */
  derived: { version: number; seq: number; desk: Projection };
};

/** A ledger with nothing in it. */
export function createMeta(): Meta {
  const derived = { version: projectionVersion, seq: genesis.seq, desk: createProjection() };
  return { head: genesis, after: genesis, drained: [], stamp: null, derived };
}

export type LedgerSchema = DBSchema & {
  entries: {
    key: number;
    value: Entry;
    indexes: { time: number; recorder: [string, number]; type: [string, number] };
  };
  pauses: {
    key: number;
    value: Pause;
    indexes: {
      time: number;
      recorder: [string, number];
      outcome: [string, number];
      recorderOutcome: [string, string, number];
    };
  };
  meta: { key: string; value: Meta };
};
export type LedgerDatabase = IDBPDatabase<LedgerSchema>;

export const metaKey = 'meta';

/**
 * Opens the database, and makes it where there is none. `onClosed` is called when it can be used no more: another
 * version wants to change it, or the browser has closed it.
 */
export function openLedgerDatabase(onClosed: () => void = () => undefined): Promise<LedgerDatabase> {
  return openDB<LedgerSchema>(databaseName, 1, {
    upgrade(database) {
      const entries = database.createObjectStore('entries', { keyPath: 'seq' });
      entries.createIndex('time', 'atMs');
      entries.createIndex('recorder', ['fact.recorder', 'atMs']);
      entries.createIndex('type', ['fact.type', 'atMs']);
      const pauses = database.createObjectStore('pauses', { keyPath: 'seq' });
      pauses.createIndex('time', 'wantedAtMs');
      pauses.createIndex('recorder', ['recorder', 'wantedAtMs']);
      pauses.createIndex('outcome', ['outcome', 'wantedAtMs']);
      pauses.createIndex('recorderOutcome', ['recorder', 'outcome', 'wantedAtMs']);
      database.createObjectStore('meta');
    },
    blocking(_current, _wanted, event) {
      (event.target as IDBDatabase | null)?.close();
      onClosed();
    },
    terminated: onClosed,
  });
}

/** Where the chain stands now. */
export async function readMeta(database: LedgerDatabase): Promise<Meta> {
  return (await database.get('meta', metaKey)) ?? createMeta();
}
