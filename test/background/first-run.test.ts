// When the first-run page opens: once, and not where policy says that nobody needs it, however late the policy comes.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Switches } from '../../src/settings/policy-schema.ts';

const desk = vi.hoisted(() => ({
  stored: {} as Record<string, unknown>,
  opened: [] as string[],
  installType: 'normal',
}));
vi.mock('../../src/browser.ts', () => ({
  browser: {
    storage: {
      local: {
        get: async (key: string) => (key in desk.stored ? { [key]: desk.stored[key] } : {}),
        set: async (items: Record<string, unknown>) => void Object.assign(desk.stored, items),
      },
    },
    management: { getSelf: async () => ({ installType: desk.installType }) },
    runtime: { getURL: (path: string) => `ours/${path}` },
    tabs: { create: async ({ url }: { url: string }) => void desk.opened.push(url) },
  },
}));
const { openFirstRun } = await import('../../src/background/first-run.ts');

const page = 'ours/src/welcome/index.html';
const toSwitches = (skipFirstRun: boolean): Switches => ({
  skipFirstRun,
  allowOverride: true,
  allowOwnSites: false,
});
const unmanaged = { isManaged: false, switches: toSwitches(false) };
const managed = (skipFirstRun: boolean) => ({ isManaged: true, switches: toSwitches(skipFirstRun) });

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(desk, { stored: {}, opened: [], installType: 'normal' });
});
afterEach(() => vi.useRealTimers());

it('opens at once where a person installed it, and never again', async () => {
  await openFirstRun(async () => unmanaged);
  await openFirstRun(async () => unmanaged);
  expect(desk.opened).toEqual([page]);
});

it('does not open where policy says so, and is not caught up on later', async () => {
  desk.installType = 'admin';
  await openFirstRun(async () => managed(true));
  await openFirstRun(async () => managed(false));
  expect(desk.opened).toEqual([]);
});

it('waits for a policy that comes later than the extension', async () => {
  desk.installType = 'admin';
  let policy = unmanaged;
  const opening = openFirstRun(async () => policy);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(desk.opened).toEqual([]);
  policy = managed(true);
  await vi.advanceTimersByTimeAsync(1_000);
  await opening;
  expect(desk.opened).toEqual([]);
});

it('opens where a policy is there and does not mind', async () => {
  desk.installType = 'admin';
  await openFirstRun(async () => managed(false));
  expect(desk.opened).toEqual([page]);
});

it('does not wait for ever for a policy that never comes', async () => {
  desk.installType = 'admin';
  const opening = openFirstRun(async () => unmanaged);
  await vi.advanceTimersByTimeAsync(11_000);
  await opening;
  expect(desk.opened).toEqual([page]);
});
