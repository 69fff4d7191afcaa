// The options page as an administrator uses it, and the store package that has to ask for its sites.
import type { Page } from '@playwright/test';
import { startDisplay, type Display } from '../lab/display.ts';
import { chooseRecorder } from '../lab/options.ts';
import { agentExtension } from '../lab/settings.ts';
import { expect, expectStatus, test } from './fixtures.ts';

/** Fills in Voicenter's form, up to but without "Save". */
async function fillIn(options: Page, url: string, extension = agentExtension): Promise<void> {
  await chooseRecorder(options, 'Voicenter');
  await options.getByLabel('Monitor host').fill(url);
  await options.getByLabel('Extension (SIP id)').fill(extension);
}

async function addSite(options: Page, site: string): Promise<void> {
  await options.getByLabel('Add a site').fill(site);
  await options.getByRole('button', { name: 'Add', exact: true }).click();
}

test.describe('the managed package', () => {
  test.use({ settings: null });

  test('a recorder set up by hand pauses', async ({ desk, page, site, call, voicenter, cardhush }) => {
    const options = await desk.openExtensionPage('src/options/index.html');
    await fillIn(options, voicenter.url);
    await options.getByRole('button', { name: 'Test connection' }).click();
    await expect(options.getByText('Voicenter answers, and lets this network in.')).toBeVisible();
    expect(call.recording.changes).toEqual([]);
    await addSite(options, `${site.crm}/checkout.html?customer=7`);
    await options.getByRole('button', { name: 'Save' }).click();
    await expect(options.getByText('Saved.', { exact: true })).toBeVisible();
    await options.close();
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
  });

  test('a page that was open before its site was watched is protected without a reload', async ({
    page,
    site,
    call,
    voicenter,
    desk,
    cardhush,
  }) => {
    await page.goto(`${site.crm}/checkout.html`);
    const options = await desk.openExtensionPage('src/options/index.html');
    await fillIn(options, voicenter.url);
    await addSite(options, site.crm);
    await options.getByRole('button', { name: 'Save' }).click();
    await expect(options.getByText('Saved.', { exact: true })).toBeVisible();
    await options.close();
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
  });

  test('bad values get a sentence at the field, and nothing is saved', async ({ desk, cardhush }) => {
    const before = await cardhush.ask({ type: 'getSettings' });
    const options = await desk.openExtensionPage('src/options/index.html');
    await fillIn(options, 'http://example.com', 'has a space');
    await options.getByLabel('Stay paused after the field is left').fill('900');
    await options.getByRole('button', { name: 'Save' }).click();
    for (const label of ['Monitor host', 'Extension (SIP id)', 'Stay paused after the field is left']) {
      const field = options.getByLabel(label);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveAccessibleDescription(/\S/);
    }
    expect(await cardhush.ask({ type: 'getSettings' })).toEqual(before);
  });
});

test.describe('the store package', () => {
  let display: Display | null = null;
  const usualDisplay = process.env['DISPLAY'];
  test.beforeAll(async () => {
    display = await startDisplay();
    if (display !== null) process.env['DISPLAY'] = display.name;
  });
  test.afterAll(() => {
    display?.stop();
    process.env['DISPLAY'] = usualDisplay;
  });
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  test.use({ build: 'chrome', settings: null, isHeadless: async ({}, use) => use(display === null) });

  test('asks for exactly the site and the recorder, and protects once they are granted', async ({
    desk,
    page,
    site,
    call,
    voicenter,
    cardhush,
  }) => {
    test.skip(
      display === null,
      'SKIPPED: Xvfb and xdotool are missing (Debian: apt-get install xvfb xdotool)',
    );
    const options = await desk.openExtensionPage('src/options/index.html');
    await fillIn(options, voicenter.url);
    await addSite(options, site.crm);
    await options.getByRole('button', { name: 'Save' }).click();
    const granted = () =>
      options
        .evaluate<string[]>(`chrome.permissions.getAll().then(({ origins }) => origins)`)
        .then(origins => origins.toSorted());
    // The browser's own question, answered by real keys.
    await expect
      .poll(
        async () => {
          display?.press('Tab', 'Return');
          return (await granted()).length;
        },
        { intervals: [700], timeout: 30_000 },
      )
      .toBeGreaterThan(0);
    expect(await granted()).toEqual(['http://127.0.0.1/*', 'http://crm.localhost/*']);
    await expect(options.getByText('Saved.', { exact: true })).toBeVisible();
    await page.bringToFront();
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
  });
});
