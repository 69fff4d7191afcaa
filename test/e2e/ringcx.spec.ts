// RingCX in a real browser: the sign-in window that the browser opens and closes, tokens in its storage, and one
// renewal for all who ask.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchBrowser, type LabBrowser } from '../lab/browser.ts';
import { john } from '../lab/recorders/ringcx-knobs.ts';
import { startRingcx, type FakeRingcx } from '../lab/recorders/ringcx.ts';
import { askWorker } from '../lab/settings.ts';
import { expect, test as base } from './fixtures.ts';

const test = base.extend<{ ringcx: FakeRingcx; options: Page }>({
  settings: null,
  ringcx: async ({ phone }, use) => {
    const ringcx = await startRingcx({ phone });
    await use(ringcx);
    await ringcx.stop();
  },
  options: async ({ desk, ringcx }, use) => {
    await use(await openOptions(desk, ringcx));
  },
});

function toEntry({ url, knobs }: FakeRingcx, given: Record<string, unknown> = {}): object {
  const settings = { baseUrl: url, authUrl: url, clientId: knobs.clientId, ...given };
  return { id: 'ringcx', type: 'ringcx', isRequired: true, settings };
}

/** Saves RingCX as the one recorder, and opens the page that shows it. */
async function openOptions(
  desk: LabBrowser,
  ringcx: FakeRingcx,
  given: Record<string, unknown> = {},
): Promise<Page> {
  const recorders = [toEntry(ringcx, given)];
  const settings = { version: 1, recorders, sites: ['http://crm.localhost/*', 'http://pay.localhost/*'] };
  expect(await askWorker(desk, { type: 'saveSettings', settings })).toEqual({ problems: [] });
  return await desk.openExtensionPage('src/options/index.html');
}

const signInButton = /^Sign in to RingCentral/;

function toPaths({ requests }: FakeRingcx): string[] {
  return requests.map(({ path }) => path.split('/').at(-1) ?? '');
}

test('signs in through the browser’s own window, pauses at focus, and renews its token in mid-pause', async ({
  options,
  desk,
  ringcx,
  phone,
  page,
  site,
}) => {
  await expect(options.getByText(/^https:\/\/[a-p]{32}\.chromiumapp\.org\/$/)).toBeVisible();
  await options.getByRole('button', { name: signInButton }).click();
  await expect(options.getByText('Signed in as John Wang.')).toBeVisible();
  await expect(options.getByText('Everything that was tested works.')).toBeVisible();
  expect(toPaths(ringcx).slice(0, 3)).toEqual(['authorize', 'token', 'accesstoken']);

  const call = phone.startCall(john.extension);
  ringcx.requests.length = 0;
  await page.bringToFront();
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  expect(toPaths(ringcx)).toEqual(['agent', 'toggleCallRecording']);
  ringcx.auth.expireRingcx();
  await page.locator('#email').click();
  await expect.poll(() => call.recording.isPaused, { timeout: 10_000 }).toBe(false);
  expect(toPaths(ringcx).slice(2)).toEqual(['toggleCallRecording', 'refresh', 'toggleCallRecording']);

  const kept = await desk.worker.evaluate<object>('chrome.storage.local.get(null)');
  for (const secret of ringcx.secrets) expect(JSON.stringify(kept)).not.toContain(secret);
});

test('renews a token once for requests that come at the same time', async ({ options, desk, ringcx }) => {
  await options.getByRole('button', { name: signInButton }).click();
  await expect(options.getByText('Everything that was tested works.')).toBeVisible();
  ringcx.auth.expireRingcx();
  ringcx.requests.length = 0;
  const message = JSON.stringify({ type: 'testRecorder', entry: toEntry(ringcx) });
  const answers = await options.evaluate<{ steps: { isOk: boolean }[] }[]>(
    `Promise.all(Array.from({ length: 6 }, () => chrome.runtime.sendMessage(${message})))`,
  );
  expect(answers.flatMap(({ steps }) => steps).filter(({ isOk }) => !isOk)).toEqual([]);
  expect(toPaths(ringcx).filter(path => path === 'refresh')).toHaveLength(1);
  // The lock is the browser's: a worker that dies while it renews does not keep the next one from it.
  ringcx.auth.expireRingcx();
  Object.assign(ringcx.knobs, {
    hang: true,
    isFaulty: ({ path }: { path: string }) => path.endsWith('/refresh'),
  });
  await options.evaluate(`void chrome.runtime.sendMessage(${message}).catch(() => {})`);
  await expect.poll(() => toPaths(ringcx).filter(path => path === 'refresh')).toHaveLength(2);
  await desk.killWorker();
  Object.assign(ringcx.knobs, { hang: false });
  const { steps } = await options.evaluate<{ steps: { isOk: boolean }[] }>(
    `chrome.runtime.sendMessage(${message})`,
  );
  expect(steps.map(({ isOk }) => isOk)).toEqual([true, true, true, true]);
});

test('has the token ready when the pointer comes near a card field', async ({
  options,
  ringcx,
  phone,
  page,
  site,
}) => {
  const message = JSON.stringify({ type: 'signIn', entry: toEntry(ringcx) });
  const answer = await options.evaluate(`chrome.runtime.sendMessage(${message})`);
  expect(answer).toEqual({ problems: [], failure: null });
  const call = phone.startCall(john.extension);
  ringcx.requests.length = 0;
  await page.bringToFront();
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').hover();
  await expect.poll(() => toPaths(ringcx)).toEqual(['accesstoken']);
  await page.locator('#number').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  expect(toPaths(ringcx)).toEqual(['accesstoken', 'agent', 'toggleCallRecording']);
});

test('says why nobody is signed in', async ({ options, ringcx }) => {
  await options.getByRole('button', { name: 'Test connection' }).click();
  await expect(options.getByText('nobody is signed in with RingCentral')).toBeVisible();
  ringcx.knobs.consent = 'denied';
  await options.getByRole('button', { name: signInButton }).click();
  await expect(options.getByText('Not signed in: access to RingCentral was not allowed')).toBeVisible();
  ringcx.knobs.clientId = 'AnotherApp';
  await options.getByRole('button', { name: signInButton }).click();
  await expect(options.getByText(/Not signed in: the sign-in (page|window)/)).toBeVisible();
});

for (const staySignedIn of [false, true])
  test(`a browser that is closed ${staySignedIn ? 'keeps the sign-in where that is allowed' : 'ends the sign-in'}`, async ({
    build,
    isHeadless,
    ringcx,
  }) => {
    const profileDir = mkdtempSync(join(tmpdir(), 'cardhush-ringcx-'));
    const extensionDir = join(import.meta.dirname, '../../dist', build);
    const open = () => launchBrowser({ extensionDir, headless: isHeadless, profileDir });
    const first = await open();
    const options = await openOptions(first, ringcx, { staySignedIn });
    await options.getByRole('button', { name: signInButton }).click();
    await expect(options.getByText('Everything that was tested works.')).toBeVisible();
    await first.close();
    ringcx.requests.length = 0;
    const second = await open();
    const again = await second.openExtensionPage('src/options/index.html');
    await again.getByRole('button', { name: 'Test connection' }).click();
    await expect(
      again.getByText(staySignedIn ? 'Signed in as John Wang.' : 'nobody is signed in'),
    ).toBeVisible();
    expect(toPaths(ringcx)[0]).toBe(staySignedIn ? 'token' : undefined);
    await second.close();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  });
