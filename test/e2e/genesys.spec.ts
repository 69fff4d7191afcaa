// Genesys Web Services in a real browser, beside the agent's desktop: one cookie jar, one session, and the vendor's
// own kind of CometD client holding its long poll in a tab.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LabBrowser } from '../lab/browser.ts';
import { agentName, startGenesys, type FakeGenesys } from '../lab/recorders/genesys.ts';
import { agentExtension, askWorker } from '../lab/settings.ts';
import { expect, expectStatus, test as base } from './fixtures.ts';

const test = base.extend<{ gws: FakeGenesys; desktop: Page }>({
  gws: async ({ phone }, use) => {
    const gws = await startGenesys({ phone });
    await use(gws);
    await gws.stop();
  },
  desktop: async ({ desk, gws }, use) => {
    const desktop = await openDesktop(desk, gws);
    await use(desktop);
    await desktop.close();
  },
});

test.use({ settings: null });

const require = createRequire(import.meta.url);
const libraryDir = dirname(require.resolve('cometd'));

/** A page of the server's own that signs in and listens, as Workspace Web Edition does, with the `cometd` library. */
async function openDesktop({ context }: LabBrowser, { url, knobs }: FakeGenesys): Promise<Page> {
  const desktop = await context.newPage();
  await desktop.route(`${url}/ui/**`, route => {
    const { pathname } = new URL(route.request().url());
    if (!pathname.endsWith('.js'))
      return route.fulfill({ contentType: 'text/html', body: '<title>Desktop</title>' });
    const file = pathname.replace('/ui/', '');
    return route.fulfill({
      contentType: 'text/javascript',
      body: readFileSync(join(libraryDir, file), 'utf8'),
    });
  });
  await desktop.goto(`${url}/ui/index.html`);
  const basic = Buffer.from(`${agentName}:${knobs.agents[agentName]?.password ?? ''}`).toString('base64');
  await desktop.evaluate(`(async () => {
    const { CometD } = await import('/ui/cometd.js');
    const answer = await fetch('/api/v2/me', { method: 'GET', headers: { authorization: 'Basic ${basic}' } });
    const comet = new CometD();
    globalThis.heard = [];
    globalThis.troubles = [];
    comet.websocketEnabled = false;
    comet.configure({
      url: location.origin + '/api/v2/notifications',
      requestHeaders: { 'X-CSRF-TOKEN': answer.headers.get('x-csrf-token') },
    });
    comet.addListener('/meta/connect', ({ successful, advice, error }) => {
      if (!successful || advice?.['multiple-clients']) troubles.push(JSON.stringify({ successful, advice, error }));
    });
    comet.addListener('/meta/handshake', () => troubles.push('shook hands'));
    await new Promise(resolve => comet.handshake(() => comet.subscribe('/v2/me/*', ({ data }) => heard.push(data), resolve)));
  })()`);
  return desktop;
}

async function configure(desk: LabBrowser, settings: object): Promise<void> {
  const answer = await askWorker<{ problems: unknown[] }>(desk, {
    type: 'saveSettings',
    settings: {
      version: 1,
      recorders: [{ id: 'gws', type: 'genesys', isRequired: true, settings }],
      sites: ['http://crm.localhost/*'],
      timings: { lingerMs: 300 },
    },
    secrets: {},
  });
  expect(answer).toEqual({ problems: [] });
}

for (const confirmBy of ['read', 'events'])
  test(`pauses by the desktop’s session, verified by ${confirmBy}, and leaves the desktop alone`, async ({
    desk,
    desktop,
    gws,
    page,
    site,
    phone,
    cardhush,
  }) => {
    const call = phone.startCall(agentExtension);
    await configure(desk, { baseUrl: gws.url, confirmBy });
    await page.goto(`${site.crm}/checkout.html`);
    const cookies = await desk.context.cookies(gws.url);
    gws.knobs.backEndMs = 150;
    gws.requests.length = 0;
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
    expect(await cardhush.view()).toMatchObject({ evidence: 'verified' });
    await page.locator('#email').click();
    await expect.poll(() => call.recording.isPaused).toBe(false);
    await expectStatus(cardhush, 'ready');

    // The desktop has heard of both, kept its client and its long poll, and is still signed in.
    await expect.poll(() => desktop.evaluate('heard.length')).toBe(2);
    expect(await desktop.evaluate('troubles')).toEqual(['shook hands']);
    expect(await desk.context.cookies(gws.url)).toEqual(cookies);
    const [session, ...others] = gws.sessions.all();
    expect(others).toEqual([]);
    await expect.poll(() => gws.events.clientsOf(session?.id ?? '')).toBe(1);
    const operations = gws.requests.flatMap(({ params }) => params['operationName'] ?? []);
    expect(operations).toEqual(['PauseCallRecording', 'ResumeCallRecording']);
    expect(gws.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
  });

test('sends the Origin that the server wants, and only for our own requests', async ({
  desk,
  desktop,
  gws,
  page,
  site,
}) => {
  await configure(desk, { baseUrl: gws.url });
  const entry = { id: 'gws', type: 'genesys', isRequired: true, settings: { baseUrl: gws.url } };
  const { steps } = await askWorker<{ steps: unknown[] }>(desk, { type: 'testRecorder', entry, secrets: {} });
  expect(steps).toEqual([
    { label: 'check_signIn', isOk: true, found: [['check_signedInAs', agentName]], detail: '' },
    { label: 'check_findCalls', isOk: true, found: [['check_noCallNow']], detail: '' },
  ]);
  gws.requests.length = 0;
  // Without the header that newer browsers honour, the rule alone.
  const post = `fetch('${gws.url}/api/v2/nothing', { method: 'POST', credentials: 'include', body: '{}' })`;
  await desk.worker.evaluate(`${post}.then(() => true)`);
  await page.goto(`${site.crm}/fixtures/no-card.html`);
  await page.evaluate(`${post}.catch(() => true).then(() => true)`);
  await desktop.evaluate(`${post}.then(() => true)`);
  const origins = gws.requests
    .filter(({ path }) => path.endsWith('/nothing'))
    .map(({ headers }) => headers.origin);
  expect(origins).toEqual([gws.url, site.crm, gws.url]);
});
