// The browser dies while something is paused: the next start resumes it, on that call only, and says so.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Note } from '../../src/recording/notes.ts';
import { launchBrowser, type LabBrowser } from '../lab/browser.ts';
import { askWorker, saveLabSettings } from '../lab/settings.ts';
import { expect, test } from './fixtures.ts';

const extensionDir = join(import.meta.dirname, '../../dist/chrome-managed');

test('what was handed to the storage before a request is there, though the worker died before it heard so', async ({
  desk,
  cardhush,
  voicenter,
}) => {
  const before = voicenter.requests.length;
  const stored = `chrome.storage.session.set({ probe: 1 }); chrome.storage.local.set({ probe: 1 });`;
  // Blocked for good right after: nothing of what the worker began can be ended by the worker itself.
  void desk.worker.evaluate(`${stored} fetch('${voicenter.url}/probe'); for (;;);`).catch(() => undefined);
  await expect.poll(() => voicenter.requests.length, { intervals: [5] }).toBeGreaterThan(before);
  await desk.killWorker();
  const probes = `Promise.all([chrome.storage.session.get('probe'), chrome.storage.local.get('probe')])`;
  expect(await cardhush.evaluate(probes)).toEqual([{ probe: 1 }, { probe: 1 }]);
});

test('a browser killed while paused resumes that call at its next start, and says so', async ({
  phone,
  call,
  voicenter,
  site,
}) => {
  const profileDir = mkdtempSync(join(tmpdir(), 'cardhush-death-'));
  let desk: LabBrowser | undefined;
  try {
    desk = await launchBrowser({ extensionDir, headless: true, profileDir });
    await saveLabSettings(desk, voicenter);
    const page = desk.context.pages()[0] ?? (await desk.context.newPage());
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expect.poll(() => call.recording.isPaused).toBe(true);
    // The journal is on its way to the disk a moment after the answer; a power cut in between is Chromium's affair.
    await page.waitForTimeout(500);
    await desk.crash();
    expect(call.recording.isPaused).toBe(true);
    desk = await launchBrowser({ extensionDir, headless: true, profileDir });
    await expect.poll(() => call.recording.isPaused, { timeout: 8_000 }).toBe(false);
    const { events } = await askWorker<{ events: Note[] }>(desk, { type: 'getEvents' });
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['recovered', 'resumed']));
    expect(phone.calls()).toHaveLength(1);
  } finally {
    await desk?.close();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('a card field is protected as soon as a browser has started, before it says what the policy is', async ({
  call,
  voicenter,
  site,
}) => {
  const profileDir = mkdtempSync(join(tmpdir(), 'cardhush-start-'));
  let desk: LabBrowser | undefined;
  try {
    desk = await launchBrowser({ extensionDir, headless: true, profileDir });
    await saveLabSettings(desk, voicenter);
    // Until it is on the disk.
    await wait(1_000);
    await desk.crash();
    desk = await launchBrowser({ extensionDir, headless: true, profileDir });
    const asked = desk.worker.evaluate(`(async () => {
      const fromMs = performance.now();
      await chrome.storage.managed.get();
      return performance.now() - fromMs;
    })()`);
    const page = desk.context.pages()[0] ?? (await desk.context.newPage());
    await page.goto(`${site.crm}/checkout.html`);
    const focusedAtMs = Date.now();
    await page.locator('#number').click();
    await expect.poll(() => call.recording.isPaused, { intervals: [10] }).toBe(true);
    const pausedAfterMs = Date.now() - focusedAtMs;
    console.log(
      `browser start: paused ${pausedAfterMs} ms after focus; policy known after ${Math.round(Number(await asked))} ms`,
    );
    expect(pausedAfterMs).toBeLessThan(1_500);
  } finally {
    await desk?.close();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
});
