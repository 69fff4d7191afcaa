// What our own pages may look at: events, the ledger and how far it was sent, budgets, what observe mode has counted.
import type { FromPage } from '../messages.ts';
import type { Evidence } from './evidence.ts';
import type { Governor } from './governor.ts';
import type { Duties } from './duties.ts';
import { clearTally, readTally } from './observed.ts';

type World = { evidence: Evidence; governor: Governor; duties: Duties; now(): number };
const types = [
  'getEvents',
  'syncLedger',
  'recordExport',
  'recordDrill',
  'getDrill',
  'getShipping',
  'shipNow',
  'testShipping',
  'getTally',
  'clearTally',
  'getRuling',
] as const satisfies FromPage['type'][];
type LookMessage = Extract<FromPage, { type: (typeof types)[number] }>;

/** Whether a message is answered here. */
export function isLook(message: FromPage): message is LookMessage {
  return types.some(type => type === message.type);
}

/** Answers such a message. To be called only after the coordinator has begun. */
export async function look(message: LookMessage, world: World): Promise<unknown> {
  const { evidence, governor, duties, now } = world;
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
    case 'recordDrill':
      await duties.noteDrill(message.result);
      return { ledger: await evidence.sync() };
    case 'getDrill':
      return { drill: await duties.lastDrill() };
    case 'getShipping':
      return { shipping: await duties.status((await evidence.sync()).head) };
    case 'shipNow':
      await evidence.sync();
      await duties.shipNow();
      return { shipping: await duties.status((await evidence.sync()).head) };
    case 'testShipping':
      return { problem: await duties.test(message.lane, message.shipping, message.secret) };
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
