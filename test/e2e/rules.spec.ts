// What an administrator decided about fields and pages, honoured from the first focus on.
import type { Page } from '@playwright/test';
import { expect, expectStatus, muteStates, test } from './fixtures.ts';

const always = { verdict: 'always', site: 'http://crm.localhost/*' };
const rules = [
  { id: 'box', by: 'selector', text: '.pan-box', ...always },
  { id: 'folded', by: 'label', text: 'Zahlschlüssel', ...always, kind: 'card-holder' },
  { id: 'element', by: 'selector', text: 'form > pay-box', ...always },
  { id: 'member', by: 'selector', text: '#member', site: 'http://crm.localhost/*', verdict: 'never' },
  { id: 'broken', by: 'selector', text: 'input[', ...always },
  { id: 'elsewhere', by: 'selector', text: '*', site: 'http://pay.localhost/*', verdict: 'always' },
];
const pages = ['http://crm.localhost/checkout*', 'http://crm.localhost/fixtures/*pay=1*'];
test.use({ settings: { timings: { lingerMs: 300, awayMs: 1_000 }, more: { rules, pages } } });

const open = (page: Page, base: string, hash = '') => page.goto(`${base}/fixtures/rules.html${hash}`);
const settle = (page: Page) => page.waitForTimeout(700);

test('a field that is named pauses, also where it is a custom element or a word of a label', async ({
  page,
  site,
  call,
  cardhush,
}) => {
  await open(page, site.crm);
  for (const field of ['#reference', '#key', 'pay-box']) {
    await page.locator(field).click();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
    await page.locator('#note').click();
    await expectStatus(cardhush, 'ready');
  }
  const ruled = (await cardhush.events()).flatMap(note => (note.type === 'holdStarted' ? [note.rule] : []));
  expect(ruled).toEqual(['rule:box', 'rule:folded', 'rule:element']);
});

test('a field that is ruled out pauses nothing, on the site of the rule alone', async ({
  page,
  site,
  call,
  voicenter,
  cardhush,
}) => {
  await open(page, site.crm);
  await page.locator('#member').click();
  await settle(page);
  expect(muteStates(voicenter)).toEqual([]);
  await open(page, site.pay);
  await page.locator('#member').click();
  await expectStatus(cardhush, 'paused');
  expect(call.recording.isPaused).toBe(true);
});

for (const isCold of [false, true])
  test(`the first focus of a page that loads goes by the rules, with the worker ${isCold ? 'asleep' : 'awake'}`, async ({
    page,
    site,
    call,
    voicenter,
    desk,
    cardhush,
  }) => {
    for (let round = 0; round < 3; round += 1) {
      await page.goto('about:blank');
      if (isCold) await desk.killWorker();
      const before = muteStates(voicenter).length;
      await open(page, site.crm, '#member');
      await settle(page);
      // A worker that takes longer to start than the focus waits for (150 ms) gets a hold, and takes it back.
      if (isCold) await expect.poll(() => call.recording.isPaused).toBe(false);
      else expect(muteStates(voicenter)).toHaveLength(before);
      await page.goto('about:blank');
      if (isCold) await desk.killWorker();
      await open(page, site.crm, '#reference');
      await expect.poll(() => call.recording.isPaused).toBe(true);
      await page.goto('about:blank');
      await expect.poll(() => call.recording.isPaused).toBe(false);
    }
    await expectStatus(cardhush, 'ready');
  });

test('rules that change are heeded in pages that are open, in the field that has the focus', async ({
  page,
  site,
  call,
  cardhush,
}) => {
  const save = async (changes: object) => {
    const { settings } = await cardhush.ask<{ settings: object }>({ type: 'getSettings' });
    const { problems } = await cardhush.ask<{ problems: unknown[] }>({
      type: 'saveSettings',
      settings: { ...settings, ...changes },
      secrets: {},
    });
    expect(problems).toEqual([]);
  };
  await save({ rules: [], pages: [] });
  await open(page, site.crm);
  await page.locator('#reference').click();
  await settle(page);
  expect(call.recording.isPaused).toBe(false);
  await save({ rules });
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await save({ rules: [{ ...rules[0], verdict: 'never' }] });
  await expect.poll(() => call.recording.isPaused).toBe(false);
  await page.locator('#member').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  // Taking all rules back changes nothing for a field that is recognised by its looks.
  await save({ rules: [] });
  await settle(page);
  expect(call.recording.isPaused).toBe(true);
});

test('a payment page pauses while it is in sight, also one that appears without a new document', async ({
  page,
  site,
  call,
  desk,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  await expect.poll(() => call.recording.isPaused).toBe(true);
  const { holds } = await cardhush.view();
  expect(holds).toMatchObject([{ origin: 'page', site: site.crm }]);
  await open(page, site.crm);
  await expect.poll(() => call.recording.isPaused).toBe(false);
  await page.evaluate(`history.pushState({}, '', '?step=2&pay=1')`);
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await page.evaluate(`history.pushState({}, '', '?step=3')`);
  await expect.poll(() => call.recording.isPaused).toBe(false);
  await page.evaluate(`history.pushState({}, '', '?pay=1')`);
  await expect.poll(() => call.recording.isPaused).toBe(true);
  // A worker that dies is told again.
  await desk.killWorker();
  await page.waitForTimeout(1_500);
  expect((await cardhush.view()).holds).toHaveLength(1);
  expect(call.recording.isPaused).toBe(true);
  await page.close();
  await expect.poll(() => call.recording.isPaused).toBe(false);
});
