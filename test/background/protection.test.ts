// Looks at one tab that go on side by side: whichever is slower, the last word is that of the one that saw most.
import { beforeEach, expect, it, vi } from 'vitest';
import { createProtection } from '../../src/background/protection.ts';
import { loadTabs } from '../../src/background/tab-notes.ts';
import type { TabFacts } from '../../src/protection/decide.ts';
import type { InForce } from '../../src/settings/in-force.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

const tabId = 7;
const site = 'https://crm.example/*';
/** What the browser lets us see. */
let isLetIn = true;
/** What the page answers, once it does. */
let answered = Promise.withResolvers<TabFacts['script']>();

vi.mock('../../src/browser.ts', () => ({
  browser: {
    tabs: {
      get: async () => ({ status: 'complete', ...(isLetIn ? { url: 'https://crm.example/pay' } : {}) }),
    },
    permissions: { contains: async () => isLetIn },
    alarms: { get: async () => ({}) },
    storage: { session: { get: async () => ({}), set: async () => {} } },
    i18n: { getMessage: () => '' },
  },
}));
vi.mock('../../src/background/page-reach.ts', () => ({
  reachPage: () => answered.promise,
  tellTop: async () => true,
}));
vi.mock('../../src/background/words.ts', () => ({ toWord: async () => ({ gate: null }) }));
vi.mock('../../src/background/recorder-health.ts', () => ({
  isCheckDue: async () => false,
  checkRecorders: async () => false,
  readHealth: async () => new Map(),
  toWaitMs: () => 1_000,
}));

const now = {
  settings: settingsSchema.parse({
    sites: [site],
    recorders: [{ id: 'one', type: 'voicenter', isRequired: true, settings: { extension: 'SIPSIP' } }],
  }),
  policy: { locked: [] },
  secrets: {},
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a look at a tab asks of it
} as unknown as InForce;

const protection = createProtection({
  inForce: async () => now,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- read by what stands in for words.ts
  facts: async () => ({ state: { episode: null, mode: 'protect' } }) as never,
  report: problem => expect.fail(String(problem)),
});
const toCodes = async () => (await loadTabs()).get(tabId)?.problems.map(({ code }) => code);

beforeEach(() => {
  isLetIn = true;
  answered = Promise.withResolvers();
});

it('a look that began before a host was taken away does not say the last word', async () => {
  const slow = protection.answer(tabId, false);
  // It knows the address then, and waits for the page.
  await new Promise(resolve => setTimeout(resolve, 0));
  isLetIn = false;
  await protection.answer(tabId, false);
  expect(await toCodes()).toEqual(['siteAccess']);
  answered.resolve('alive');
  await slow;
  expect(await toCodes()).toEqual(['siteAccess']);
});

it('a look that nothing overtook says what it found', async () => {
  answered.resolve('missing');
  await protection.answer(tabId, false);
  expect(await toCodes()).toContain('scriptMissing');
});
