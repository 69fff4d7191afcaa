// Alarms drive the sending: they outlive the worker, and there are none where nothing is to be sent.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createShipper, type Shipper } from '../../src/background/shipper.ts';
import { createState } from '../../src/recording/state.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { Collector } from '../lab/collector.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import { allEntries, context, emptyShelf } from '../ledger/shelf.ts';
import { opened, toQueued } from '../ledger/story.ts';
import { alarms, dueIn, local, resetAlarms, ring, world } from './alarm-double.ts';

vi.mock('../../src/browser.ts', async () => await import('./alarm-double.ts'));

const collector = new Collector();
let shipping: object = {};
let state = createState();
let runs = 0;
const problems: unknown[] = [];

async function append(): Promise<void> {
  runs += 1;
  const ledger = new Ledger();
  await ledger.append(toQueued([opened(1_000)], `run-${runs}`), null, context);
  await ledger.close();
}

function boot(): Shipper {
  const shipper = createShipper({
    version: '0.1.0',
    inForce: async () => layPolicy(undefined, { settings: settingsSchema.parse({ shipping }), secrets: {} }),
    state: async () => state,
    record: append,
    report: problem => void problems.push(problem),
  });
  shipper.listen();
  return shipper;
}

const busy = { ...createState(), episode: {} } as unknown as ReturnType<typeof createState>;
const head = async () => {
  const last = (await allEntries()).at(-1);
  return { seq: last?.seq ?? 0, hash: last?.hash ?? '' };
};
const settle = () => new Promise(resolve => setTimeout(resolve, 50));

beforeEach(async () => {
  await emptyShelf();
  resetAlarms();
  state = createState();
  collector.received.length = 0;
  collector.taken.length = 0;
  collector.mood = () => undefined;
  await collector.start();
  shipping = { url: collector.url };
  await append();
});

afterEach(async () => {
  await collector.stop();
  expect(collector.faults).toEqual([]);
  expect(problems).toEqual([]);
});

describe('the alarm', () => {
  test('is not set, and nothing is sent, before an address is', async () => {
    shipping = {};
    const shipper = boot();
    shipper.hear(await head());
    await shipper.shipNow();
    await settle();
    expect([...alarms]).toEqual([]);
    expect(collector.received).toEqual([]);
  });

  test('is set once for what is new, between half a minute and a minute away', async () => {
    const shipper = boot();
    shipper.hear(await head());
    await expect.poll(() => dueIn('ship')).not.toBeNull();
    const when = alarms.get('ship');
    expect(dueIn('ship')).toBeGreaterThan(29_000);
    expect(dueIn('ship')).toBeLessThanOrEqual(60_000);
    shipper.hear({ ...(await head()), seq: 99 });
    await settle();
    expect(alarms.get('ship')).toBe(when);
  });

  test('sends when it goes off, and is not set again where nothing waits', async () => {
    const shipper = boot();
    shipper.hear(await head());
    await expect.poll(() => dueIn('ship')).not.toBeNull();
    ring('ship');
    await expect.poll(() => collector.taken.length).toBe(1);
    await expect.poll(() => dueIn('ship')).toBeNull();
  });

  test('is there for the next worker while this one sends', async () => {
    collector.mood = () => 'hang';
    const shipper = boot();
    const sending = shipper.shipNow();
    await expect.poll(() => collector.received.length).toBe(1);
    expect(dueIn('ship')).toBeGreaterThan(30_000);
    state = busy;
    shipper.onState(busy);
    await sending;
  });

  test('comes again for entries that were made while others were sent', async () => {
    const shipper = boot();
    let isFirst = true;
    collector.mood = () => {
      if (isFirst) shipper.hear({ seq: 2, hash: '' });
      isFirst = false;
      return undefined;
    };
    await shipper.shipNow();
    await expect.poll(() => dueIn('ship')).not.toBeNull();
  });

  test('waits as long as the back-off says, and half a minute at least', async () => {
    await collector.stop();
    const shipper = boot();
    await shipper.shipNow();
    expect(dueIn('ship')).toBeGreaterThanOrEqual(29_900);
    expect(dueIn('ship')).toBeLessThanOrEqual(38_000);
    expect(await shipper.status(await head())).toMatchObject({
      entries: { behind: 1, failures: 1, problem: 'unreachable' },
    });
  });

  test('comes soon where settings have changed: what failed may be mended', async () => {
    await collector.stop();
    const shipper = boot();
    for (let pass = 0; pass < 6; pass += 1) await shipper.shipNow();
    expect(dueIn('ship')).toBeGreaterThan(600_000);
    await collector.start();
    shipper.onApplied();
    await expect.poll(() => dueIn('ship')).toBeLessThanOrEqual(30_000);
    ring('ship');
    await expect.poll(() => collector.taken.length).toBe(1);
  });

  test('that goes off while a pass takes long is set again', async () => {
    collector.mood = () => 'hang';
    const shipper = boot();
    const sending = shipper.shipNow();
    await expect.poll(() => collector.received.length).toBe(1);
    ring('ship');
    expect(dueIn('ship')).toBeGreaterThan(30_000);
    state = busy;
    shipper.onState(busy);
    await sending;
  });

  test('comes back where something is being paused, and nothing was sent', async () => {
    state = busy;
    const shipper = boot();
    await shipper.shipNow();
    expect(collector.received).toEqual([]);
    expect(dueIn('ship')).toBeGreaterThan(0);
  });
});

describe('a test', () => {
  test('is no evidence and moves no mark', async () => {
    const shipper = boot();
    const { shipping: form } = settingsSchema.parse({ shipping });
    expect(await shipper.test('entries', form, '')).toBeNull();
    expect(collector.taken).toEqual([]);
    expect(collector.received).toMatchObject([{ isTest: true }]);
    expect(local.size).toBe(0);
    await settle();
  });

  test('says what is wrong', async () => {
    const shipper = boot();
    const { shipping: form } = settingsSchema.parse({ shipping });
    collector.mood = () => ({ status: 401 });
    expect(await shipper.test('entries', form)).toBe('unauthorized');
    world.canReach = false;
    expect(await shipper.test('entries', form)).toBe('noAccess');
  });
});
