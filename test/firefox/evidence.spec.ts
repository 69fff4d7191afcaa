// In Firefox, too, evidence gets to its collector by alarms alone, and a scheduled drill runs where nobody looks.
import { expect, test } from 'vitest';
import type { LastDrill } from '../../src/drill/result.ts';
import type { ShippingStatus } from '../../src/shipping/status.ts';
import { Collector } from '../lab/collector.ts';
import { describeDesk, expectPaused, expectResumed } from './desk.ts';

describeDesk('evidence', { build: 'firefox-managed', settings: { timings: { lingerMs: 300 } } }, desk => {
  test('reaches a collector that was down, over a stopped event page', { timeout: 120_000 }, async () => {
    const { firefox, page, site } = desk;
    const collector = await new Collector().start();
    await collector.stop();
    try {
      const { settings } = await firefox.ask<{ settings: object }>({ type: 'getSettings' });
      const shipping = { url: collector.url, batchSize: 5 };
      expect(await firefox.ask({ type: 'saveSettings', settings: { ...settings, shipping } })).toEqual({
        problems: [],
      });
      await page.goto(`${site.crm}/checkout.html`);
      await page.click('#number');
      await expectPaused(desk);
      await page.click('#email');
      await expectResumed(desk);
      const { shipping: down } = await firefox.ask<{ shipping: ShippingStatus }>({ type: 'shipNow' });
      expect(down.entries).toMatchObject({ problem: 'unreachable', seq: 0 });
      await collector.start();
      await firefox.stopBackground();
      // The alarm wakes the next one.
      await expect
        .poll(() => collector.unique().length, { timeout: 90_000, interval: 500 })
        .toBeGreaterThan(10);
      await expect
        .poll(
          async () =>
            (await firefox.ask<{ shipping: ShippingStatus }>({ type: 'getShipping' })).shipping.entries
              ?.behind,
          { timeout: 60_000, interval: 1_000 },
        )
        .toBe(0);
      const seqs = collector.unique().map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      expect(collector.faults).toEqual([]);
    } finally {
      await collector.stop();
    }
  });

  test('of a scheduled drill comes from a tab behind the others', { timeout: 150_000 }, async () => {
    const { firefox, voicenter } = desk;
    const { settings } = await firefox.ask<{ settings: object }>({ type: 'getSettings' });
    await firefox.ask({ type: 'saveSettings', settings: { ...settings, drill: { everyDays: 7 } } });
    const front = `browser.tabs.query({ active: true }).then(tabs => tabs.map(({ id }) => id))`;
    const before = await firefox.evaluate(front);
    voicenter.requests.length = 0;
    await firefox.evaluate(`browser.alarms.create('drill', { when: Date.now() + 300 })`);
    const last = async () => (await firefox.ask<{ drill: LastDrill | null }>({ type: 'getDrill' })).drill;
    await expect.poll(last, { timeout: 140_000, interval: 1_000 }).not.toBeNull();
    expect(await last()).toMatchObject({ by: 'schedule', isPassed: true, cardHeard: 0, cardSaid: 23 });
    expect(await firefox.evaluate(front)).toEqual(before);
    expect(voicenter.requests).toEqual([]);
  });
});
