// Each exposure is told to the webhook: once it is over, at least once, and nothing else is.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toExposureNotices } from '../../src/ledger/exposure.ts';
import { emptyShelf, look } from '../ledger/shelf.ts';
import { toQueued } from '../ledger/story.ts';
import { Dock } from './dock.ts';

let dock = new Dock();
const lateMs = 6_000;

beforeEach(async () => {
  await emptyShelf();
  dock = await new Dock().open();
  // Not long after what the story tells: a pause without an end is given up after a day.
  dock.nowMs = 1_200_000;
  dock.settings = { url: '', exposureUrl: dock.collector.hookUrl };
  // From now on: what was before the webhook was set up is not told.
  await dock.pause(5_000, lateMs);
  await dock.ship();
  expect(dock.collector.received).toEqual([]);
});

afterEach(async () => {
  await dock.collector.stop();
  expect(dock.collector.faults).toEqual([]);
});

const expected = async () => toExposureNotices(await look(database => database.getAll('pauses'))).slice(1);

describe('exposure notices', () => {
  test('say which call, from when to when, and why; a pause in time gives rise to none', async () => {
    await dock.pause();
    await dock.pause(5_000, lateMs);
    await dock.shipOut();
    const [notice] = await expected();
    expect(dock.collector.notices).toHaveLength(1);
    const [told] = dock.collector.notices;
    expect(told).toMatchObject({
      type: 'exposure',
      calls: ['call-1'],
      recorder: 'r0',
      agent: 'agent-7',
      why: 'late',
      id: `${dock.stored?.desk}/${notice?.pause}/${notice?.fromMs}`,
      fromSeconds: Math.floor((notice?.fromMs ?? 0) / 1_000),
      toSeconds: Math.ceil((notice?.toMs ?? 0) / 1_000),
    });
    expect(Number(told?.['seconds'])).toBeGreaterThanOrEqual(lateMs / 1_000);
  });

  test('are told once each, in order, over outages and workers, and their mark moves on', async () => {
    let left = 2;
    dock.collector.mood = () => (left-- > 0 ? { status: 503 } : undefined);
    for (let pause = 0; pause < 3; pause += 1) {
      await dock.pause(5_000, lateMs);
      await dock.ship();
    }
    await dock.shipOut();
    await dock.shipOut();
    const made = (await expected()).map(({ fromMs }) => Math.floor(fromMs / 1_000));
    expect(made).toHaveLength(3);
    expect(dock.collector.notices.map(notice => notice['fromSeconds'])).toEqual(made);
    dock.nowMs += 3_600_000;
    await dock.shipOut();
    expect(dock.collector.notices).toHaveLength(3);
    expect(dock.stored?.notices?.sent).toEqual([]);
    expect(dock.stored?.notices?.seq).toBeGreaterThan(0);
  });

  test('come again where the worker died after they had arrived, with the same id', async () => {
    await dock.pause(5_000, lateMs);
    dock.onSave = () => {
      throw new Error('the worker died');
    };
    await expect(dock.ship()).rejects.toThrow('died');
    dock.onSave = () => undefined;
    await dock.shipOut();
    expect(dock.collector.notices).toHaveLength(2);
    expect(new Set(dock.collector.notices.map(({ id }) => id)).size).toBe(1);
  });

  test('go on where entries cannot be sent, and the other way round', async () => {
    dock.settings = { url: dock.collector.url, exposureUrl: dock.collector.hookUrl };
    dock.collector.mood = ({ body }) => (body['type'] === 'exposure' ? undefined : { status: 503 });
    await dock.pause(5_000, lateMs);
    await dock.ship();
    expect(dock.collector.notices).toHaveLength(1);
    expect(dock.stored).toMatchObject({ entries: { problem: 'unavailable' }, notices: { problem: null } });
  });

  test('are not told while the exposure lasts, as nobody knows yet what to redact', async () => {
    const { desk } = dock;
    const from = desk.notes.length;
    desk.focus('f', 900);
    desk.wait(lateMs);
    const half = desk.notes.slice(from);
    await dock.append(toQueued(half, 'run-open'));
    await dock.shipOut();
    expect(dock.collector.notices).toEqual([]);
    desk.yes('r0', 'call-1');
    desk.wait(5_000);
    desk.blur('f', 900);
    desk.wait(desk.state.timings.lingerMs);
    desk.yes('r0', 'call-1');
    await dock.append(toQueued(desk.notes.slice(from + half.length), 'run-open', half.length + 1));
    await dock.shipOut();
    expect(dock.collector.notices).toHaveLength(1);
    expect(dock.collector.notices[0]?.['why']).toBe('late');
  });

  test('one that is refused is noted as lost where others are taken', async () => {
    await dock.pause(5_000, lateMs);
    dock.collector.mood = ({ isTest }) => (isTest ? undefined : { status: 422 });
    await dock.shipOut();
    expect(dock.recorded).toMatchObject([
      { type: 'notShipped', what: 'notices', reason: 'refused', count: 1 },
    ]);
  });
});
