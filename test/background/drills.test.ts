// A scheduled drill comes when it is due, never over a pause, and one that says nothing is a drill that failed.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createDrills, type Drills } from '../../src/background/drills.ts';
import type { DrillResult } from '../../src/drill/result.ts';
import type { OwnFact } from '../../src/ledger/facts.ts';
import { createState } from '../../src/recording/state.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { alarms, dueIn, opened, resetAlarms, ring, world } from './alarm-double.ts';

vi.mock('../../src/browser.ts', async () => await import('./alarm-double.ts'));

const dayMs = 86_400_000;
const passed: DrillResult = {
  by: 'schedule',
  isPassed: true,
  pausedAfterMs: 300,
  cardSaid: 23,
  cardHeard: 0,
  othersSaid: 9,
  othersHeard: 9,
};
let everyDays = 7;
let state = createState();
let facts: OwnFact[] = [];

function boot(): Drills {
  const drills = createDrills({
    inForce: async () =>
      layPolicy(undefined, { settings: settingsSchema.parse({ drill: { everyDays } }), secrets: {} }),
    state: async () => state,
    record: async fact => void facts.push(fact),
    report: problem => {
      if (!world.isDiskFull) throw problem;
    },
  });
  drills.listen();
  return drills;
}

const settle = () => new Promise(resolve => setTimeout(resolve, 20));
async function ringAndSettle(): Promise<void> {
  ring('drill');
  await settle();
}

beforeEach(() => {
  resetAlarms();
  everyDays = 7;
  state = createState();
  facts = [];
});

describe('the schedule', () => {
  test('is none where nobody has asked for it', async () => {
    everyDays = 0;
    boot().arm();
    await settle();
    expect(dueIn('drill')).toBeNull();
  });

  test('goes on where nothing can be written', async () => {
    boot().arm();
    await settle();
    world.isDiskFull = true;
    await ringAndSettle();
    expect(opened).toEqual([]);
    expect(dueIn('drill')).toBeGreaterThan(0);
    world.isDiskFull = false;
    await ringAndSettle();
    expect(opened).toHaveLength(1);
  });

  test('begins soon, in a tab that does not come to the front, and goes on after the result', async () => {
    const drills = boot();
    drills.arm();
    await settle();
    expect(dueIn('drill')).toBeLessThanOrEqual(600_000);
    await ringAndSettle();
    expect(opened).toEqual([
      { url: 'chrome-extension://own/src/drill/index.html?by=schedule', active: false },
    ]);
    await drills.note(passed);
    expect(facts).toMatchObject([{ type: 'drilled', ...passed }]);
    expect(await drills.last()).toMatchObject(passed);
    expect(Math.round((dueIn('drill') ?? 0) / dayMs)).toBe(7);
  });

  test('is not begun anew by a browser that starts in between', async () => {
    await boot().note(passed);
    // Not every browser keeps its alarms.
    alarms.clear();
    boot().arm();
    await settle();
    expect(Math.round((dueIn('drill') ?? 0) / dayMs)).toBe(7);
  });

  test('waits while something is being paused, and where there is no window', async () => {
    boot().arm();
    await settle();
    state = { ...state, episode: {} } as unknown as typeof state;
    await ringAndSettle();
    expect(opened).toEqual([]);
    expect(dueIn('drill')).toBeGreaterThan(0);
    state = createState();
    world.hasWindow = false;
    await ringAndSettle();
    expect(dueIn('drill')).toBeGreaterThan(0);
    world.hasWindow = true;
    await ringAndSettle();
    expect(opened).toHaveLength(1);
    expect(facts).toEqual([]);
  });

  test('notes a failure where a drill was begun and never said anything', async () => {
    boot().arm();
    await settle();
    await ringAndSettle();
    await ringAndSettle();
    expect(facts).toMatchObject([{ type: 'drilled', by: 'schedule', isPassed: false, cardSaid: 0 }]);
    expect(opened).toHaveLength(1);
  });
});
