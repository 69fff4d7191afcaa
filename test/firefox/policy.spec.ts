// The administrator's policy, as a real file where a real Firefox looks for it: installs us, sets us up, and survives.
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchFirefox } from '../lab/firefox.ts';
import { whyNoFirefoxPolicy, writeFirefoxPolicy } from '../lab/firefox-policy.ts';
import { agentExtension } from '../lab/settings.ts';
import { packXpi } from '../lab/xpi.ts';
import {
  describeDesk,
  eventsOf,
  expectPaused,
  expectResumed,
  expectStatus,
  toExtensionDir,
  type Desk,
} from './desk.ts';

const id = 'cardhush@cardhush.example';
const whyNot = whyNoFirefoxPolicy();
const extensionDir = toExtensionDir('firefox-managed');

type Answer = { policy: { isManaged: boolean; locked: string[]; problems: unknown[] } };

/** All by policy: nobody saves a setting or answers a question. */
function toPolicies({ voicenter }: Desk, installUrl: string): Record<string, unknown> {
  const settings = { baseUrl: voicenter.url, extension: agentExtension };
  return {
    ExtensionSettings: {
      [id]: { installation_mode: 'force_installed', install_url: installUrl, default_area: 'navbar' },
    },
    '3rdparty': {
      Extensions: {
        [id]: {
          sets: ['recorders', 'sites', 'timings', 'skipFirstRun'],
          recorders: [{ id: 'voicenter', type: 'voicenter', settings }],
          sites: ['http://crm.localhost/*', 'http://pay.localhost/*'],
          timings: { lingerMs: 600 },
          skipFirstRun: true,
        },
      },
    },
  };
}

const nextVersion = '99.0';

const versionOf = ({ firefox }: Desk) => firefox.inBrowser<string>('return extension.version');

/** As the browser's own look for updates would. */
async function install({ firefox }: Desk, xpi: string): Promise<void> {
  await firefox.inBrowser(`
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    const { FileUtils } = ChromeUtils.importESModule('resource://gre/modules/FileUtils.sys.mjs');
    const install = await AddonManager.getInstallForFile(new FileUtils.File(${JSON.stringify(xpi)}));
    // Waits for as long as the extension does.
    void install.install().catch(() => undefined);
  `);
}

describeDesk('by policy', { build: 'firefox-managed', settings: null, starts: false }, desk => {
  const workDir = mkdtempSync(join(tmpdir(), 'cardhush-firefox-policy-'));
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-xpinstall' });
    response.end(readFileSync(join(workDir, 'cardhush.xpi')));
  });
  let file: { remove(): void } | undefined;

  beforeAll(async () => {
    if (whyNot !== null) return;
    packXpi(extensionDir, join(workDir, 'cardhush.xpi'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    file = writeFirefoxPolicy(toPolicies(desk, `http://127.0.0.1:${port}/cardhush.xpi`));
  });
  afterAll(() => {
    file?.remove();
    server.closeAllConnections();
    server.close();
    rmSync(workDir, { recursive: true, force: true, maxRetries: 5 });
  });

  /** The same as a newer version. */
  function packNext(): string {
    const dir = join(workDir, 'next');
    cpSync(extensionDir, dir, { recursive: true });
    const path = join(dir, 'manifest.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), version: nextVersion }));
    packXpi(dir, join(workDir, 'next.xpi'));
    return join(workDir, 'next.xpi');
  }

  test.skipIf(whyNot !== null)(
    whyNot === null
      ? 'installed and set up by policy; an update waits for the end of a pause; killed in one, the next start resumes'
      : `SKIPPED: ${whyNot}`,
    async () => {
      const { call, site } = desk;
      const profileDir = join(workDir, 'profile');
      const launch = () => launchFirefox({ extensionDir, profileDir, installs: false });
      desk.firefox = await launch();
      try {
        const { policy } = await desk.firefox.ask<Answer>({ type: 'getSettings' });
        expect(policy).toMatchObject({ isManaged: true, problems: [] });
        expect(policy.locked).toEqual(expect.arrayContaining(['recorders', 'sites']));
        expect(await desk.firefox.inBrowser('return extension.temporarilyInstalled')).toBe(false);
        const page = await desk.firefox.newPage();
        await page.goto(`${site.crm}/checkout.html`);
        await page.click('#number');
        await expectPaused(desk);
        await expectStatus(desk, 'paused');

        await install(desk, packNext());
        await wait(1_500);
        expect(await versionOf(desk)).not.toBe(nextVersion);
        expect(call.recording.changes).toHaveLength(1);
        await page.click('#email');
        await expectResumed(desk);
        await expect.poll(() => versionOf(desk)).toBe(nextVersion);
        await wait(1_000);

        await page.bringToFront();
        await page.click('#number');
        await expectPaused(desk);
        await wait(500);
        await desk.firefox.crash();
        expect(call.recording.isPaused).toBe(true);
        desk.firefox = await launch();
        await expectResumed(desk, 10_000);
        const events = await eventsOf(desk);
        expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['recovered', 'resumed']));
      } finally {
        await desk.firefox.close();
      }
    },
    60_000,
  );
});
