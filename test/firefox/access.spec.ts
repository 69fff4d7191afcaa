// Host permissions: in Firefox people give them and can take them away again, whatever the manifest says.
import { expect, test } from 'vitest';
import { describeDesk, expectPaused, expectResumed, type Desk } from './desk.ts';

const settings = { timings: { lingerMs: 600 } };

/** The toolbar button of the tab in front. */
async function readButton({ firefox }: Desk): Promise<{ text: string; title: string }> {
  return await firefox.evaluate(`browser.tabs.query({ active: true }).then(async ([{ id: tabId }]) => ({
    text: await browser.action.getBadgeText({ tabId }),
    title: await browser.action.getTitle({ tabId }),
  }))`);
}

const alarm = {
  text: '!',
  title:
    'Not protected here: The browser does not let CardHush into a watched site. Open CardHush to allow it.',
};

describeDesk('the store package', { build: 'firefox', settings }, desk => {
  test('says before a card is taken that it was let into nothing, and one press each cures it', async () => {
    const { firefox, page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    await expect.poll(() => readButton(desk), { timeout: 5_000 }).toEqual(alarm);

    const popup = await firefox.openPopup();
    await expect.poll(() => popup.text()).toContain('does not let CardHush reach Voicenter');
    await popup.click('.protection button');
    await firefox.allow();
    await expect
      .poll(() =>
        firefox.evaluate<boolean>(`browser.permissions.contains({ origins: ['http://127.0.0.1/*'] })`),
      )
      .toBe(true);

    // Opening the popup has let us into the page, for as long as it is not left.
    await page.goto(`${site.crm}/checkout.html`);
    await expect.poll(() => readButton(desk), { timeout: 5_000 }).toEqual(alarm);
    const again = await firefox.openPopup();
    await expect.poll(() => again.text()).toContain('has not given CardHush access to crm.localhost');
    await again.click('section[aria-labelledby=site] button');
    await firefox.allow();
    await expect
      .poll(() =>
        firefox.evaluate<boolean>(`browser.permissions.contains({ origins: ['http://crm.localhost/*'] })`),
      )
      .toBe(true);
    await page.goto(`${site.crm}/checkout.html`);
    await page.click('#number');
    await expectPaused(desk);
    await page.click('#email');
    await expectResumed(desk);
    expect((await readButton(desk)).text).not.toBe('!');
  });
});

describeDesk('the managed package', { build: 'firefox-managed', settings }, desk => {
  test('has its hosts from the start; once they are taken away, it says so', async () => {
    const { firefox, page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    await page.click('#number');
    await expectPaused(desk);
    await page.click('#email');
    await expectResumed(desk);
    await firefox.inBrowser(`
      const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
      await ExtensionPermissions.remove(extension.id, { permissions: [], origins: ['http://*/*'] }, extension);
    `);
    await expect.poll(() => readButton(desk), { timeout: 5_000 }).toEqual(alarm);
  });
});
