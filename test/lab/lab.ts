// One whole lab: a phone, a fake Voicenter, the CRM, and a browser with the extension set up for them.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser, type LabBrowser } from './browser.ts';
import { nowMs } from './clock.ts';
import { Phone } from './phone.ts';
import { startVoicenter, type FakeVoicenter } from './recorders/voicenter.ts';
import { saveLabSettings } from './settings.ts';
import { startSite, type CallStatus, type Site } from './site.ts';

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
    await saveLabSettings(browser, voicenter);
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await page.goto(site.crm);
    await page.bringToFront();
    return { phone, voicenter, site, browser, page, fieldEvents, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Notes focus in card fields from inside the pages, without the extension's help: the clock starts there. */
export async function watchFields({ context }: LabBrowser): Promise<FieldEvent[]> {
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
