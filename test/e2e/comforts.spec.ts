// What is shown, heard and asked around a pause: words to the caller, sounds, notifications, a reason for overriding.
import type { Page } from '@playwright/test';
import { startDisplay, type Display } from '../lab/display.ts';
import { findViolations } from './axe.ts';
import { expect, expectStatus, test } from './fixtures.ts';
import type { LabBrowser } from '../lab/browser.ts';

/** What is written in the strip, which stands in a closed root: asked of the browser's own tree. */
async function readStrip(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  return nodes.map(({ name }) => String(name?.value ?? '')).join('\n');
}

/** Turns a comfort on as an agent does, in the settings. */
async function turnOn(desk: LabBrowser, label: string): Promise<Page> {
  const options = await desk.openExtensionPage('src/options/index.html');
  await options.getByLabel(label, { exact: true }).check();
  return options;
}

test.describe('words to the caller', () => {
  test.use({
    settings: {
      timings: { lingerMs: 300 },
      more: { comforts: { wordsPaused: 'Recording is off, card please.' } },
    },
  });

  test('stand in the strip while paused and when recording again, and in the popup', async ({
    page,
    site,
    call,
    desk,
    cardhush,
  }) => {
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    await expect.poll(() => readStrip(page)).toContain('Say: “Recording is off, card please.”');
    const popup = await desk.openPopup();
    await expect.poll(() => popup.text()).toContain('Recording is off, card please.');
    await popup.close();
    await page.bringToFront();
    await page.locator('body').click({ position: { x: 5, y: 5 } });
    await expectStatus(cardhush, 'ready');
    await expect.poll(() => call.recording.isPaused).toBe(false);
    await expect.poll(() => readStrip(page)).toContain('Say: “Thank you. The recording is running again.”');
    await expect.poll(() => readStrip(page), { timeout: 12_000 }).not.toContain('Say:');
  });
});

test.describe('a reason for overriding', () => {
  test.use({ settings: { more: { asksReason: true } } });

  test('is asked in the popup, and the shortcut resumes nothing without one', async ({
    page,
    site,
    call,
    desk,
    cardhush,
  }) => {
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    await desk.pressCommand(page, 'toggle-pause');
    await page.waitForTimeout(600);
    expect(call.recording.isPaused).toBe(true);
    expect((await cardhush.view()).status).toBe('paused');
    const popup = await desk.openExtensionPage('src/popup/index.html');
    await popup.waitForTimeout(800);
    await popup.getByRole('button', { name: 'Resume recording' }).click();
    await expect(popup.getByText('Why resume now?')).toBeFocused();
    expect(await findViolations(popup)).toEqual([]);
    await popup.getByRole('button', { name: 'This is no card field' }).click();
    await expect.poll(() => call.recording.isPaused).toBe(false);
    const notes = await cardhush.events();
    expect(notes.find(({ type }) => type === 'overridden')).toMatchObject({ reason: 'notCard' });
  });
});

test('sounds are off until somebody turns them on, and then follow the recorder', async ({
  desk,
  page,
  site,
  call,
  cardhush,
}) => {
  const options = await turnOn(desk, 'Sounds');
  expect(await findViolations(options)).toEqual([]);
  await options.getByRole('button', { name: 'Save' }).click();
  await expect(options.getByText('Saved.', { exact: true })).toBeVisible();
  await options.close();
  await desk.worker.evaluate(`(() => {
    globalThis.heard = [];
    const make = chrome.offscreen.createDocument.bind(chrome.offscreen);
    chrome.offscreen.createDocument = wanted => { heard.push(wanted.url); return make(wanted); };
  })()`);
  await page.bringToFront();
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  const heard = () => desk.worker.evaluate<string[]>('heard');
  await expect.poll(heard).toEqual(['src/sounds/index.html#paused,0.5']);
  expect(call.recording.isPaused).toBe(true);
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await expect
    .poll(heard, { timeout: 10_000 })
    .toEqual(['src/sounds/index.html#paused,0.5', 'src/sounds/index.html#resumed,0.5']);
  // The page that plays is gone when it has played.
  await expect.poll(() => desk.worker.evaluate<boolean>('chrome.offscreen.hasDocument()')).toBe(false);
});

test.describe('notifications', () => {
  let display: Display | null = null;
  const usualDisplay = process.env['DISPLAY'];
  test.beforeAll(async () => {
    display = await startDisplay();
    if (display !== null) process.env['DISPLAY'] = display.name;
  });
  test.afterAll(() => {
    display?.stop();
    if (usualDisplay === undefined) delete process.env['DISPLAY'];
    else process.env['DISPLAY'] = usualDisplay;
  });
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  test.use({ isHeadless: async ({}, use) => use(display === null) });

  test('tell of a pause that failed, without a word of the call, and go when it is cured', async ({
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
    const options = await turnOn(desk, 'Notifications of the system');
    await expect
      .poll(
        async () => {
          display?.press('Tab', 'Return');
          return await options.evaluate<boolean>(
            `chrome.permissions.contains({ permissions: ['notifications'] })`,
          );
        },
        { intervals: [700], timeout: 15_000 },
      )
      .toBe(true);
    await cardhush.ask({ type: 'getSettings' }).then(async answer => {
      const { settings } = answer as { settings: { comforts: object } };
      const comforts = { ...settings.comforts, notifies: true };
      await cardhush.ask({ type: 'saveSettings', settings: { ...settings, comforts } });
    });
    const shown = () =>
      desk.worker.evaluate<string[]>('chrome.notifications.getAll().then(all => Object.keys(all))');
    voicenter.knobs.hang = true;
    await page.bringToFront();
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'stillRecording', 15_000);
    await expect.poll(shown, { timeout: 8_000 }).toEqual(['stillRecording']);
    expect(call.recording.isPaused).toBe(false);
    voicenter.knobs.hang = false;
    await expectStatus(cardhush, 'paused', 30_000);
    await expect.poll(shown, { timeout: 5_000 }).toEqual([]);
    // It cured itself, and still somebody should know.
    const popup = await desk.openExtensionPage('src/popup/index.html');
    await expect(popup.locator('.past-alarm')).toContainText('could not be paused');
    expect(await findViolations(popup)).toEqual([]);
    await popup.getByRole('button', { name: 'I have seen it' }).click();
    await expect(popup.locator('.past-alarm')).toHaveCount(0);
  });
});
