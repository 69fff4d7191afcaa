// What our own pages may look at: events, the ledger, budgets, and what observe mode has counted.
import type { FromPage } from '../messages.ts';
import type { Evidence } from './evidence.ts';
import type { Governor } from './governor.ts';
import { clearTally, readTally } from './observed.ts';

type World = { evidence: Evidence; governor: Governor; now(): number };
type LookMessage = Extract<
  FromPage,
  { type: 'getEvents' | 'syncLedger' | 'recordExport' | 'getTally' | 'clearTally' | 'getRuling' }
>;

/** Answers such a message. To be called only after the coordinator has begun. */
export async function look(message: LookMessage, { evidence, governor, now }: World): Promise<unknown> {
  switch (message.type) {
    case 'getEvents':
      return { events: await evidence.recent() };
    case 'syncLedger':
      return { ledger: await evidence.sync() };
    case 'recordExport': {
      const { format, fromSeq, toSeq } = message;
      await evidence.record({ type: 'exported', atMs: now(), format, fromSeq, toSeq });
      return { ledger: await evidence.sync() };
    }
    case 'getRuling':
      return { ruling: await governor.ruling() };
    case 'getTally':
      return { tally: await readTally() };
    case 'clearTally':
      return { tally: await clearTally() };
    default:
      return message satisfies never;
  }
}
