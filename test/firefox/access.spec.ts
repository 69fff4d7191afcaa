// Host permissions: in Firefox people give them and can take them away again, whatever the manifest says.
import { expect, test } from 'vitest';
import { closedSite, describeDesk, expectPaused, expectResumed, readButton } from './desk.ts';

const settings = { timings: { lingerMs: 600 } };

describeDesk('the store package', { build: 'firefox', settings }, desk => {
  test('says before a card is taken that it was let into nothing, and one press each cures it', async () => {
    const { firefox, page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    await expect.poll(() => readButton(desk), { timeout: 5_000 }).toEqual(closedSite);

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
    await expect.poll(() => readButton(desk), { timeout: 5_000 }).toEqual(closedSite);
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
