// A company's own way: the managed package, packed, fetched from an update server because a policy says so, set up by
// policy alone, and still there after the browser has been closed.
import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, type LabBrowser } from '../lab/browser.ts';
import { servePacked, type UpdateServer } from '../lab/packed.ts';
import { Phone } from '../lab/phone.ts';
import { createPolicyFile, whyNoPolicy, type PolicyFile } from '../lab/policy.ts';
import { startVoicenter, type FakeVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension } from '../lab/settings.ts';
import { startSite, type Site } from '../lab/site.ts';

const whyNot = whyNoPolicy();
test.skip(whyNot !== null, `SKIPPED: ${whyNot}`);
test.describe.configure({ timeout: 120_000 });

let dir: string;
let phone: Phone;
let voicenter: FakeVoicenter;
let site: Site;
let server: UpdateServer;
let policyFile: PolicyFile;
let desk: LabBrowser | null = null;

test.beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'cardhush-installation-'));
  phone = new Phone({ recordingsDir: dir });
  [voicenter, site] = await Promise.all([startVoicenter({ phone }), startSite()]);
  server = await servePacked(join(import.meta.dirname, '../../dist/chrome-managed'));
  policyFile = createPolicyFile();
  policyFile.write(toPolicies());
});
test.afterEach(async () => {
  await desk?.close();
  policyFile.remove();
  await Promise.all([server.stop(), voicenter.stop(), site.stop(), phone.stop()]);
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

/** As an administrator writes it: install, pin, and set up. */
function toPolicies(): Record<string, unknown> {
  const { extensionId, url } = server;
  return {
    // Without it, a browser shows nobody the inside of what a policy has installed, tests included.
    DeveloperToolsAvailability: 1,
    ExtensionSettings: {
      [extensionId]: { installation_mode: 'force_installed', update_url: url, toolbar_pin: 'force_pinned' },
    },
    '3rdparty': {
      extensions: {
        [extensionId]: {
          sets: ['recorders', 'sites', 'timings', 'skipFirstRun', 'agent'],
          recorders: [
            { type: 'voicenter', settings: { baseUrl: voicenter.url }, agentFields: ['extension'] },
          ],
          agent: { voicenter: { extension: agentExtension } },
          sites: ['http://crm.localhost/*'],
          timings: { lingerMs: 300 },
          skipFirstRun: true,
        },
      },
    },
  };
}

async function start(): Promise<LabBrowser> {
  desk = await launchBrowser({
    extensionDir: { installedId: server.extensionId },
    headless: true,
    profileDir: join(dir, 'profile'),
  });
  return desk;
}

const ask = async <T>(browser: LabBrowser, message: object): Promise<T> => {
  const page = await browser.openBackgroundPage('manifest.json');
  const answer = await page.evaluate<T>(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
  await page.close();
  return answer;
};
const statusOf = async (browser: LabBrowser) =>
  (await ask<{ view: { status: string } }>(browser, { type: 'getView' })).view.status;

test('installed, set up and restarted by policy: protects before and after, and no agent can switch it off', async () => {
  const first = await start();
  expect(server.downloads).toBe(1);
  // The policy comes some time after the first start; nobody does anything for it.
  await expect.poll(() => statusOf(first), { timeout: 20_000 }).toBe('ready');
  const self = await first.worker.evaluate<object>('chrome.management.getSelf()');
  expect(self).toMatchObject({ installType: 'admin', mayDisable: false, enabled: true });
  // Nobody has to be asked for access: the managed package has it, and policy grants no optional one.
  expect(
    await first.worker.evaluate('chrome.permissions.contains({ origins: ["https://*/*", "http://*/*"] })'),
  ).toBe(true);
  const call = phone.startCall(agentExtension);
  const page = first.context.pages()[0] ?? (await first.context.newPage());
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await page.locator('#email').click();
  await expect.poll(() => call.recording.isPaused).toBe(false);

  await first.close();
  desk = null;
  const second = await start();
  expect(server.downloads).toBe(1);
  expect(await statusOf(second)).toBe('ready');
  const again = second.context.pages()[0] ?? (await second.context.newPage());
  await again.goto(`${site.crm}/checkout.html`);
  await again.locator('#number').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);

  // A crash with a pause owed: the next start settles it before anybody does anything.
  await second.crash();
  desk = null;
  expect(call.recording.isPaused).toBe(true);
  await start();
  await expect.poll(() => call.recording.isPaused, { timeout: 20_000 }).toBe(false);
});

test('sees the hosts that the policy allows and no others, and protects there', async () => {
  const policies = toPolicies();
  const settings = policies['ExtensionSettings'] as Record<string, object>;
  // As in the ready files.
  Object.assign(settings[server.extensionId] ?? {}, {
    runtime_blocked_hosts: ['*://*'],
    runtime_allowed_hosts: ['http://crm.localhost', 'http://127.0.0.1'],
  });
  policyFile.write(policies);
  const first = await start();
  await expect.poll(() => statusOf(first), { timeout: 20_000 }).toBe('ready');
  const call = phone.startCall(agentExtension);
  const page = first.context.pages()[0] ?? (await first.context.newPage());
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await page.locator('#email').click();
  await expect.poll(() => call.recording.isPaused).toBe(false);
  const reach = (url: string) =>
    first.worker.evaluate<string>(
      `fetch(${JSON.stringify(url)}).then(() => 'reached', error => String(error))`,
    );
  expect(await reach(voicenter.url)).toBe('reached');
  expect(await reach(site.pay)).toContain('Failed to fetch');
});

test('a policy that changed while the browser was closed applies at its start', async () => {
  const first = await start();
  await expect.poll(() => statusOf(first), { timeout: 20_000 }).toBe('ready');
  await first.close();
  desk = null;
  const policies = toPolicies();
  const { extensionId } = server;
  const other = structuredClone(policies) as {
    '3rdparty': { extensions: Record<string, { sites: string[] }> };
  };
  const own = other['3rdparty'].extensions[extensionId];
  if (own !== undefined) own.sites = ['http://pay.localhost/*'];
  policyFile.write(other);
  const second = await start();
  const registered = () =>
    second.worker.evaluate<string[]>(
      'chrome.scripting.getRegisteredContentScripts().then(scripts => scripts.flatMap(({ matches }) => matches))',
    );
  await expect.poll(registered).toContain('http://pay.localhost/*');
  expect(await registered()).not.toContain('http://crm.localhost/*');
});
