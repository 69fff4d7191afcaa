// A recorder that an administrator describes, in a real browser: under its content security policy, through its own
// options page, heard in the recording.
import { decodeDigits } from '../lab/dtmf.ts';
import { chooseRecorder } from '../lab/options.ts';
import { byCall } from '../lab/recorders/custom-descriptions.ts';
import { startCustom, type CustomFake } from '../lab/recorders/custom.ts';
import { readWav } from '../lab/wav.ts';
import { expect, expectStatus, test as base } from './fixtures.ts';

const secret = 'FAKE"token"+7';

/** Read back often, so that nobody has to wait for it here. */
const description = { ...byCall, traits: { ...byCall.traits, readEveryMs: 1_000 } };

const test = base.extend<{ api: CustomFake }>({
  settings: null,
  api: async ({ phone }, use) => {
    const api = await startCustom(phone, ({ headers }) => headers.authorization === `Bearer ${secret}`);
    await use(api);
    await api.stop();
  },
});

test('is described, previewed, tested and saved in options, and then pauses', async ({
  desk,
  page,
  site,
  phone,
  cardhush,
  api,
}) => {
  const call = phone.startCall('1001');
  const options = await desk.openExtensionPage('src/options/index.html');
  await chooseRecorder(options, 'Custom HTTP');
  await options.getByLabel('Address', { exact: true }).fill(api.url);
  await options.getByLabel('Description').fill(JSON.stringify({ ...description, many: 'all' }));
  await expect(options.getByText('One of these belongs here: each, refuse.')).toBeVisible();
  await options.getByLabel('Description').fill(JSON.stringify(description, null, 2));
  await options.getByLabel('Extension').fill('1001');
  await options.getByLabel('Password, token or key').fill(secret);
  await expect(options.getByText(`GET ${api.url}/v1/calls`, { exact: false }).first()).toBeVisible();
  expect(await options.locator('.requests').textContent()).not.toContain('FAKE');
  await options.getByRole('button', { name: 'Test connection' }).click();
  await expect(options.getByText('The look-up works, and finds 1.')).toBeVisible();
  await expect(options.getByText('The recorder says: recording.')).toBeVisible();
  expect(call.recording.changes).toEqual([]);
  await options.getByLabel('Add a site').fill(site.crm);
  await options.getByRole('button', { name: 'Add', exact: true }).click();
  await options.getByRole('button', { name: 'Save' }).click();
  await expect(options.getByText('Saved.', { exact: true })).toBeVisible();
  await options.close();

  await page.goto(`${site.crm}/checkout.html`);
  call.say('11');
  await expect.poll(() => call.saidUntilMs < performance.timeOrigin + performance.now()).toBe(true);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  expect(call.recording.isPaused).toBe(true);
  call.say('4242');
  await expect.poll(async () => (await cardhush.view()).evidence).toBe('verified');
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 10_000);
  call.say('77');
  await expect.poll(() => call.saidUntilMs < performance.timeOrigin + performance.now()).toBe(true);
  phone.endCall(call.id);
  await call.recording.finish();
  const heard = decodeDigits(readWav(call.recording.path)).map(({ digit }) => digit);
  expect(heard.join('')).toBe('1177');
  const told = JSON.stringify([await cardhush.view(), await cardhush.events()]);
  expect(told).not.toContain(secret);
});
