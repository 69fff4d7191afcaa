// One whole lab: a phone, a fake Voicenter, the CRM, and a browser with the extension set up for them.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser, type LabBrowser } from './browser.ts';
import { nowMs } from './clock.ts';
import { Phone } from './phone.ts';
import { activeCallsPath, startVoicenter, type FakeVoicenter } from './recorders/voicenter.ts';
import { startSite, type CallStatus, type Site } from './site.ts';

/** The agent's extension, as Voicenter names it. */
export const agentExtension = 'SIPSIP';

/** A card field of one of our pages got or lost the focus, as the page itself saw it. Wall clock, ms. */
export type FieldEvent = { type: 'focusin' | 'focusout'; field: string; atMs: number };

export type Lab = {
  phone: Phone;
  voicenter: FakeVoicenter;
  site: Site;
  browser: LabBrowser;
  /** The tab with the CRM's customer record. */
  page: Page;
  fieldEvents: FieldEvent[];
  stop(): Promise<void>;
};

type Options = {
  headless: boolean;
  extensionDir: string;
  recordingsDir: string;
  toCallStatus?: (phone: Phone) => CallStatus | undefined;
  onHangUp?: () => void;
};

/** Starts everything, saves the extension's settings through its own options page, and opens the CRM. */
export async function startLab(options: Options): Promise<Lab> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.toReversed()) await stopOne();
  };
  try {
    const phone = new Phone({ recordingsDir: options.recordingsDir });
    stops.push(() => phone.stop());
    const voicenter = await startVoicenter({ phone });
    stops.push(() => voicenter.stop());
    const site = await startSite({
      toCallStatus: () => options.toCallStatus?.(phone),
      onHangUp: () => options.onHangUp?.(),
    });
    stops.push(() => site.stop());
    const { extensionDir, headless } = options;
    const browser = await launchBrowser({
      extensionDir,
      headless,
      handlesInterrupt: true,
      args: ['--window-size=1360,960'],
    });
    stops.push(() => browser.close());
    const fieldEvents = await watchFields(browser);
    await configure(browser, voicenter);
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await page.goto(site.crm);
    await page.bringToFront();
    return { phone, voicenter, site, browser, page, fieldEvents, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The settings that an administrator would make, for this lab's Voicenter and sites. */
async function configure(browser: LabBrowser, { url, knobs }: FakeVoicenter): Promise<void> {
  const settings = {
    version: 1,
    recorders: [
      {
        id: 'voicenter',
        type: 'voicenter',
        isRequired: true,
        settings: { baseUrl: url, extension: agentExtension, activeCallsUrl: url + activeCallsPath },
      },
    ],
    sites: ['http://crm.localhost/*', 'http://pay.localhost/*'],
  };
  const secrets = { voicenter: { code: knobs.accountCode } };
  const page = await browser.openExtensionPage('src/options/index.html');
  const message = JSON.stringify({ type: 'saveSettings', settings, secrets });
  const answer = await page.evaluate<{ problems?: unknown[] } | null>(
    `chrome.runtime.sendMessage(${message})`,
  );
  await page.close();
  if (answer?.problems?.length !== 0)
    throw new Error(`the extension refused its settings: ${JSON.stringify(answer)}`);
}

/** Notes focus in card fields from inside the pages, without the extension's help: the clock starts there. */
async function watchFields({ context }: LabBrowser): Promise<FieldEvent[]> {
  const events: FieldEvent[] = [];
  await context.exposeBinding('noteField', (_, event: FieldEvent) => {
    events.push(event);
  });
  await context.addInitScript(`
    for (const type of ['focusin', 'focusout'])
      addEventListener(type, ({ target }) => {
        const field = target.getAttribute?.('autocomplete') ?? '';
        if (!field.startsWith('cc-')) return;
        noteField({ type, field, atMs: performance.timeOrigin + performance.now() });
      }, true);
  `);
  return events;
}

/** Waits until a moment of the lab's clock; returns at once where it is past. */
export async function waitUntil(atMs: number): Promise<void> {
  const restMs = atMs - nowMs();
  if (restMs > 0) await wait(restMs);
}
