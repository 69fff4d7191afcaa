// Observe mode: everything but the requests, counted.
import type { Tally } from '../../src/recording/tally.ts';
import { expect, expectStatus, test } from './fixtures.ts';

test.use({ settings: { timings: { lingerMs: 300 }, more: { mode: 'observe' } } });

test('nothing is asked of the recorder, nobody is told of a pause, and what would have paused is counted', async ({
  page,
  site,
  desk,
  voicenter,
  call,
  cardhush,
}) => {
  const readTally = async () => (await cardhush.ask<{ tally: Tally }>({ type: 'getTally' })).tally;
  await expectStatus(cardhush, 'observing');
  expect(await cardhush.badge()).toMatchObject({
    text: 'OBS',
    title: expect.stringContaining('only observing'),
  });
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('[autocomplete=cc-number]').click();
  await expect.poll(async () => (await cardhush.view()).holds.length).toBe(1);
  await page.waitForTimeout(700);
  expect((await cardhush.view()).status).toBe('observing');
  expect(await page.locator('[data-cardhush]').count()).toBe(0);
  // The shortcut asks for nothing either: it would look as if it did.
  await desk.pressCommand(page, 'toggle-pause');
  const popup = await desk.openPopup();
  await expect.poll(() => popup.text()).toContain('Would pause now');
  expect(await popup.text()).toContain('Card number on crm.localhost');
  await popup.close();
  await page.locator('h1').click();
  await expect.poll(async () => (await readTally()).days).toMatchObject([{ times: 1 }]);
  // What was counted outlives the worker.
  await page.waitForTimeout(700);
  await desk.killWorker();
  await page.locator('[autocomplete=cc-csc]').click();
  await page.waitForTimeout(300);
  await page.locator('h1').click();
  await expect.poll(async () => (await readTally()).days).toMatchObject([{ times: 2 }]);
  const { causes } = await readTally();
  expect(causes).toMatchObject([
    { origin: 'field', kind: 'card-number', site: site.crm, rule: 'autocomplete', times: 1 },
    { origin: 'field', kind: 'card-csc', site: site.crm, times: 1 },
  ]);
  expect(causes[0]?.totalMs).toBeGreaterThan(600);
  expect(voicenter.requests).toHaveLength(0);
  expect(call.recording.isPaused).toBe(false);
  const options = await desk.openExtensionPage('src/options/index.html');
  await expect(options.locator('.observed tbody tr')).toHaveCount(2);
  await expect(options.locator('.observed')).toContainText('It would have paused 2 times');
});
