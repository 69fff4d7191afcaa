// What every end-to-end test stands on: a real browser with the built extension, a phone, a recorder, and pages.
import { test as base, expect, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, type LabBrowser } from '../lab/browser.ts';
import { Phone, type PhoneCall } from '../lab/phone.ts';
import { startVoicenter, type FakeVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension, saveLabSettings, type LabSettings } from '../lab/settings.ts';
import { startSite, type Site } from '../lab/site.ts';
import type { Note } from '../../src/recording/notes.ts';
import type { View } from '../../src/recording/view.ts';

type Options = {
  /** Which package is loaded. */
  build: 'chrome' | 'chrome-managed';
  /** Settings to save before the test; null leaves the extension as installed. */
  settings: LabSettings | null;
  isHeadless: boolean;
};

type Fixtures = {
  recordingsDir: string;
  phone: Phone;
  /** A call of the agent that is up when the test begins. */
  call: PhoneCall;
  voicenter: FakeVoicenter;
  site: Site;
  /** The agent's browser. */
  desk: LabBrowser;
  /** A tab to open watched pages in. */
  page: Page;
  cardhush: CardHush;
};

/** Looks at the extension from outside. */
export type CardHush = {
  view(): Promise<View>;
  events(): Promise<Note[]>;
  /** Text of the toolbar badge and title. */
  badge(): Promise<{ text: string; title: string }>;
  ask<T>(message: object): Promise<T>;
  /** Runs an expression in a page of the extension. */
  evaluate<T>(expression: string): Promise<T>;
};

export const test = base.extend<Fixtures & Options>({
  build: ['chrome-managed', { option: true }],
  settings: [{}, { option: true }],
  isHeadless: [true, { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  recordingsDir: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'cardhush-e2e-'));
    await use(dir);
    rmSync(dir, { recursive: true, force: true });
  },
  phone: async ({ recordingsDir }, use) => {
    const phone = new Phone({ recordingsDir });
    await use(phone);
    await phone.stop();
  },
  call: async ({ phone }, use) => {
    await use(phone.startCall(agentExtension));
  },
  voicenter: async ({ phone }, use) => {
    const voicenter = await startVoicenter({ phone });
    await use(voicenter);
    await voicenter.stop();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  site: async ({}, use) => {
    const site = await startSite();
    await use(site);
    await site.stop();
  },
  desk: async ({ build, settings, isHeadless, voicenter }, use) => {
    const extensionDir = join(import.meta.dirname, '../../dist', build);
    const browser = await launchBrowser({ extensionDir, headless: isHeadless });
    if (settings !== null) await saveLabSettings(browser, voicenter, settings);
    await use(browser);
    await browser.close();
  },
  page: async ({ desk }, use) => {
    await use(desk.context.pages()[0] ?? (await desk.context.newPage()));
  },
  cardhush: async ({ desk }, use) => {
    const eye = await desk.openBackgroundPage('manifest.json');
    const ask = <T>(message: object) =>
      eye.evaluate<T>(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
    await use({
      ask,
      evaluate: expression => eye.evaluate(expression),
      view: async () => (await ask<{ view: View }>({ type: 'getView' })).view,
      events: async () => (await ask<{ events: Note[] }>({ type: 'getEvents' })).events,
      badge: () =>
        eye.evaluate(
          `Promise.all([chrome.action.getBadgeText({}), chrome.action.getTitle({})]).then(([text, title]) => ({ text, title }))`,
        ),
    });
  },
});

export { expect };

/** Waits until the view has this status. */
export async function expectStatus(
  cardhush: CardHush,
  status: View['status'],
  timeout = 5_000,
): Promise<void> {
  await expect
    .poll(async () => (await cardhush.view()).status, { timeout, intervals: [20, 50, 100] })
    .toBe(status);
}

/** The mute requests that the recorder has seen: `1` pauses, `0` resumes. */
export function muteStates({ requests }: FakeVoicenter): string[] {
  return requests
    .filter(({ path, params }) => path.endsWith('/MuteUnmuteCalls') && params['state'] !== undefined)
    .map(({ params }) => String(params['state']));
}
