// Our own pages, and the recorders for which Firefox does something in another way.
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { agentName, startGenesys } from '../lab/recorders/genesys.ts';
import { john } from '../lab/recorders/ringcx-knobs.ts';
import { startRingcx } from '../lab/recorders/ringcx.ts';
import { agentExtension } from '../lab/settings.ts';
import { describeDesk, expectPaused, expectResumed, type Desk } from './desk.ts';

type Entry = { id: string; type: string; isRequired: boolean; settings: object };

async function configure({ firefox }: Desk, entry: Entry, secrets: object): Promise<void> {
  const sites = ['http://crm.localhost/*', 'http://pay.localhost/*'];
  const settings = { version: 1, recorders: [entry], sites, timings: { lingerMs: 300 } };
  expect(await firefox.ask({ type: 'saveSettings', settings, secrets })).toEqual({ problems: [] });
}

/** The control that a label names. */
const labelled = (name: string) => `::-p-xpath(//*[@id=//label[normalize-space()="${name}"]/@for])`;

async function fill(page: Page, label: string, value: string): Promise<void> {
  await page.locator(labelled(label)).fill(value);
}

async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-xpath(//button[normalize-space()="${name}"])`).click();
}

describeDesk('our pages', { build: 'firefox-managed', settings: null }, desk => {
  // Before any tab is closed: what runs in it then is ended by Firefox, which says so.
  test.each(['options', 'popup', 'welcome', 'practice', 'verify'])(
    'the %s page opens, says something, and Firefox has nothing to complain of',
    async name => {
      const opened = await desk.firefox.openExtensionPage(`src/${name}/index.html`);
      await opened.waitForFunction(`document.querySelector('h1')?.textContent.length > 0`);
      await opened.close();
      expect(await desk.firefox.complaints()).toEqual([]);
    },
  );

  test('a recorder and a site that are filled in and saved are in force at once, in pages that are open too', async () => {
    const { firefox, page, site, voicenter } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    const options = await firefox.openExtensionPage('src/options/index.html');
    await options.locator(labelled('Voicenter')).click();
    await press(options, 'Add recorder');
    await fill(options, 'Monitor host', voicenter.url);
    await fill(options, 'Extension (SIP id)', agentExtension);
    await press(options, 'Test connection');
    await options.locator('::-p-text(Voicenter answers)').wait();
    await fill(options, 'Add a site', site.crm);
    await press(options, 'Add');
    await press(options, 'Save');
    await options.locator('::-p-text(Saved.)').wait();
    await options.close();
    await page.bringToFront();
    await page.click('#number');
    await expectPaused(desk);
    await page.click('#email');
    await expectResumed(desk);
  });

  test('Genesys gets the Origin that it insists on, in our own requests only', async () => {
    const { firefox, page, phone, site } = desk;
    const gws = await startGenesys({ phone });
    try {
      const settings = { baseUrl: gws.url, account: 'password', userName: agentName };
      const secrets = { gws: { password: gws.knobs.agents[agentName]?.password ?? '' } };
      await configure(desk, { id: 'gws', type: 'genesys', isRequired: true, settings }, secrets);
      await page.goto(`${site.crm}/checkout.html`);
      await page.click('#number');
      await expectPaused(desk);
      await page.click('#email');
      await expectResumed(desk);
      gws.requests.length = 0;
      const post = `fetch('${gws.url}/api/v2/nothing', { method: 'POST', body: '{}' }).catch(() => 0).then(() => 0)`;
      await firefox.evaluate(post);
      await page.evaluate(post);
      const origins = gws.requests
        .filter(({ path }) => path.endsWith('/nothing'))
        .map(({ headers }) => headers.origin);
      expect(origins).toEqual([gws.url, site.crm]);
    } finally {
      await gws.stop();
    }
  });

  test('RingCentral signs in through the browser’s own window, and a focus pauses', async () => {
    const { firefox, page, phone, site } = desk;
    const ringcx = await startRingcx({ phone });
    try {
      const settings = { baseUrl: ringcx.url, authUrl: ringcx.url, clientId: ringcx.knobs.clientId };
      const entry = { id: 'ringcx', type: 'ringcx', isRequired: true, settings };
      await configure(desk, entry, {});
      expect(await firefox.ask({ type: 'signIn', entry, secrets: {} })).toEqual({
        problems: [],
        failure: null,
      });
      const call = phone.startCall(john.extension);
      await page.goto(`${site.crm}/checkout.html`);
      await page.click('#number');
      await expect.poll(() => call.recording.isPaused, { timeout: 5_000 }).toBe(true);
      await page.click('#email');
      await expect.poll(() => call.recording.isPaused, { timeout: 10_000 }).toBe(false);
      phone.endCall(call.id);
    } finally {
      await ringcx.stop();
    }
  });
});
