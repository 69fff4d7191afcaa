// Entries made are entries received, in order, whatever the receiver does and whoever dies.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Ledger } from '../../src/ledger/ledger.ts';
import { allEntries, context, emptyShelf } from '../ledger/shelf.ts';
import { Dock } from './dock.ts';

let dock = new Dock();

beforeEach(async () => {
  await emptyShelf();
  dock = await new Dock().open();
});

afterEach(async () => {
  await dock.collector.stop();
  expect(dock.collector.faults).toEqual([]);
});

/** Nothing is missing, nothing in another place, and each entry is what it was. */
async function expectAll(): Promise<void> {
  const { made, arrived } = await dock.compare();
  expect(arrived).toEqual(made);
  expect(dock.collector.unique()).toEqual(await allEntries());
}

const fails = (status: number, times: number, headers = {}) => {
  let left = times;
  return () => {
    left -= 1;
    return left >= 0 ? { status, headers } : undefined;
  };
};

describe('a receiver that is well', () => {
  test('gets every entry once, in order, in batches of the size that was set', async () => {
    for (let pause = 0; pause < 5; pause += 1) await dock.pause();
    dock.settings = { batchSize: 7 };
    expect(await dock.ship()).toBeNull();
    await expectAll();
    expect(dock.collector.taken).toHaveLength((await allEntries()).length);
    const sizes = dock.collector.received.map(({ entries }) => entries.length);
    expect(sizes.slice(0, -1).every(size => size === 7)).toBe(true);
    expect(dock.stored?.entries).toMatchObject({ seq: (await allEntries()).length, failures: 0, lost: 0 });
  });

  test('gets nothing twice from the next worker, and what is new', async () => {
    await dock.pause();
    await dock.ship();
    await dock.ship();
    await dock.pause();
    await dock.ship();
    await expectAll();
    expect(dock.collector.taken).toHaveLength((await allEntries()).length);
  });

  test('gets the same as a webhook, with the header', async () => {
    await dock.pause();
    dock.settings = { url: dock.collector.hookUrl, kind: 'webhook' };
    dock.secret = 'Bearer SECRET7';
    dock.collector.secret = dock.secret;
    await dock.ship();
    await expectAll();
    expect(dock.collector.received.every(({ headers }) => headers['authorization'] === dock.secret)).toBe(
      true,
    );
    expect(dock.collector.received.every(({ raw }) => !raw.includes('SECRET7'))).toBe(true);
  });
});

describe('a receiver that is not well', () => {
  test('is down for a while: waits grow, up to an hour, and then all is there', async () => {
    await dock.pause();
    await dock.collector.stop();
    const waits: number[] = [];
    for (let pass = 0; pass < 9; pass += 1) {
      const dueAtMs = (await dock.ship()) ?? 0;
      waits.push(dueAtMs - dock.nowMs);
      dock.nowMs = dueAtMs;
    }
    expect(waits).toEqual([
      30_000, 60_000, 120_000, 240_000, 480_000, 960_000, 1_920_000, 3_600_000, 3_600_000,
    ]);
    expect(dock.stored?.entries).toMatchObject({ problem: 'unreachable', failures: 9, seq: 0 });
    await dock.collector.start();
    await dock.shipOut();
    await expectAll();
    expect(dock.stored?.entries).toMatchObject({ problem: null, failures: 0 });
  });

  test('is not asked before the wait is over', async () => {
    await dock.pause();
    dock.collector.mood = fails(503, 1);
    const dueAtMs = await dock.ship();
    expect(await dock.ship()).toBe(dueAtMs);
    expect(dock.collector.received).toHaveLength(1);
  });

  test('asks for more time with 429 and Retry-After, and gets it', async () => {
    await dock.pause();
    dock.collector.mood = fails(429, 1, { 'retry-after': '600' });
    const dueAtMs = (await dock.ship()) ?? 0;
    expect(dueAtMs - dock.nowMs).toBeGreaterThanOrEqual(600_000);
    expect(dock.stored?.entries?.problem).toBe('rateLimited');
    await dock.shipOut();
    await expectAll();
  });

  test.each([
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'notFound'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('says %i: nothing is given up, and the problem is %s', async (status, problem) => {
    await dock.pause();
    dock.collector.mood = fails(status, 2);
    await dock.ship();
    expect(dock.stored?.entries).toMatchObject({ problem, seq: 0, lost: 0 });
    await dock.shipOut();
    await expectAll();
  });

  test('hangs up after it has taken them: they come again, and none is missing', async () => {
    await dock.pause();
    let isFirst = true;
    dock.collector.mood = () => {
      const mood = isFirst ? 'drop' : undefined;
      isFirst = false;
      return mood;
    };
    await dock.shipOut();
    await expectAll();
    expect(dock.collector.taken.length).toBeGreaterThan((await allEntries()).length);
  });

  test.each(['otlp', 'webhook'] as const)('is a sign-in page (%s): its 200 takes nothing', async kind => {
    await dock.pause();
    dock.settings = { kind, url: kind === 'otlp' ? dock.collector.url : dock.collector.hookUrl };
    const headers = { 'content-type': 'text/html' };
    dock.collector.mood = () => ({ status: 200, headers, body: '<!doctype html><title>Sign in</title>' });
    await dock.ship();
    expect(dock.stored?.entries).toMatchObject({ problem: 'badAnswer', seq: 0 });
  });

  test('says yes in a way that no collector does: that is no yes', async () => {
    await dock.pause();
    dock.collector.mood = () => ({ status: 200, body: '"ok"' });
    await dock.ship();
    expect(dock.stored?.entries).toMatchObject({ problem: 'badAnswer', seq: 0 });
  });

  test('redirects: the evidence does not follow', async () => {
    await dock.pause();
    dock.collector.mood = () => ({ status: 307, headers: { location: dock.collector.hookUrl } });
    await dock.ship();
    expect(dock.stored?.entries).toMatchObject({ problem: 'badAnswer', seq: 0 });
    expect(dock.collector.received).toHaveLength(1);
  });

  test('is one that the browser does not let us reach: nothing leaves', async () => {
    await dock.pause();
    dock.canReach = false;
    await dock.ship();
    expect(dock.stored?.entries?.problem).toBe('noAccess');
    expect(dock.collector.received).toEqual([]);
  });

  test('takes it and never answers: given up after ten seconds, and sent again', async () => {
    await dock.pause();
    let isFirst = true;
    dock.collector.mood = () => {
      const mood = isFirst ? 'hang' : undefined;
      isFirst = false;
      return mood;
    };
    await dock.ship();
    expect(dock.stored?.entries).toMatchObject({ problem: 'timedOut', failures: 1 });
    await dock.shipOut();
    await expectAll();
  });
});

describe('entries that are not taken', () => {
  test('one that the receiver refuses is found, noted and passed over; all others arrive', async () => {
    for (let pause = 0; pause < 4; pause += 1) await dock.pause();
    const poison = (await allEntries())[17]?.hash ?? '';
    // The next entry names it as the one before: only its own hash counts.
    dock.collector.mood = ({ entries }) =>
      entries.some(({ hash }) => hash === poison) ? { status: 400 } : undefined;
    await dock.shipOut();
    const { made, arrived } = await dock.compare();
    expect(arrived).toEqual(made.filter(hash => hash !== poison));
    expect(dock.recorded).toMatchObject([
      { type: 'notShipped', fromSeq: 18, toSeq: 18, count: 1, reason: 'refused', what: 'entries' },
    ]);
    // The note of the loss is evidence, and has arrived as well.
    expect(dock.collector.unique().some(({ fact }) => fact.type === 'notShipped')).toBe(true);
    expect(dock.stored?.entries).toMatchObject({ lost: 1, problem: null });
  });

  test('a receiver that refuses everything gets nothing thrown away, however often', async () => {
    await dock.pause();
    dock.collector.mood = () => ({ status: 400 });
    for (let pass = 0; pass < 5; pass += 1) dock.nowMs = (await dock.ship()) ?? dock.nowMs;
    expect(dock.stored?.entries).toMatchObject({ problem: 'refused', seq: 0, lost: 0, failures: 5 });
    expect(dock.recorded).toEqual([]);
    dock.collector.mood = () => undefined;
    await dock.shipOut();
    await expectAll();
  });

  test('batches that are too big get smaller until they fit', async () => {
    for (let pause = 0; pause < 6; pause += 1) await dock.pause();
    dock.collector.mood = ({ entries }) => (entries.length > 5 ? { status: 413 } : undefined);
    await dock.shipOut();
    await expectAll();
    expect(dock.recorded).toEqual([]);
  });

  test('a partial success is not sent again, and how many were left out is noted', async () => {
    await dock.pause();
    let isFirst = true;
    dock.collector.mood = () => {
      const isNow = isFirst;
      isFirst = false;
      return isNow
        ? { status: 200, body: '{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"no"}}' }
        : undefined;
    };
    const count = (await allEntries()).length;
    await dock.shipOut();
    expect(dock.recorded).toMatchObject([{ reason: 'partial', count: 2, fromSeq: 1, toSeq: count }]);
    expect(dock.stored?.entries?.lost).toBe(2);
    expect(dock.collector.taken.filter(({ seq }) => seq <= count)).toHaveLength(count);
  });

  test('notes of losses that are refused themselves do not go round in circles', async () => {
    await dock.pause();
    dock.collector.mood = ({ entries }) => (entries.length > 0 ? { status: 400 } : undefined);
    await dock.shipOut(40);
    const types = (await allEntries()).map(({ fact }) => fact.type);
    const others = types.filter(type => type !== 'notShipped');
    expect(types.filter(type => type === 'notShipped')).toHaveLength(others.length);
  });

  test('what retention cuts before it was sent is noted as lost, and the rest arrives', async () => {
    for (let pause = 0; pause < 3; pause += 1) await dock.pause();
    await dock.ship();
    const sent = (await allEntries()).length;
    await dock.collector.stop();
    for (let pause = 0; pause < 6; pause += 1) await dock.pause();
    await dock.ship();
    const ledger = new Ledger();
    const maxEntries = (await allEntries()).length - sent - 4;
    await ledger.trim({ keepDays: 10_000, maxEntries }, context);
    await ledger.close();
    const [first] = await allEntries();
    expect(first?.seq).toBeGreaterThan(sent + 1);
    await dock.collector.start();
    await dock.shipOut();
    expect(dock.recorded).toMatchObject([
      { type: 'notShipped', reason: 'cut', fromSeq: sent + 1, toSeq: (first?.seq ?? 0) - 1 },
    ]);
    const arrived = dock.collector.unique().filter(({ seq }) => seq > sent);
    expect(arrived).toEqual(await allEntries());
  });

  test('what was cut before anything was set up is no loss', async () => {
    for (let pause = 0; pause < 6; pause += 1) await dock.pause();
    const ledger = new Ledger();
    await ledger.trim({ keepDays: 10_000, maxEntries: 10 }, context);
    await ledger.close();
    await dock.shipOut();
    expect(dock.recorded).toEqual([]);
    await expectAll();
  });
});

describe('death and pauses', () => {
  test('a worker that dies before the mark is kept leaves nothing out, wherever it dies', async () => {
    for (let pause = 0; pause < 4; pause += 1) await dock.pause();
    dock.settings = { batchSize: 5 };
    let deaths = 0;
    for (;;) {
      let saves = 0;
      // Each worker gets one save further than the one before, and dies after its batch has arrived.
      dock.onSave = () => {
        saves += 1;
        if (saves > 1) throw new Error('the worker died');
      };
      try {
        await dock.ship();
        break;
      } catch {
        deaths += 1;
      }
      expect(deaths).toBeLessThan(50);
    }
    expect(deaths).toBeGreaterThan(3);
    await expectAll();
    // Each worker that died had its batch sent again by the next.
    expect(dock.collector.taken.length).toBeGreaterThan((await allEntries()).length);
  });

  test('nothing is sent while something is being paused', async () => {
    await dock.pause();
    dock.isBusy = true;
    expect(await dock.ship()).not.toBeNull();
    expect(dock.collector.received).toEqual([]);
    dock.isBusy = false;
    await dock.shipOut();
    await expectAll();
  });

  test('a pause that begins ends what is being sent, and that is no failure of the receiver', async () => {
    await dock.pause();
    dock.collector.mood = () => 'hang';
    const stop = new AbortController();
    const shipping = dock.ship(stop.signal);
    await expect.poll(() => dock.collector.received.length).toBe(1);
    const abortedAtMs = performance.now();
    dock.isBusy = true;
    stop.abort();
    await shipping;
    expect(performance.now() - abortedAtMs).toBeLessThan(500);
    expect(dock.stored?.entries).toMatchObject({ failures: 0, problem: null, seq: 0 });
    dock.isBusy = false;
    dock.collector.mood = () => undefined;
    await dock.shipOut();
    await expectAll();
  });

  test('a ledger that has begun anew is sent anew', async () => {
    for (let pause = 0; pause < 3; pause += 1) await dock.pause();
    await dock.shipOut();
    await emptyShelf();
    dock.collector.taken.length = 0;
    await dock.pause();
    await dock.shipOut();
    await expectAll();
  });
});

test('nothing is sent before it is set up', async () => {
  await dock.pause();
  dock.settings = { url: '' };
  expect(await dock.ship()).toBeNull();
  expect(dock.collector.received).toEqual([]);
  expect(dock.stored).toBeNull();
});
