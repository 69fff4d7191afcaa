// A desk without any secret of the vendor's: the extension, a real nginx as gateway, and the recorder behind it.
import { gatewayAgents, gatewaySecrets, startGateway } from '../lab/gateway.ts';
import { getNginx, type Nginx } from '../lab/nginx.ts';
import { agentExtension } from '../lab/settings.ts';
import { expect, expectStatus, muteStates, test as base } from './fixtures.ts';

const test = base.extend<{ gateway: Nginx | null }>({
  gateway: async ({ desk, voicenter }, use) => {
    const packages = await getNginx();
    test.skip('missing' in packages, `SKIPPED: ${'missing' in packages ? packages.missing : ''}`);
    if ('missing' in packages) return;
    voicenter.knobs.accountCode = gatewaySecrets.voicenter;
    const gateway = await startGateway({
      root: packages.root,
      vendors: { voicenter: voicenter.url },
      origin: `chrome-extension://${desk.extensionId}`,
    });
    await use(gateway);
    await gateway.stop();
  },
});
test.use({ settings: null });

/** As an administrator sets it up: the gateway's addresses, and who the agent is. */
function toSettings({ port }: Nginx, token: string): object {
  const url = `http://127.0.0.1:${port}/voicenter`;
  return {
    type: 'saveSettings',
    settings: {
      version: 1,
      recorders: [
        {
          id: 'voicenter',
          type: 'voicenter',
          isRequired: true,
          settings: {
            baseUrl: url,
            extension: agentExtension,
            activeCallsUrl: `${url}/comet/API/GetExtensionsCalls`,
          },
        },
      ],
      sites: ['http://crm.localhost/*'],
      timings: { lingerMs: 300 },
    },
    secrets: { voicenter: { gatewayToken: token } },
  };
}

test('pauses, reads back and resumes through the gateway, which alone has the account code', async ({
  desk,
  page,
  site,
  call,
  voicenter,
  cardhush,
  gateway,
}) => {
  if (gateway === null) return;
  expect(await cardhush.ask(toSettings(gateway, gatewayAgents.voicenter.token))).toEqual({ problems: [] });
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  // Read back with the account code, which no desk has.
  await expect.poll(async () => (await cardhush.view()).evidence, { timeout: 15_000 }).toBe('verified');
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready');
  expect(call.recording.isPaused).toBe(false);
  expect(muteStates(voicenter)).toEqual(['1', '0']);
  expect(JSON.stringify(voicenter.requests.map(({ headers }) => headers))).not.toContain(
    gatewayAgents.voicenter.token,
  );
  const stored = await desk.worker.evaluate<string>('chrome.storage.local.get().then(JSON.stringify)');
  expect(stored).not.toContain(gatewaySecrets.voicenter);
  expect(gateway.logs()).toMatch(/agent=agent-7 call=voicenter-mute POST 200/);
  expect(gateway.logs()).not.toContain(agentExtension);
});

test('a desk that the gateway does not know is an alarm, never a pause', async ({
  page,
  site,
  call,
  voicenter,
  cardhush,
  gateway,
}) => {
  if (gateway === null) return;
  await cardhush.ask(toSettings(gateway, 'a-token-of-nobody'));
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'stillRecording');
  expect((await cardhush.view()).recorders[0]?.failure?.code).toBe('unauthorized');
  expect(call.recording.isPaused).toBe(false);
  expect(voicenter.requests).toEqual([]);
});
