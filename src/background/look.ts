// What our own pages may look at: events, the ledger and how far it was sent, budgets, what observe mode has counted.
import type { FromPage } from '../messages.ts';
import type { Evidence } from './evidence.ts';
import type { Governor } from './governor.ts';
import { clearTally, readTally } from './observed.ts';
import type { Shipper } from './shipper.ts';

type World = { evidence: Evidence; governor: Governor; shipper: Shipper; now(): number };
const types = [
  'getEvents',
  'syncLedger',
  'recordExport',
  'recordDrill',
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
  const { evidence, governor, shipper, now } = world;
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
      await evidence.record({ type: 'drilled', atMs: now(), ...message.result });
      return { ledger: await evidence.sync() };
    case 'getShipping':
      return { shipping: await shipper.status((await evidence.sync()).head) };
    case 'shipNow':
      await evidence.sync();
      await shipper.shipNow();
      return { shipping: await shipper.status((await evidence.sync()).head) };
    case 'testShipping':
      return { problem: await shipper.test(message.lane, message.shipping, message.secret) };
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
