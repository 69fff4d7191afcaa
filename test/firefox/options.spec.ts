// Setting up by hand in the options page, as somebody who has just installed it.
import type { Page } from 'puppeteer-core';
import { test } from 'vitest';
import { agentExtension } from '../lab/settings.ts';
import { describeDesk, expectPaused, expectResumed } from './desk.ts';

/** The control that a label names. */
const labelled = (name: string) => `::-p-xpath(//*[@id=//label[normalize-space()="${name}"]/@for])`;

async function fill(page: Page, label: string, value: string): Promise<void> {
  await page.locator(labelled(label)).fill(value);
}

async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-xpath(//button[normalize-space()="${name}"])`).click();
}

describeDesk('options', { build: 'firefox-managed', settings: null }, desk => {
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
});
