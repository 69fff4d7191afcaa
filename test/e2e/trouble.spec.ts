// What goes wrong in the real world: tabs close, workers die, recorders hang, refuse, or talk nonsense.
import { noFaults } from '../lab/recorders/fake-server.ts';
import { expect, expectStatus, muteStates, test } from './fixtures.ts';

test('a tab closed while paused resumes', async ({ page, site, desk, call, cardhush }) => {
  await desk.context.newPage();
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await page.close();
  await expect.poll(() => call.recording.isPaused, { timeout: 6_000 }).toBe(false);
});

test('navigating away while paused resumes', async ({ page, site, call, cardhush }) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await page.goto(`${site.crm}/fixtures/no-card.html`);
  await expect.poll(() => call.recording.isPaused, { timeout: 6_000 }).toBe(false);
});

test('the worker is killed while paused, then the field loses focus: it resumes', async ({
  page,
  site,
  desk,
  call,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await desk.killWorker();
  await page.locator('#email').click();
  await expect.poll(() => call.recording.isPaused, { timeout: 8_000 }).toBe(false);
});

test('the worker is killed while paused and the field keeps focus: it stays paused', async ({
  page,
  site,
  desk,
  call,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await desk.killWorker();
  await page.waitForTimeout(15_000);
  expect(call.recording.isPaused).toBe(true);
  expect(call.recording.changes).toHaveLength(1);
  await expectStatus(cardhush, 'paused');
});

test('two tabs: the recording resumes when the last one leaves', async ({
  page,
  site,
  desk,
  call,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  const second = await desk.context.newPage();
  await second.goto(`${site.crm}/checkout.html`);
  await second.locator('#csc').click();
  await expect.poll(async () => (await cardhush.view()).holds.length).toBe(2);
  await page.close();
  await second.waitForTimeout(4_000);
  expect(call.recording.isPaused).toBe(true);
  await second.close();
  await expect.poll(() => call.recording.isPaused, { timeout: 6_000 }).toBe(false);
});

const faults = [
  { name: 'answers 500', knobs: { status: 500 } },
  { name: 'never answers', knobs: { hang: true } },
  { name: 'answers with a login page', knobs: { html: true } },
  { name: 'answers with a body of another type', knobs: { instead: () => ({ json: ['Success'] }) } },
  { name: 'drops the connection after acting', knobs: { dropAfterActing: true } },
];

for (const { name, knobs } of faults)
  test(`a recorder that ${name} shows "still recording" and never "paused"`, async ({
    page,
    site,
    call,
    voicenter,
    cardhush,
    desk,
  }) => {
    Object.assign(voicenter.knobs, knobs);
    await page.goto(`${site.crm}/checkout.html`);
    const seen = new Set<string>();
    await page.locator('#number').click();
    const untilMs = Date.now() + 6_000;
    while (Date.now() < untilMs) {
      seen.add((await cardhush.view()).status);
      await page.waitForTimeout(50);
    }
    seen.delete('pausing');
    expect([...seen]).toEqual(['stillRecording']);
    expect((await cardhush.badge()).title).toContain('Still recording');
    const popup = await desk.openPopup();
    await expect.poll(async () => (await popup.text()).toLowerCase()).toContain('still recording');
    await popup.close();
    await page.locator('#number').focus();
    // When the recorder comes back, so does the truth.
    Object.assign(voicenter.knobs, noFaults);
    await expectStatus(cardhush, 'paused', 20_000);
    expect(call.recording.isPaused).toBe(true);
    expect(muteStates(voicenter).every(state => state === '1')).toBe(true);
  });

test('no call is shown as such, and a call that begins is paused', async ({
  page,
  site,
  phone,
  voicenter,
  cardhush,
}) => {
  voicenter.knobs.isSuccessWithoutCall = false;
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'noCall');
  const call = phone.startCall('SIPSIP');
  await expect.poll(() => call.recording.isPaused, { timeout: 8_000 }).toBe(true);
  await expectStatus(cardhush, 'paused');
});

test('malformed messages and settings are refused and change nothing', async ({ cardhush, voicenter }) => {
  const before = await cardhush.ask({ type: 'getSettings' });
  for (const message of [
    {},
    { type: 'nonsense' },
    { type: 'hold', seq: 'one' },
    { type: 'saveSettings', settings: 7 },
  ]) {
    const answer = await cardhush.ask<{ problems?: unknown[] }>(message).catch((error: unknown) => error);
    const isRefused =
      answer instanceof Error || ((answer as { problems?: unknown[] }).problems?.length ?? 0) > 0;
    expect(isRefused).toBe(true);
  }
  expect(await cardhush.ask({ type: 'getSettings' })).toEqual(before);
  expect(muteStates(voicenter)).toEqual([]);
});

test('a stored state that makes no sense is left out, and protection goes on', async ({
  page,
  site,
  desk,
  call,
  cardhush,
}) => {
  const eye = await desk.openBackgroundPage('manifest.json');
  await eye.evaluate(`chrome.storage.session.set({ state: { version: 99 }, notes: 'x' })`);
  await desk.killWorker();
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  expect(call.recording.isPaused).toBe(true);
});

test('a page that asks something in a dialog keeps no settings from coming into force', async ({
  page,
  site,
  desk,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  // Somebody has to press something in it, and nobody does.
  page.on('dialog', () => undefined);
  await page.evaluate(`setTimeout(() => confirm('Save the customer?'))`);
  const { settings } = await cardhush.ask<{ settings: { sites: string[]; kinds: string[] } }>({
    type: 'getSettings',
  });
  for (const kinds of [[...settings.kinds, 'iban'], settings.kinds]) {
    const sites = [...settings.sites, 'https://other.example/*'];
    const startedAtMs = performance.now();
    const answer = await cardhush.ask({
      type: 'saveSettings',
      settings: { ...settings, kinds, sites },
      secrets: {},
    });
    expect(answer).toEqual({ problems: [] });
    // As long as our own pages wait for an answer.
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  }
  const registered = await desk.worker.evaluate(
    `chrome.scripting.getRegisteredContentScripts({ ids: ['watch'] })`,
  );
  expect(JSON.stringify(registered)).toContain('other.example');
});
