// The event page, which Firefox stops when it is idle, and what people press.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  closedSite,
  describeDesk,
  expectPaused,
  expectResumed,
  expectStatus,
  muteStates,
  readButton,
  saveSettings,
  viewOf,
} from './desk.ts';

const settings = { timings: { lingerMs: 600 } };

describeDesk('the event page', { build: 'firefox-managed', settings }, desk => {
  test('stopped while paused: the pause stays, the field claims it again, and leaving resumes', async () => {
    const { call, firefox, page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    await page.click('#number');
    await expectPaused(desk);
    await expectStatus(desk, 'paused');
    await firefox.stopBackground();
    await expect.poll(() => firefox.isBackgroundRunning(), { timeout: 5_000 }).toBe(true);
    await wait(1_500);
    expect((await viewOf(desk)).holds).toHaveLength(1);
    expect(call.recording.changes).toHaveLength(1);
    expect(muteStates(desk)).not.toContain('0');
    await page.click('#email');
    await expectResumed(desk);
  });

  test('stopped, a focus starts it and pauses', async () => {
    const { firefox, page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    await firefox.stopBackground();
    await page.click('#number');
    await expectPaused(desk);
  });

  test('idle for longer than Firefox waits: the field that holds keeps it from flapping', async () => {
    const { call, firefox, page, site } = desk;
    await firefox.inBrowser(`Services.prefs.setIntPref('extensions.background.idle.timeout', 1500)`);
    try {
      await page.goto(`${site.crm}/checkout.html`);
      await page.click('#number');
      await expectPaused(desk);
      await wait(6_000);
      expect(call.recording.changes).toHaveLength(1);
      expect(muteStates(desk)).not.toContain('0');
      await page.click('#email');
      await expectResumed(desk);
    } finally {
      await firefox.inBrowser(`Services.prefs.clearUserPref('extensions.background.idle.timeout')`);
    }
  });

  test('the popup, opened by its button, pauses and resumes', async () => {
    const { firefox, page, site } = desk;
    await page.goto(site.crm);
    const popup = await firefox.openPopup();
    await expect.poll(() => popup.text()).toContain('Ready');
    await popup.click('.main-button button');
    await expectPaused(desk);
    await expect.poll(() => popup.text()).toContain('paused');
    // A press that comes right after the button turned into "Resume" was aimed at "Pause", and does not count.
    await wait(800);
    await popup.click('.main-button button');
    await expectResumed(desk);
  });

  test('the keyboard shortcut pauses and resumes, and starts a stopped page', async () => {
    const { firefox, page, site } = desk;
    await page.goto(site.crm);
    await firefox.stopBackground();
    await firefox.pressShortcut('M');
    await expectPaused(desk);
    await firefox.pressShortcut('M');
    await expectResumed(desk);
  });

  test('a recorder that cannot be reached is an alarm, and a notification where those are wanted', async () => {
    const { firefox, page, site, voicenter } = desk;
    await saveSettings(desk, { ...settings, more: { comforts: { notifies: true, playsSounds: true } } });
    await firefox.inBrowser(`
      const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
      await ExtensionPermissions.add(extension.id, { permissions: ['notifications'], origins: [] }, extension);
    `);
    await page.goto(`${site.crm}/checkout.html`);
    voicenter.knobs.dropBeforeActing = true;
    try {
      await page.click('#number');
      await expectStatus(desk, 'stillRecording');
      await expect
        .poll(() => firefox.evaluate<object>('browser.notifications.getAll()'), { timeout: 6_000 })
        .toHaveProperty('stillRecording');
    } finally {
      voicenter.knobs.dropBeforeActing = false;
    }
    await expectPaused(desk, 20_000);
    await page.click('#email');
    await expectResumed(desk);
  });

  test('hosts that a person takes away again are missed at once', async () => {
    const { firefox, page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    const change = (what: 'add' | 'remove') =>
      firefox.inBrowser(`
        const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
        await ExtensionPermissions.${what}(extension.id, { permissions: [], origins: ['http://*/*'] }, extension);
      `);
    await change('remove');
    await expect.poll(() => readButton(desk), { timeout: 5_000 }).toEqual(closedSite);
    await change('add');
    await expect.poll(async () => (await readButton(desk)).text, { timeout: 5_000 }).toBe('');
  });

  test('started anew by hand in mid-pause, it goes on with it in the page that is open, and leaving resumes', async () => {
    const { call, firefox, page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    await page.click('#number');
    await expectPaused(desk);
    await firefox.reload();
    await page.bringToFront();
    await wait(2_500);
    // It has forgotten what held, and resumes what it owes, until the field says that it still has the focus.
    const [, resumed, paused] = call.recording.changes;
    expect((paused?.atMs ?? 0) - (resumed?.atMs ?? 0)).toBeLessThan(2_000);
    expect(call.recording.isPaused).toBe(true);
    await page.click('#email');
    await expectResumed(desk);
    await page.click('#number');
    await expectPaused(desk);
  });
});
