// Recorders other than Voicenter, in a real browser: what only its worker can show (an XML parser without a DOM, a
// login in a header, one request at a time by the browser's own locks), and what people see of them.
import type { LabBrowser } from '../lab/browser.ts';
import { decodeDigits } from '../lab/dtmf.ts';
import { noFaults } from '../lab/recorders/fake-server.ts';
import { startVerint, type FakeVerint } from '../lab/recorders/verint.ts';
import { startWolkvox, type FakeWolkvox } from '../lab/recorders/wolkvox.ts';
import { askWorker } from '../lab/settings.ts';
import { readWav } from '../lab/wav.ts';
import { expect, expectStatus, test as base } from './fixtures.ts';

const test = base.extend<{ verint: FakeVerint; wolkvox: FakeWolkvox }>({
  verint: async ({ phone }, use) => {
    const verint = await startVerint({ phone });
    await use(verint);
    await verint.stop();
  },
  wolkvox: async ({ phone }, use) => {
    const wolkvox = await startWolkvox({ phone });
    await use(wolkvox);
    await wolkvox.stop();
  },
});

test.use({ settings: null });

async function configure(
  desk: LabBrowser,
  recorder: { type: string; settings: object },
  secrets: object,
): Promise<void> {
  const answer = await askWorker<{ problems: unknown[] }>(desk, {
    type: 'saveSettings',
    settings: {
      version: 1,
      recorders: [{ id: recorder.type, isRequired: true, ...recorder }],
      sites: ['http://crm.localhost/*'],
      timings: { lingerMs: 300 },
    },
    secrets: { [recorder.type]: secrets },
  });
  expect(answer).toEqual({ problems: [] });
}

test('Verint: token, pause and resume, each answered in XML', async ({
  desk,
  page,
  site,
  phone,
  cardhush,
  verint,
}) => {
  const call = phone.startCall('8856');
  const { apiKey, login, password } = verint.knobs;
  await configure(
    desk,
    { type: 'verint', settings: { baseUrl: verint.url, extension: '8856', login } },
    { apiKey, password },
  );
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await expectStatus(cardhush, 'paused');
  expect(await cardhush.view()).toMatchObject({ evidence: 'accepted' });
  verint.expireTokens();
  await page.locator('#email').click();
  await expect.poll(() => call.recording.isPaused).toBe(false);
  await expectStatus(cardhush, 'ready');
  expect(verint.tokens).toHaveLength(2);
  const told = JSON.stringify([await cardhush.view(), await cardhush.events()]);
  for (const secret of [apiKey, password, ...verint.tokens]) expect(told).not.toContain(secret);
});

test.describe('wolkvox', () => {
  test('says that the recording goes on, and it does', async ({
    desk,
    page,
    site,
    phone,
    cardhush,
    wolkvox,
  }) => {
    const call = phone.startCall('12004');
    await configure(
      desk,
      { type: 'wolkvox', settings: { baseUrl: wolkvox.url, agentId: '12004' } },
      { token: wolkvox.knobs.token },
    );
    expect((await cardhush.badge()).title).toContain('not pause the recording');
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'microphoneOff');
    expect(wolkvox.isMuted(call)).toBe(true);
    expect(await cardhush.badge()).toMatchObject({ text: 'MIC', title: /^Still recording/ });
    const popup = await desk.openPopup();
    await expect.poll(() => popup.text()).toContain('Still recording, microphone off');
    expect(await popup.text()).not.toMatch(/paused/i);
    await popup.close();
    call.say('4242');
    await expect.poll(() => call.saidUntilMs < performance.timeOrigin + performance.now()).toBe(true);
    await page.locator('#email').click();
    await expectStatus(cardhush, 'ready');
    expect(wolkvox.isMuted(call)).toBe(false);
    phone.endCall(call.id);
    await call.recording.finish();
    const heard = decodeDigits(readWav(call.recording.path)).map(({ digit }) => digit);
    expect(heard.join('')).toBe('4242');
  });

  test('asks the agent where an answer is lost, and presses no button meanwhile', async ({
    desk,
    page,
    site,
    phone,
    cardhush,
    wolkvox,
  }) => {
    wolkvox.knobs.dropAfterActing = true;
    const call = phone.startCall('12004');
    await configure(
      desk,
      { type: 'wolkvox', settings: { baseUrl: wolkvox.url, agentId: '12004' } },
      { token: wolkvox.knobs.token },
    );
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'stillRecording');
    await page.waitForTimeout(1_500);
    Object.assign(wolkvox.knobs, noFaults);
    expect(wolkvox.presses).toHaveLength(1);
    const popup = await desk.openPopup();
    await expect.poll(() => popup.text()).toContain('How does your microphone button in wolkvox stand?');
    await popup.click('.question button');
    await expectStatus(cardhush, 'microphoneOff');
    await popup.close();
    await page.locator('#email').click();
    await expectStatus(cardhush, 'ready');
    expect(wolkvox.presses.map(({ isMuted }) => isMuted)).toEqual([true, false]);
    expect(call.recording.changes).toEqual([]);
  });
});
