// Files for people outside: made here, saved by the browser, and written down as an entry.
import { readMeta } from '../ledger/database.ts';
import { exportCsv, exportJson } from '../ledger/export.ts';
import type { TimeRange } from '../ledger/query.ts';
import { ask } from '../ui/worker.ts';
import { withLedger } from './load.ts';

type About = { nowMs: number; version: string };

/** Saves the whole chain, as it can be verified. */
export async function saveJson(about: About): Promise<void> {
  await withLedger(async database => {
    const { fromSeq, toSeq, parts } = await exportJson(database, about);
    saveFile(`cardhush-ledger-${toStamp(about)}.json`, await collect(parts, 'application/json'));
    await ask({ type: 'recordExport', format: 'json', fromSeq, toSeq });
  });
}

/** Saves the pauses of a time as a table. */
export async function saveCsv(range: TimeRange, about: About): Promise<void> {
  await withLedger(async database => {
    const { head, after } = await readMeta(database);
    saveFile(`cardhush-pauses-${toStamp(about)}.csv`, await collect(exportCsv(database, range), 'text/csv'));
    await ask({ type: 'recordExport', format: 'csv', fromSeq: after.seq + 1, toSeq: head.seq });
  });
}

/** A million entries are no one string; the browser may keep the pieces on disk. */
async function collect(parts: AsyncGenerator<string>, type: string): Promise<Blob> {
  const pieces: Blob[] = [];
  for await (const part of parts) pieces.push(new Blob([part]));
  return new Blob(pieces, { type });
}

function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has to have begun reading it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function toStamp({ nowMs }: About): string {
  return new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[:T]/g, '-');
}
