// Every entry of the ledger, in its order.
import { readMeta, type LedgerDatabase } from '../ledger/database.ts';
import type { Entry } from '../ledger/entries.ts';
import { readEntries } from '../ledger/query.ts';
import type { Lane } from './lane.ts';

type Way = Pick<Lane<Entry>, 'send' | 'probe' | 'maxCount'>;

/** Sends entries. What retention cut before it was sent is lost, but for what it cut before there was a mark. */
export function createEntriesLane(database: LedgerDatabase, way: Way): Lane<Entry> {
  /** Read and not yet sent: the ledger is read in bigger pieces than are sent. */
  let ahead: Entry[] = [];

  async function fill(afterSeq: number): Promise<void> {
    const { head } = await readMeta(database);
    const { value } = await readEntries(database, { seq: afterSeq }, head).next();
    ahead = value ?? [];
  }

  return {
    ...way,
    async read(mark, count, onLost) {
      ahead = ahead.filter(({ seq }) => seq > mark.seq);
      if (ahead.length === 0) await fill(mark.seq);
      const items = ahead.slice(0, count);
      const { after } = await readMeta(database);
      // What was read before it was cut can still be sent.
      const toSeq = Math.min(after.seq, (items[0]?.seq ?? Infinity) - 1);
      if (mark.seq < toSeq) onLost({ fromSeq: mark.seq + 1, toSeq, count: toSeq - mark.seq, reason: 'cut' });
      return { items, mark: { ...mark, seq: items.at(-1)?.seq ?? Math.max(mark.seq, after.seq) } };
    },
    toRange: items => ({ fromSeq: items[0]?.seq ?? 0, toSeq: items.at(-1)?.seq ?? 0 }),
    isNoted: ({ fact }) => fact.type !== 'notShipped',
  };
}
