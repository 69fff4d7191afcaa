// What earlier workers left in the storage.
import { browser } from '../browser.ts';

export const keptKeys = {
  /** Wrapped, in session storage. */
  state: 'state',
  /** What happened and is not yet in the ledger: wrapped, in both. */
  outbox: 'outbox',
  /** What was in force: wrapped, in session storage. */
  inForce: 'inForce',
  /** What is paused, or may be: wrapped, in local storage. */
  journal: 'journal',
  /** Where the ledger's chain stood when it was last written: outside its database, which may get lost. */
  ledgerHead: 'ledgerHead',
} as const;

/** What was found, by key, of any shape. */
export type Kept = { session: Record<string, unknown>; local: Record<string, unknown> };

/** Asks for all of it. */
export async function askKept(): Promise<Kept> {
  const { state, outbox, inForce, journal, ledgerHead } = keptKeys;
  const [session, local] = await Promise.all([
    browser.storage.session.get([state, outbox, inForce]),
    browser.storage.local.get([journal, outbox, ledgerHead]),
  ]);
  return { session, local };
}
