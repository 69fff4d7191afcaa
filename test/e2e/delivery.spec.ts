// Evidence reaches a collector whatever dies on the way: every entry, once, in order, driven by nothing but alarms.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { ShippingStatus } from '../../src/shipping/status.ts';
import { launchBrowser, type LabBrowser } from '../lab/browser.ts';
import { Collector } from '../lab/collector.ts';
import { readLedger, verifyContent } from '../lab/ledger.ts';
import { saveLabSettings } from '../lab/settings.ts';
import { expect, test } from './fixtures.ts';

const extensionDir = join(import.meta.dirname, '../../dist/chrome-managed');

type Status = { shipping: ShippingStatus };
const ask = <T>(eye: Page, message: object) =>
  eye.evaluate<T>(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);

test('entries made are entries received, with a collector that is down and hangs, a killed worker and a dead browser', async ({
  call,
  voicenter,
  site,
}) => {
  test.setTimeout(300_000);
  const profileDir = mkdtempSync(join(tmpdir(), 'cardhush-shipping-'));
  const collector = await new Collector().start();
  collector.secret = 'Bearer TOPSECRET7';
  await collector.stop();
  let desk: LabBrowser | undefined;
  try {
    desk = await launchBrowser({ extensionDir, headless: true, profileDir });
    await saveLabSettings(desk, voicenter, { timings: { lingerMs: 0 } });
    let eye = await desk.openBackgroundPage('manifest.json');
    // Nothing is sent, nor meant to be, before there is an address.
    expect(await eye.evaluate(`chrome.alarms.get('ship').then(alarm => alarm ?? null)`)).toBeNull();
    const { settings } = await ask<{ settings: object }>(eye, { type: 'getSettings' });
    const saved = await ask(eye, {
      type: 'saveSettings',
      settings: { ...settings, shipping: { url: collector.url, batchSize: 5 } },
      secrets: { '@shipping': { header: collector.secret } },
    });
    expect(saved).toEqual({ problems: [] });

    // A pause, in the middle of which the worker is killed.
    const [page = await desk.context.newPage()] = desk.context.pages();
    await page.goto(`${site.crm}/checkout.html?customer=smith`);
    await page.locator('#number').click();
    await expect.poll(() => call.recording.isPaused).toBe(true);
    await desk.killWorker();
    await page.keyboard.type('4539148803436467');
    await page.locator('#email').click();
    await expect.poll(() => call.recording.isPaused, { timeout: 15_000 }).toBe(false);
    const down = await ask<Status>(eye, { type: 'shipNow' });
    expect(down.shipping.entries).toMatchObject({ problem: 'unreachable', seq: 0, failures: 1 });

    // The browser dies with everything unsent, and its next life makes more.
    await desk.crash();
    desk = await launchBrowser({ extensionDir, headless: true, profileDir });
    eye = await desk.openBackgroundPage('manifest.json');
    await ask(eye, { type: 'pause' });
    await ask(eye, { type: 'resume' });

    // The collector is back and takes the third batch without ever answering; the worker dies over it.
    let batches = 0;
    collector.mood = ({ isTest }) => {
      if (isTest) return undefined;
      batches += 1;
      return batches === 3 ? 'hang' : undefined;
    };
    await collector.start();
    await expect.poll(() => batches, { timeout: 120_000, intervals: [20] }).toBe(3);
    await desk.killWorker();

    // From here on nobody does anything: the alarm wakes the next worker.
    const pageOfOurs = eye;
    await expect
      .poll(
        async () => {
          const made = (await readLedger(pageOfOurs)).entries.map(({ seq }) => seq);
          const arrived = collector.unique().map(({ seq }) => seq);
          return arrived.length > 0 && arrived.join() === made.join();
        },
        { timeout: 150_000, intervals: [5_000] },
      )
      .toBe(true);
    const content = await readLedger(eye);
    expect(collector.unique()).toEqual(content.entries);
    expect(await verifyContent(content)).toMatchObject({ status: 'intact', losses: [] });
    // The batch that was never answered has come twice, and was only counted once.
    expect(collector.taken.length).toBe(content.entries.length + 5);
    expect(collector.faults).toEqual([]);
    const { shipping } = await ask<Status>(eye, { type: 'getShipping' });
    expect(shipping.entries).toMatchObject({ behind: 0, lost: 0, problem: null, failures: 0 });

    const sent = collector.received.map(({ raw }) => raw).join('\n');
    for (const never of ['4539148803436467', 'customer', 'smith', 'checkout', 'TOPSECRET7'])
      expect(sent).not.toContain(never);
  } finally {
    await desk?.close();
    await collector.stop();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('card entry during a late pause reaches the webhook as the seconds of the call to redact', async ({
  call,
  page,
  site,
  voicenter,
  cardhush,
}) => {
  const collector = await new Collector().start();
  try {
    const { settings } = await cardhush.ask<{ settings: object }>({ type: 'getSettings' });
    const shipping = { exposureUrl: collector.hookUrl };
    const saved = { type: 'saveSettings', settings: { ...settings, shipping }, secrets: {} };
    expect(await cardhush.ask(saved)).toEqual({ problems: [] });

    // One that is in time is nobody's work, one that is late is.
    const pauseOnce = async () => {
      await page.locator('#number').click();
      await page.keyboard.type('4539');
      await expect.poll(() => call.recording.isPaused, { timeout: 15_000 }).toBe(true);
      await page.locator('#email').click();
      await expect.poll(() => call.recording.isPaused, { timeout: 15_000 }).toBe(false);
    };
    await page.goto(`${site.crm}/checkout.html?customer=smith`);
    await pauseOnce();
    voicenter.knobs.delayMs = 2_500;
    const lateAtMs = Date.now();
    await pauseOnce();
    voicenter.knobs.delayMs = 0;
    const overAtMs = Date.now();
    await expect
      .poll(
        async () => {
          await cardhush.ask({ type: 'shipNow' });
          return collector.notices.length;
        },
        { timeout: 15_000, intervals: [500] },
      )
      .toBe(1);

    const [notice] = collector.notices;
    expect(notice).toMatchObject({
      recorder: 'voicenter',
      why: 'late',
      isTyped: true,
      sites: [new URL(site.crm).origin],
    });
    expect(notice?.['calls']).toEqual(expect.arrayContaining([{ extension: 'SIPSIP' }]));
    expect(notice?.['references']).not.toEqual([]);
    // Outward to whole seconds: what has to be redacted lies inside.
    expect(Number(notice?.['fromSeconds']) * 1_000).toBeGreaterThan(lateAtMs - 1_000);
    expect(Number(notice?.['toSeconds']) * 1_000).toBeLessThan(overAtMs + 1_000);
    expect(Number(notice?.['seconds'])).toBeGreaterThanOrEqual(2);
    // Said once, however often somebody asks for it; entries have no address and go nowhere.
    await cardhush.ask({ type: 'shipNow' });
    expect(collector.notices).toHaveLength(1);
    expect(collector.taken).toEqual([]);
    expect(collector.faults).toEqual([]);
    const sent = collector.received.map(({ raw }) => raw).join('\n');
    for (const never of ['4539', 'customer', 'smith', 'checkout']) expect(sent).not.toContain(never);
  } finally {
    await collector.stop();
  }
});
