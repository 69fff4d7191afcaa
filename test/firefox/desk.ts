// What the tests in Firefox stand on: a real Firefox with the built extension, a phone, a recorder, and pages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import type { Note } from '../../src/recording/notes.ts';
import type { View } from '../../src/recording/view.ts';
import { findFirefox } from '../lab/find-firefox.ts';
import { launchFirefox, type LabFirefox } from '../lab/firefox.ts';
import { Phone, type PhoneCall } from '../lab/phone.ts';
import { startVoicenter, type FakeVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension, toLabSettings, type LabSettings } from '../lab/settings.ts';
import { startSite, type Site } from '../lab/site.ts';

/** The agent's browser, and what is around it. One for all tests of a file; the call and the tab are each test's own. */
export type Desk = {
  firefox: LabFirefox;
  phone: Phone;
  voicenter: FakeVoicenter;
  site: Site;
  /** A call of the agent that is up when the test begins. */
  call: PhoneCall;
  /** A tab to open watched pages in. */
  page: Page;
};

type Options = {
  build: 'firefox' | 'firefox-managed';
  /** Settings to save before each test; null leaves them alone. */
  settings: LabSettings | null;
  /** Whether a Firefox is started for all of them. */
  starts?: boolean;
};

export const toExtensionDir = (build: Options['build']): string =>
  join(import.meta.dirname, '../../dist', build);

const found = await findFirefox();
/** Why there can be no tests here; null where there can. */
export const whyNoFirefox = 'missing' in found ? found.missing : null;

/** Tests with a desk of their own. What is asked of it before a test runs is not there yet. */
export function describeDesk(name: string, options: Options, define: (desk: Desk) => void): void {
  describe.skipIf(whyNoFirefox !== null)(whyNoFirefox === null ? name : `SKIPPED: ${whyNoFirefox}`, () => {
    const desk = {} as Desk;
    const recordingsDir = mkdtempSync(join(tmpdir(), 'cardhush-firefox-calls-'));
    beforeAll(async () => {
      desk.phone = new Phone({ recordingsDir });
      desk.voicenter = await startVoicenter({ phone: desk.phone });
      desk.site = await startSite();
      if (options.starts !== false)
        desk.firefox = await launchFirefox({ extensionDir: toExtensionDir(options.build) });
    });
    beforeEach(async () => {
      desk.call = desk.phone.startCall(agentExtension);
      desk.voicenter.requests.length = 0;
      if (options.starts === false) return;
      if (options.settings !== null) await saveSettings(desk, options.settings);
      desk.page = await desk.firefox.newPage();
    });
    afterEach(async () => {
      desk.phone.endCall(desk.call.id);
      if (options.starts === false) return;
      await desk.page.close();
      // What one test paused is no other's affair.
      await desk.firefox.ask({ type: 'resume' });
      await expect
        .poll(async () => (await viewOf(desk)).status, { timeout: 10_000, interval: 50 })
        .toMatch(/^(ready|notSetUp)$/);
    });
    afterAll(async () => {
      if (options.starts !== false) await desk.firefox?.close();
      await desk.site?.stop();
      await desk.voicenter?.stop();
      await desk.phone?.stop();
      rmSync(recordingsDir, { recursive: true, force: true });
    });
    define(desk);
  });
}

/** @throws {Error} where the extension refuses them */
export async function saveSettings({ firefox, voicenter }: Desk, settings: LabSettings): Promise<void> {
  const message = { type: 'saveSettings', ...toLabSettings(voicenter, settings) };
  const { problems } = await firefox.ask<{ problems: unknown[] }>(message);
  expect(problems).toEqual([]);
}

export async function viewOf({ firefox }: Desk): Promise<View> {
  return (await firefox.ask<{ view: View }>({ type: 'getView' })).view;
}

export async function eventsOf({ firefox }: Desk): Promise<Note[]> {
  return (await firefox.ask<{ events: Note[] }>({ type: 'getEvents' })).events;
}

/** Waits until the view has this status. */
export async function expectStatus(desk: Desk, status: View['status'], timeout = 5_000): Promise<void> {
  await expect.poll(async () => (await viewOf(desk)).status, { timeout, interval: 50 }).toBe(status);
}

export async function expectPaused({ call }: Desk, timeout = 3_000): Promise<void> {
  await expect.poll(() => call.recording.isPaused, { timeout, interval: 20 }).toBe(true);
}

export async function expectResumed({ call }: Desk, timeout = 5_000): Promise<void> {
  await expect.poll(() => call.recording.isPaused, { timeout, interval: 20 }).toBe(false);
}

/** The mute requests that the recorder has seen: `1` pauses, `0` resumes. */
export function muteStates({ voicenter }: Desk): string[] {
  return voicenter.requests
    .filter(({ path, params }) => path.endsWith('/MuteUnmuteCalls') && params['state'] !== undefined)
    .map(({ params }) => String(params['state']));
}

/** The toolbar button of the tab in front. */
export async function readButton({ firefox }: Desk): Promise<{ text: string; title: string }> {
  return await firefox.evaluate(`browser.tabs.query({ active: true }).then(async ([{ id: tabId }]) => ({
    text: await browser.action.getBadgeText({ tabId }),
    title: await browser.action.getTitle({ tabId }),
  }))`);
}

/** The button where the browser does not let us into the page. */
export const closedSite = {
  text: '!',
  title:
    'Not protected here: The browser does not let CardHush into a watched site. Open CardHush to allow it.',
};

/** The document in the frame with this id. */
export async function frameOf(page: Page | Frame, id: string): Promise<Frame> {
  const frame = await (await page.waitForSelector(`#${id}`))?.contentFrame();
  if (frame === null || frame === undefined) throw new Error(`the page has no frame #${id}`);
  return frame;
}
