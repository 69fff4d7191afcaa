// Which pages are watched, in a browser that is as strict and as slow as Chromium is.
import { beforeEach, expect, it, vi } from 'vitest';
import { settingsSchema } from '../../src/settings/schema.ts';

type Script = { id: string; matches: string[] };

const { registered, injected, world } = vi.hoisted(() => ({
  registered: new Map<string, string[]>(),
  injected: [] as string[],
  world: {
    /** How long each change of the registered scripts takes, in ms, by what it is about. */
    delays: new Map<string, number>(),
    /** Tabs in which a dialog is open: nothing there is answered. */
    hung: new Set<number>(),
  },
}));

function put(isNew: boolean) {
  return async ([script]: [Script]) => {
    const [first = ''] = script.matches;
    await new Promise(resolve => setTimeout(resolve, world.delays.get(first) ?? 0));
    if (isNew && registered.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
    if (!isNew && !registered.has(script.id)) throw new Error(`Nonexistent script ID '${script.id}'`);
    registered.set(script.id, script.matches);
  };
}
const answer = async (tabId: number) => (world.hung.has(tabId) ? await new Promise(() => {}) : undefined);

vi.mock('../../src/browser.ts', () => ({
  browser: {
    scripting: {
      getRegisteredContentScripts: async () => [...registered].map(([id, matches]) => ({ id, matches })),
      registerContentScripts: put(true),
      updateContentScripts: put(false),
      unregisterContentScripts: async ({ ids }: { ids: string[] }) =>
        ids.forEach(id => registered.delete(id)),
      executeScript: async ({ target: { tabId }, files }: { target: { tabId: number }; files: string[] }) => {
        await answer(tabId);
        injected.push(...files.map(file => `${tabId}:${file}`));
      },
    },
    tabs: {
      query: async ({ url }: { url: string[] }) =>
        url.includes('https://old.test/*') ? [{ id: 1 }, { id: 2 }] : [],
      sendMessage: answer,
    },
  },
}));

const report = vi.fn<(problem: unknown) => void>();
const toSettings = (...sites: string[]) => settingsSchema.parse({ sites });

beforeEach(() => {
  vi.resetModules();
  registered.clear();
  injected.length = 0;
  world.delays.clear();
  world.hung.clear();
  report.mockReset();
});

it.each([0, 30])(
  'a site that was added last stays watched where the change before takes %i ms longer',
  async lateMs => {
    const { watchSites } = await import('../../src/background/sites.ts');
    world.delays.set('https://old.test/*', lateMs);
    await Promise.all([
      watchSites(toSettings('https://old.test/*'), report),
      watchSites(toSettings('https://new.test/*', 'https://old.test/*'), report),
    ]);
    expect(registered.get('watch')).toEqual(['https://new.test/*', 'https://old.test/*']);
    expect(report).not.toHaveBeenCalled();
  },
);

it('a page with a dialog open keeps neither the other pages waiting nor whoever saved settings', async () => {
  const { watchSites } = await import('../../src/background/sites.ts');
  world.hung.add(1);
  const startedAtMs = performance.now();
  await watchSites({ ...toSettings('https://old.test/*'), gate: 'off' }, report);
  expect(performance.now() - startedAtMs).toBeLessThan(4_000);
  expect(injected).toEqual(['2:src/content/index.js']);
  // And the next one has its turn.
  await watchSites(toSettings('https://new.test/*'), report);
  expect(registered.get('watch')).toEqual(['https://new.test/*']);
});
