// The extension's ledger as it stands in the browser's database, looked at from outside.
import type { Page } from 'playwright-core';
import type { Meta } from '../../src/ledger/database.ts';
import type { Entry } from '../../src/ledger/entries.ts';
import { toExportParts } from '../../src/ledger/export-format.ts';
import type { Verdict } from '../../src/ledger/verdict.ts';
import { verifyExport } from '../../src/ledger/verify.ts';

export type LedgerContent = { entries: Entry[]; meta: Meta | undefined };

const readAll = `new Promise((resolve, reject) => {
  const open = indexedDB.open('cardhush-ledger');
  open.onerror = () => reject(open.error);
  open.onsuccess = () => {
    const database = open.result;
    if (!database.objectStoreNames.contains('entries')) return resolve({ entries: [] });
    const read = database.transaction(['entries', 'meta']);
    const entries = read.objectStore('entries').getAll();
    const meta = read.objectStore('meta').get('meta');
    read.oncomplete = () => { database.close(); resolve({ entries: entries.result, meta: meta.result }); };
    read.onerror = () => reject(read.error);
  };
})`;

/** Everything in the ledger, after what waited has been written. `page` is one of the extension's own. */
export async function readLedger(page: Page): Promise<LedgerContent> {
  await page.evaluate(`chrome.runtime.sendMessage({ type: 'syncLedger' })`);
  return page.evaluate<LedgerContent>(readAll);
}

/** What the offline verifier says of this content, exported as the extension does it. */
export async function verifyContent({ entries, meta }: LedgerContent): Promise<Verdict> {
  const [first] = entries;
  const last = entries.at(-1);
  const after = meta?.after ?? { seq: 0, hash: first?.prev ?? '0'.repeat(64) };
  const parts = toExportParts({
    exportedAtMs: 0,
    exportedBy: 'lab',
    isSlice: false,
    count: entries.length,
    after,
    head: meta?.head ?? (last === undefined ? after : { seq: last.seq, hash: last.hash }),
    batches: [entries],
  });
  let text = '';
  for await (const part of parts) text += part;
  return verifyExport(text);
}
