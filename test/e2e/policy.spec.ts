// The administrator's policy, as a real file where a real browser looks for it.
import type { Page } from '@playwright/test';
import { createPolicyFile, whyNoPolicy, type PolicyFile } from '../lab/policy.ts';
import { startVoicenter, type FakeVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension } from '../lab/settings.ts';
import { expect, expectStatus, muteStates, test as base } from './fixtures.ts';

type Settings = {
  recorders: { settings: Record<string, string> }[];
  sites: string[];
  timings: Record<string, number>;
};
type Answer = {
  settings: Settings;
  policy: { isManaged: boolean; locked: string[]; problems: { path: string; code: string }[] };
};

const test = base.extend<{
  policyFile: PolicyFile;
  /** Sets the policy and waits until the extension has it. */
  setPolicy: (policy: Record<string, unknown>) => Promise<void>;
  otherVoicenter: FakeVoicenter;
}>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  policyFile: async ({}, use) => {
    const file = createPolicyFile();
    await use(file);
    file.remove();
  },
  setPolicy: async ({ policyFile, desk, cardhush }, use) => {
    await use(async policy => {
      const before = JSON.stringify(await cardhush.ask<Answer>({ type: 'getSettings' }));
      policyFile.writeFor(desk.extensionId, policy);
      await expect
        .poll(async () => JSON.stringify(await cardhush.ask<Answer>({ type: 'getSettings' })), {
          timeout: 20_000,
        })
        .not.toBe(before);
    });
  },
  otherVoicenter: async ({ phone }, use) => {
    const voicenter = await startVoicenter({ phone });
    await use(voicenter);
    await voicenter.stop();
  },
});

test.use({ settings: null });
const whyNot = whyNoPolicy();
test.skip(whyNot !== null, `SKIPPED: ${whyNot}`);

const toPolicy = ({ url }: FakeVoicenter) => ({
  sets: ['recorders', 'sites', 'timings'],
  recorders: [{ type: 'voicenter', settings: { baseUrl: url }, agentFields: ['extension'] }],
  sites: ['http://crm.localhost/*'],
  timings: { lingerMs: 300 },
});
const withExtension = (policy: ReturnType<typeof toPolicy>) => ({
  ...policy,
  agent: { voicenter: { extension: agentExtension } },
});

async function openOptions(desk: { openExtensionPage(path: string): Promise<Page> }): Promise<Page> {
  return await desk.openExtensionPage('src/options/index.html');
}

test('what policy sets is locked and in force; the agent fills in the rest, and a card field pauses', async ({
  desk,
  page,
  site,
  call,
  voicenter,
  cardhush,
  setPolicy,
}) => {
  await setPolicy(toPolicy(voicenter));
  const options = await openOptions(desk);
  const locked = options.getByLabel('Monitor host');
  await expect(locked).toHaveValue(voicenter.url);
  await expect(locked).toBeDisabled();
  await expect(locked).toHaveAccessibleDescription(/Set by your organisation/);
  await expect(options.getByLabel('Stay paused after the field is left')).toBeDisabled();
  await expect(options.getByLabel('Longest pause')).toBeEnabled();
  await expect(options.getByRole('button', { name: 'Add recorder' })).toHaveCount(0);
  await options.getByLabel('Extension (SIP id)').fill(agentExtension);
  await options.getByRole('button', { name: 'Save' }).click();
  await expect(options.getByText('Saved.', { exact: true })).toBeVisible();
  await options.close();
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  expect(call.recording.isPaused).toBe(true);
});

test('a change applies live: to the open options page, and to a page that is open', async ({
  desk,
  page,
  site,
  call,
  voicenter,
  cardhush,
  setPolicy,
}) => {
  const policy = withExtension(toPolicy(voicenter));
  await setPolicy({ ...policy, sites: [] });
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await page.waitForTimeout(500);
  expect(call.recording.isPaused).toBe(false);
  const options = await openOptions(desk);
  await setPolicy({ ...policy, timings: { lingerMs: 900 } });
  await expect(options.getByLabel('Stay paused after the field is left')).toHaveValue('0.9');
  await expect(options.getByText('crm.localhost')).toBeVisible();
  await options.close();
  await page.locator('#email').click();
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
});

test('another recorder waits for the end of the pause that goes on with the old one', async ({
  page,
  site,
  call,
  voicenter,
  otherVoicenter,
  desk,
  cardhush,
  setPolicy,
}) => {
  await setPolicy(withExtension(toPolicy(voicenter)));
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await setPolicy(withExtension(toPolicy(otherVoicenter)));
  // The worker dies with the pause; the next one has to settle it where it was made.
  await desk.killWorker();
  await page.waitForTimeout(1_000);
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 15_000);
  expect(call.recording.isPaused).toBe(false);
  expect(muteStates(voicenter).at(-1)).toBe('0');
  expect(otherVoicenter.requests).toEqual([]);
  await expect
    .poll(
      async () =>
        (await cardhush.ask<Answer>({ type: 'getSettings' })).settings.recorders[0]?.settings['baseUrl'],
    )
    .toBe(otherVoicenter.url);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  expect(muteStates(otherVoicenter)).toEqual(['1']);
});

test('broken values are said on the options page, and protection stays', async ({
  desk,
  page,
  site,
  call,
  voicenter,
  cardhush,
  setPolicy,
}) => {
  const good = withExtension(toPolicy(voicenter));
  await setPolicy({
    ...good,
    sets: ['recorders', 'sites', 'timings', 'kinds', 'gate'],
    sites: [...good.sites, 'not a site'],
    timings: { lingerMs: -5, awayMs: 7_000 },
    // What Chromium drops by itself, as a whole and without a word: a wrong type somewhere in it.
    kinds: ['card-number', 7],
    gate: 'shut',
  });
  const { settings, policy } = await cardhush.ask<Answer>({ type: 'getSettings' });
  expect(policy.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'kinds policyDropped',
    'sites.1 site',
    'timings.lingerMs tooSmall',
    'gate invalid',
  ]);
  expect(settings.sites).toEqual(['http://crm.localhost/*']);
  expect(settings.timings).toMatchObject({ lingerMs: 3_000, awayMs: 7_000 });
  const options = await openOptions(desk);
  const told = options.getByRole('alert').filter({ hasText: 'cannot be used' });
  await expect(told.getByText('kinds: The browser did not deliver “kinds”')).toBeVisible();
  await expect(told.getByText(/^sites\.1: /)).toBeVisible();
  await expect(options.getByLabel('Stay paused after the field is left')).toBeEnabled();
  await options.close();
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  expect(call.recording.isPaused).toBe(true);
});

test('a recorder that the policy got wrong never means “paused”', async ({
  page,
  site,
  call,
  voicenter,
  cardhush,
  setPolicy,
}) => {
  const good = withExtension(toPolicy(voicenter));
  await setPolicy({ ...good, recorders: [...good.recorders, { id: 'second', type: 'telegraph' }] });
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'stillRecording');
  // The one that works is paused all the same.
  expect(call.recording.isPaused).toBe(true);
});

test('when the policy goes, so does all that it has set', async ({
  voicenter,
  policyFile,
  cardhush,
  setPolicy,
  desk,
}) => {
  await setPolicy(withExtension(toPolicy(voicenter)));
  expect((await cardhush.view()).status).toBe('ready');
  policyFile.remove();
  await expect.poll(async () => (await cardhush.view()).status, { timeout: 20_000 }).toBe('notSetUp');
  const { settings, policy } = await cardhush.ask<Answer>({ type: 'getSettings' });
  expect(policy).toMatchObject({ isManaged: false, locked: [] });
  expect(settings).toMatchObject({ recorders: [], sites: [] });
  const stored = await desk.worker.evaluate<string>('chrome.storage.local.get().then(JSON.stringify)');
  expect(stored).not.toContain(voicenter.url);
});

test('pages cannot read the policy, and a secret in it is warned of', async ({
  desk,
  page,
  site,
  voicenter,
  setPolicy,
}) => {
  const policy = withExtension(toPolicy(voicenter));
  const [recorder] = policy.recorders;
  const secret = { ...recorder, settings: { baseUrl: voicenter.url, code: 'ACCOUNTCODE' } };
  await setPolicy({ ...policy, recorders: [secret] });
  await page.goto(`${site.crm}/checkout.html`);
  const read = await desk.worker.evaluate<string>(`(async () => {
    const [tab] = await chrome.tabs.query({ url: 'http://crm.localhost/*' });
    const [{ result }] = await chrome.scripting.executeScript({
      target: { tabId: tab.id },
      func: () => chrome.storage.managed.get().then(JSON.stringify, error => String(error)),
    });
    return result;
  })()`);
  expect(read).toContain('not allowed');
  const options = await openOptions(desk);
  await expect(
    options.getByText('recorders.0.settings.code: A secret in a policy can be read'),
  ).toBeVisible();
  expect(await options.content()).not.toContain('ACCOUNTCODE');
});

test('overrides can be forbidden while a card field has focus', async ({
  page,
  site,
  call,
  voicenter,
  cardhush,
  setPolicy,
}) => {
  await setPolicy({ ...withExtension(toPolicy(voicenter)), allowOverride: false });
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await cardhush.ask({ type: 'resume' });
  await page.waitForTimeout(1_000);
  expect(call.recording.isPaused).toBe(true);
  expect((await cardhush.view()).status).toBe('paused');
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready');
  expect(call.recording.isPaused).toBe(false);
});
