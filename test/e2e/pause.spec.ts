// The main job: focus pauses before the first digit, blur resumes, limits hold, and people can press.
import { expect, expectStatus, muteStates, test } from './fixtures.ts';

test('focus in a cross-origin payment frame pauses before the first digit, and blur plus linger resumes', async ({
  page,
  site,
  call,
  voicenter,
  cardhush,
}) => {
  await page.goto(site.crm);
  const number = page.frameLocator('#card-frame').locator('input').first();
  await number.click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await expectStatus(cardhush, 'paused');
  expect(muteStates(voicenter)).toEqual(['1']);
  const typedAtMs = Date.now();
  await number.pressSequentially('4242', { delay: 20 });
  const paused = call.recording.changes.find(({ isPaused }) => isPaused);
  expect(paused?.atMs).toBeLessThan(typedAtMs);
  const leftAtMs = Date.now();
  await page.getByRole('button', { name: 'Transfer' }).focus();
  await expect.poll(() => call.recording.isPaused).toBe(false);
  expect(Date.now() - leftAtMs).toBeGreaterThan(2_900);
  await expectStatus(cardhush, 'ready');
  expect(muteStates(voicenter)).toEqual(['1', '0']);
});

test('number, expiry and security code are one pause', async ({ page, site, call, voicenter, cardhush }) => {
  await page.goto(`${site.crm}/checkout.html`);
  for (const id of ['number', 'expiry', 'csc']) {
    await page.locator(`#${id}`).click();
    await page.waitForTimeout(700);
  }
  await page.locator('#email').click();
  await page.waitForTimeout(1_000);
  await page.locator('#csc').click();
  await page.waitForTimeout(4_000);
  await expectStatus(cardhush, 'paused');
  expect(call.recording.changes).toHaveLength(1);
  expect(muteStates(voicenter)).not.toContain('0');
});

test('fields that are no card fields pause nothing', async ({ page, site, voicenter, cardhush }) => {
  await page.goto(`${site.crm}/fixtures/no-card.html`);
  for (const field of await page.locator('input').all()) await field.click();
  await page.waitForTimeout(300);
  expect(muteStates(voicenter)).toEqual([]);
  await expectStatus(cardhush, 'ready');
});

test.describe('limits', () => {
  test.use({ settings: { timings: { softLimitMs: 5_000, manualSoftLimitMs: 5_000, hardLimitMs: 10_000 } } });

  test('the soft limit resumes where nobody types, though the field keeps focus', async ({
    page,
    site,
    call,
    cardhush,
  }) => {
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    // Focus counts as work for 20 s, so that the short limit of this test is moved on until then.
    await expect.poll(() => call.recording.isPaused, { timeout: 20_000 }).toBe(false);
    expect((await cardhush.events()).at(-1)).toMatchObject({ type: 'resumed' });
  });

  test('typing holds on until the hard limit, and typing on after it pauses again', async ({
    page,
    site,
    call,
    cardhush,
  }) => {
    await page.goto(`${site.crm}/checkout.html`);
    const number = page.locator('#number');
    await number.click();
    await expect.poll(() => call.recording.isPaused).toBe(true);
    // By the clock: on a busy machine a key may take as long as a wait.
    for (const untilMs = Date.now() + 8_000; Date.now() < untilMs; await page.waitForTimeout(800)) {
      await number.press('4');
      expect(Date.now() >= untilMs || call.recording.isPaused).toBe(true);
    }
    await expect.poll(() => call.recording.isPaused, { timeout: 4_000 }).toBe(false);
    // One input event in five seconds is reported.
    for (let second = 0; second < 6 && !call.recording.isPaused; second += 1) {
      await number.press('4');
      await page.waitForTimeout(1_000);
    }
    expect(call.recording.isPaused).toBe(true);
    expect(await cardhush.events()).toContainEqual(
      expect.objectContaining({ type: 'heldAgain', after: 'hardLimit' }),
    );
  });
});

test('the popup pauses and resumes at once', async ({ page, site, desk, call, cardhush }) => {
  await page.goto(site.crm);
  const popup = await desk.openPopup();
  // What stands there before the first view, nobody has aimed at.
  await expect.poll(() => popup.text()).toContain('Ready');
  await popup.click('.main-button button');
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await expect.poll(() => popup.text()).toContain('paused');
  // A press that comes right after the button turned into "Resume" was aimed at "Pause", and does not count.
  await page.waitForTimeout(800);
  await popup.click('.main-button button');
  await expect.poll(() => call.recording.isPaused).toBe(false);
  await expectStatus(cardhush, 'ready');
  await popup.close();
});

test('the keyboard shortcut pauses and resumes', async ({ page, site, desk, call }) => {
  await page.goto(site.crm);
  await page.bringToFront();
  await desk.pressCommand(page, 'toggle-pause');
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await desk.pressCommand(page, 'toggle-pause');
  await expect.poll(() => call.recording.isPaused).toBe(false);
});

test('a call that begins during the pause is paused too', async ({ page, site, phone, call, cardhush }) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  const second = phone.startCall('SIPSIP');
  await expect.poll(() => second.recording.isPaused, { timeout: 8_000 }).toBe(true);
  await page.locator('#email').click();
  await expect
    .poll(() => call.recording.isPaused || second.recording.isPaused, { timeout: 6_000 })
    .toBe(false);
});

test('an accepted pause becomes verified when the recorder can be read', async ({
  page,
  site,
  call,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  expect((await cardhush.view()).evidence).toBe('accepted');
  await expect.poll(async () => (await cardhush.view()).evidence, { timeout: 8_000 }).toBe('verified');
  expect(call.recording.isPaused).toBe(true);
});

test.describe('without an account code', () => {
  test.use({ settings: { isReadable: false } });

  test('a pause is accepted and never called verified, and new calls are covered by pausing again', async ({
    page,
    site,
    phone,
    call,
    cardhush,
  }) => {
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    const second = phone.startCall('SIPSIP');
    await expect.poll(() => second.recording.isPaused, { timeout: 8_000 }).toBe(true);
    expect(call.recording.isPaused).toBe(true);
    expect((await cardhush.view()).evidence).toBe('accepted');
  });
});
