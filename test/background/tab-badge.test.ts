// The toolbar button ends with what was shown last, however long the browser takes for each picture.
import { beforeEach, expect, it, vi } from 'vitest';
import type { View } from '../../src/recording/view.ts';

const { painted, world } = vi.hoisted(() => ({
  painted: [] as string[],
  world: { waits: [] as (() => void)[], isGone: false, isUnreadable: false, tabs: [] as number[] },
}));

vi.mock('../../src/background/tab-notes.ts', () => ({
  loadTabs: async () => new Map(world.tabs.map(id => [id, { problems: [] }])),
}));
vi.mock('../../src/browser.ts', () => ({
  browser: {
    i18n: { getMessage: (key: string) => key },
    action: {
      setBadgeText: async () => {},
      setBadgeBackgroundColor: async () => {},
      setTitle: async () => {},
      // As Chromium: it loads the files first, and paints when it has them.
      setIcon: async ({ path, tabId }: { path: Record<number, string>; tabId?: number }) => {
        await new Promise<void>(resolve => world.waits.push(resolve));
        if (world.isUnreadable) throw new Error('Failed to set icon: Failed to fetch');
        if (world.isGone) throw new Error('No tab with id: 7.');
        painted.push(`${tabId ?? 'all'}:${/(\w+)-16/.exec(path[16] ?? '')?.[1]}`);
      },
    },
  },
}));

beforeEach(() => {
  vi.resetModules();
  painted.length = 0;
  Object.assign(world, { waits: [], isGone: false, isUnreadable: false, tabs: [] });
});

const toView = (status: string) => ({ status, recorders: [], holds: [] }) as unknown as View;
const breath = () => new Promise(resolve => setTimeout(resolve));

/** Lets every picture load that is asked for, those that were asked for last first. */
async function load(): Promise<void> {
  for (let pending = world.waits; pending.length > 0; pending = world.waits) {
    world.waits = [];
    for (const done of pending.toReversed()) {
      done();
      await breath();
    }
  }
}

it('that a pause is over stays on it, whichever picture loads first', async () => {
  const { showBadge } = await import('../../src/background/tab-badge.ts');
  showBadge(toView('paused'));
  showBadge(toView('resuming'));
  showBadge(toView('ready'));
  await load();
  expect(painted.at(-1)).toBe('all:idle');
  // What was overtaken before its turn came is not painted at all.
  expect(painted).toEqual(['all:paused', 'all:idle']);
});

it('each tab has its own order, and a tab that has gone keeps nothing back', async () => {
  const { markTab, showBadge } = await import('../../src/background/tab-badge.ts');
  showBadge(toView('paused'));
  markTab(7, []);
  markTab(8, []);
  showBadge(toView('ready'));
  markTab(7, []);
  world.isGone = true;
  await load();
  world.isGone = false;
  markTab(7, []);
  await load();
  expect(painted).toEqual(['7:idle']);
});

it('a picture that could not be loaded is painted as soon as it can be: the older one says that the call is paused', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const { showBadge } = await import('../../src/background/tab-badge.ts');
    const pass = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      for (const done of world.waits.splice(0)) done();
      await vi.advanceTimersByTimeAsync(0);
    };
    // One tab has a button of its own.
    world.tabs = [7];
    showBadge(toView('paused'));
    await pass(0);
    world.isUnreadable = true;
    showBadge(toView('ready'));
    await pass(0);
    expect(painted).toEqual(['all:paused', '7:paused']);
    world.isUnreadable = false;
    await pass(1_000);
    expect(painted.slice(2)).toEqual(['all:idle', '7:idle']);
    // And then there is nothing more to do: a tab that has gone is not asked for again.
    world.isGone = true;
    showBadge(toView('resuming'));
    await pass(1_000);
    await pass(1_000);
    expect(world.waits).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});

it('a picture that never can be loaded keeps no worker awake', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const { showBadge } = await import('../../src/background/tab-badge.ts');
    world.isUnreadable = true;
    let asked = 0;
    showBadge(toView('ready'));
    for (let seconds = 0; seconds < 30; seconds += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      const waits = world.waits.splice(0);
      asked += waits.length;
      for (const done of waits) done();
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThan(10);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
