// The watch on free text: not there as installed; where it is switched on, it says that there is a card number and
// nothing else.
import type { Page } from '@playwright/test';
import type { LabBrowser } from '../lab/browser.ts';
import { expect, expectStatus, muteStates, test } from './fixtures.ts';

const number = '4929 1234 5678 1236';
const timings = { lingerMs: 300 };
const registered = (desk: LabBrowser) =>
  desk.worker.evaluate<string[]>(
    'chrome.scripting.getRegisteredContentScripts().then(scripts => scripts.flatMap(({ js }) => js))',
  );
const path = '/fixtures/free-text.html';

test.describe('as installed', () => {
  test.use({ settings: { timings } });

  test('nothing reads what is typed: the script is registered nowhere, and a card number in a note pauses nothing', async ({
    page,
    site,
    desk,
    voicenter,
    call,
  }) => {
    expect(await registered(desk)).toEqual(['src/content/index.js']);
    await page.goto(site.crm + path);
    await page.locator('#note').pressSequentially(number);
    await page.waitForTimeout(500);
    expect(muteStates(voicenter)).toEqual([]);
    expect(call.recording.isPaused).toBe(false);
  });
});

test.describe('switched on', () => {
  test.use({ settings: { timings, more: { watchesText: true, kinds: [] } } });

  async function typeInto(page: Page, selector: string, text = number): Promise<void> {
    await page.locator(selector).click();
    await page.keyboard.type(text, { delay: 2 });
  }

  test('a card number in a note pauses and warns, and taking it out again resumes', async ({
    page,
    site,
    call,
    cardhush,
  }) => {
    await page.goto(site.crm + path);
    await typeInto(
      page,
      '#note',
      `Call back on +1 415 555 2671 about order 2026112012345678. Reads out: ${number}`,
    );
    await expect.poll(() => call.recording.isPaused).toBe(true);
    const { warning, holds } = await cardhush.view();
    expect(warning).toBe('cardInText');
    expect(holds).toMatchObject([{ kind: 'card-number', reasons: ['value:card-number'] }]);
    expect((await cardhush.badge()).title).toContain('not for cards');
    for (let count = 0; count < 9; count += 1) await page.keyboard.press('Backspace');
    await expect.poll(() => call.recording.isPaused).toBe(false);
    // The same field again, with the number that is in it.
    await page.keyboard.type(number.slice(-9));
    await expect.poll(() => call.recording.isPaused).toBe(true);
    await page.locator('#search').click();
    await expect.poll(() => call.recording.isPaused).toBe(false);
    await page.locator('#note').click();
    await expect.poll(() => call.recording.isPaused).toBe(true);
  });

  test('so does one in a search box, in a rich text, and in a closed shadow root', async ({
    page,
    site,
    call,
    cardhush,
  }) => {
    await page.goto(site.crm + path);
    for (const field of ['#search', '#rich', 'note-box']) {
      await typeInto(page, field);
      await expect.poll(() => call.recording.isPaused).toBe(true);
      await page.locator('#secret').click();
      await expectStatus(cardhush, 'ready');
    }
  });

  test('passwords and card fields are none of its business', async ({ page, site, voicenter, call }) => {
    await page.goto(site.crm + path);
    for (const field of ['#secret', '#card']) await typeInto(page, field);
    await page.waitForTimeout(500);
    // The card field's kind is switched off here, so that only the watch could have paused.
    expect(muteStates(voicenter)).toEqual([]);
    expect(call.recording.isPaused).toBe(false);
  });

  test('no digit of it leaves the page: not in a message, in storage, in events, in logs or in requests', async ({
    page,
    site,
    desk,
    voicenter,
    call,
    cardhush,
  }) => {
    const logs: string[] = [];
    desk.worker.on('console', message => logs.push(message.text()));
    await desk.worker.evaluate(`
      globalThis.heard = [];
      const hear = what => { globalThis.heard.push(JSON.stringify(what)); };
      chrome.runtime.onMessage.addListener(message => { hear(message); });
      chrome.runtime.onConnect.addListener(port => { port.onMessage.addListener(message => hear([port.name, message])); });
    `);
    await page.goto(site.crm + path);
    for (const field of ['#note', '#rich', 'note-box']) {
      await typeInto(page, field);
      await expect.poll(() => call.recording.isPaused).toBe(true);
      await page.locator('#secret').click();
      await expect.poll(() => call.recording.isPaused).toBe(false);
    }
    const heard = await desk.worker.evaluate<string[]>('globalThis.heard');
    expect(heard.filter(text => text.includes('value:card-number')).length).toBeGreaterThanOrEqual(3);
    const stored = await desk.worker.evaluate<string>(
      `Promise.all(['local', 'session', 'sync'].map(area => chrome.storage[area].get(null))).then(JSON.stringify)`,
    );
    const events = JSON.stringify(await cardhush.events());
    for (const text of [...heard, stored, events, JSON.stringify(voicenter.requests), logs.join('\n')])
      for (const part of ['4929', '49291234', '5678 1236', '56781236']) expect(text).not.toContain(part);
    // One bit, whatever was typed: everything that was said of it is the same but for its number and time.
    const said = heard.filter(text => text.includes('value:')).map(text => text.replaceAll(/\d+/g, 'n'));
    expect(new Set(said).size).toBe(1);
  });

  test('switched off, it reads nothing any more in pages that are open', async ({
    page,
    site,
    desk,
    voicenter,
    call,
    cardhush,
  }) => {
    await page.goto(site.crm + path);
    await typeInto(page, '#note');
    await expect.poll(() => call.recording.isPaused).toBe(true);
    const { settings } = await cardhush.ask<{ settings: object }>({ type: 'getSettings' });
    await cardhush.ask({ type: 'saveSettings', settings: { ...settings, watchesText: false }, secrets: {} });
    await expect.poll(() => call.recording.isPaused).toBe(false);
    const before = muteStates(voicenter).length;
    await typeInto(page, '#search');
    await page.waitForTimeout(500);
    expect(muteStates(voicenter)).toHaveLength(before);
    expect(await registered(desk)).not.toContain('src/value-watch/index.js');
  });
});
