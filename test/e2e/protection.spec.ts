// The smoke alarm in a real browser: what is wrong is said before a card is taken, and one press cures it.
import type { Page } from '@playwright/test';
import { startDisplay, type Display } from '../lab/display.ts';
import { readBanner } from './banner.ts';
import { expect, expectStatus, test, type CardHush } from './fixtures.ts';
import type { LabBrowser } from '../lab/browser.ts';
import type { ProtectionProblem } from '../../src/protection/problems.ts';

/** Longer than it takes until a page's recorders are asked. */
const askedWithinMs = 15_000;

/** The toolbar button of the tab in front. */
async function readButton(desk: LabBrowser): Promise<{ text: string; title: string }> {
  return await desk.worker
    .evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(async ([tab]) => ({
    text: await chrome.action.getBadgeText({ tabId: tab.id }),
    title: await chrome.action.getTitle({ tabId: tab.id }),
  }))`);
}

async function findProblems(cardhush: CardHush, page: Page): Promise<ProtectionProblem['code'][]> {
  const tabId = await toTabId(cardhush, page);
  const { problems } = await cardhush.ask<{ problems: ProtectionProblem[] }>({
    type: 'getProtection',
    tabId,
  });
  return problems.map(({ code }) => code);
}

async function toTabId(cardhush: CardHush, page: Page): Promise<number> {
  const tabs = await cardhush.evaluate<{ id: number; url?: string }[]>('chrome.tabs.query({})');
  const id = tabs.find(({ url }) => url === page.url())?.id;
  if (id === undefined) throw new Error(`no tab shows ${page.url()}`);
  return id;
}

test('a healthy page is not accused of anything, and the recorder is asked once', async ({
  page,
  site,
  desk,
  voicenter,
  cardhush,
}) => {
  await page.goto(site.crm);
  await page.bringToFront();
  await expect.poll(() => voicenter.requests.length, { timeout: askedWithinMs }).toBeGreaterThan(0);
  await page.waitForTimeout(500);
  expect(await findProblems(cardhush, page)).toEqual([]);
  expect((await readButton(desk)).text).toBe('');
  const asked = voicenter.requests.length;
  for (let count = 0; count < 3; count += 1) await page.reload();
  await page.waitForTimeout(8_000);
  expect(voicenter.requests).toHaveLength(asked);
  expect(await readBanner(page)).toBe('');
});

test('a recorder that cannot be reached: badge, banner and popup say so before a card is taken, and a press cures it', async ({
  page,
  site,
  desk,
  call,
  voicenter,
  cardhush,
}) => {
  voicenter.knobs.dropBeforeActing = true;
  await page.goto(`${site.crm}/checkout.html`);
  await page.bringToFront();
  await expect
    .poll(() => readButton(desk), { timeout: askedWithinMs })
    .toEqual({ text: '!', title: 'Not protected here: The recorder cannot be reached.' });
  await expect.poll(() => readBanner(page)).toMatch(/^Not protected here\s+The recorder cannot be reached/);
  expect(await findProblems(cardhush, page)).toEqual(['recorderUnreachable']);
  const popup = await desk.openPopup();
  await expect.poll(() => popup.text()).toContain('Voicenter cannot be reached');
  expect(await popup.evaluate(`document.querySelector('h1').textContent`)).toBe('Not protected here');
  voicenter.knobs.dropBeforeActing = false;
  await popup.click('.protection button');
  await expect.poll(() => popup.evaluate(`document.querySelector('h1').textContent`)).toBe('Ready');
  await popup.close();
  await expect.poll(async () => (await readButton(desk)).text).toBe('');
  await expect.poll(() => readBanner(page)).toBe('');
  expect(call.recording.changes).toEqual([]);
});

test('what a real request finds counts at once, and so does its success', async ({
  page,
  site,
  desk,
  voicenter,
  cardhush,
}) => {
  // The network is not on the account's list: nothing has been done for certain.
  voicenter.knobs.isAddressListed = false;
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'stillRecording');
  // What happens to the recording matters more than what might.
  expect((await readButton(desk)).title).toContain('Still recording');
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 10_000);
  await expect.poll(async () => (await readButton(desk)).text).toBe('!');
  voicenter.knobs.isAddressListed = true;
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused', 10_000);
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 10_000);
  await expect.poll(async () => (await readButton(desk)).text).toBe('');
});

test('the alarm survives the worker, and never stands in the way of what the recording does', async ({
  page,
  site,
  desk,
  voicenter,
  cardhush,
}) => {
  voicenter.knobs.accountCode = 'ANOTHERCODE7777';
  voicenter.knobs.wrongCode = 'error';
  await page.goto(`${site.crm}/checkout.html`);
  await page.bringToFront();
  await expect.poll(async () => (await readButton(desk)).text, { timeout: askedWithinMs }).toBe('!');
  expect(await findProblems(cardhush, page)).toEqual(['signedOut']);
  await desk.killWorker();
  await desk.wakeWorker();
  expect((await readButton(desk)).text).toBe('!');
  await page.locator('#number').click();
  // Voicenter pauses without the code; only its state cannot be read back.
  await expectStatus(cardhush, 'paused');
  await expect.poll(async () => (await readButton(desk)).title).toContain('Recording paused');
  await expect
    .poll(
      async () =>
        (await cardhush.events()).map(note => ('command' in note ? `${note.type} ${note.command}` : '')),
      {
        timeout: 12_000,
      },
    )
    .toContain('failed read');
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 10_000);
  // A pause and a resume that went well say nothing about the code.
  await expect.poll(async () => (await readButton(desk)).title).toContain('does not accept');
});

test('wrong credentials are cured in the settings', async ({ page, site, desk, voicenter }) => {
  voicenter.knobs.accountCode = 'ANOTHERCODE7777';
  voicenter.knobs.wrongCode = 'error';
  await page.goto(`${site.crm}/checkout.html`);
  await page.bringToFront();
  await expect
    .poll(async () => (await readButton(desk)).title, { timeout: askedWithinMs })
    .toContain('does not accept CardHush’s sign-in');
  const popup = await desk.openPopup();
  await expect.poll(() => popup.text()).toContain('Voicenter does not accept');
  const opened = desk.context.waitForEvent('page');
  // The press closes the popup.
  await popup.click('.protection button').catch(() => undefined);
  expect((await opened).url()).toContain('src/options/index.html');
});

test('a page whose script is gone gets a new one, without a reload', async ({
  page,
  site,
  desk,
  call,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 10_000);
  // Loaded anew as an update does it: what runs in the page is an orphan from now on.
  const started = desk.context.waitForEvent('serviceworker');
  await desk.worker.evaluate('chrome.runtime.reload()').catch(() => undefined);
  const worker = await started;
  await expect
    .poll(() =>
      worker.evaluate(`chrome.scripting.getRegisteredContentScripts().then(({ length }) => length)`),
    )
    .toBeGreaterThan(0);
  await expect
    .poll(
      async () => {
        await page.locator('#email').click();
        await page.locator('#number').click();
        await page.waitForTimeout(300);
        return call.recording.isPaused;
      },
      { timeout: 15_000 },
    )
    .toBe(true);
});

test('a page that was opened while nobody watched it is reached when it comes to the front', async ({
  page,
  site,
  desk,
  call,
  cardhush,
}) => {
  // As after a start in which nothing was injected: registered for later pages, and nobody in this one.
  await cardhush.evaluate(`chrome.scripting.unregisterContentScripts()`);
  await page.goto(`${site.crm}/checkout.html`);
  const other = await desk.context.newPage();
  await other.bringToFront();
  await page.bringToFront();
  await expect.poll(() => findProblems(cardhush, page)).toEqual([]);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  expect(call.recording.isPaused).toBe(true);
});

test.describe('a payment frame that is not watched', () => {
  test.use({ settings: { sites: ['http://crm.localhost/*'] } });

  test('pauses while it has the focus, which the page around it can see, and nothing of what is inside', async ({
    page,
    site,
    call,
    cardhush,
  }) => {
    await page.goto(site.crm);
    // As the payment providers' own frames are, for whoever cannot see them.
    await page.locator('#card-frame').evaluate(frame => frame.setAttribute('title', 'Card number'));
    await page.frameLocator('#card-frame').locator('input').first().click();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
    expect((await cardhush.view()).holds).toMatchObject([{ origin: 'field', site: site.crm }]);
    await page.locator('h1').click();
    await expectStatus(cardhush, 'ready');
    expect(call.recording.isPaused).toBe(false);
  });

  test('is an alarm, named by its host, until one press watches it', async ({
    page,
    site,
    desk,
    call,
    cardhush,
  }) => {
    await page.goto(site.crm);
    await page.bringToFront();
    await expect.poll(async () => (await readButton(desk)).title).toContain('not let into a payment frame');
    await expect
      .poll(() => readBanner(page))
      .toMatch(/^Not protected here\s+CardHush is not let into a payment/);
    const popup = await desk.openPopup();
    await expect.poll(() => popup.text()).toContain('pay.localhost');
    await popup.click('.protection button');
    await expect.poll(() => findProblems(cardhush, page)).toEqual([]);
    await popup.close();
    await expect.poll(async () => (await readButton(desk)).text).toBe('');
    // And not only in words: the frame has a script of its own now.
    const number = page.frameLocator('#card-frame').locator('input').first();
    await number.click();
    await expectStatus(cardhush, 'paused');
    expect((await cardhush.view()).holds.map(({ site: origin }) => origin)).toContain(site.pay);
    expect(call.recording.isPaused).toBe(true);
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
  test.use({
    build: 'chrome',
    settings: { sites: ['http://crm.localhost/*'] },
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
    isHeadless: async ({}, use) => use(display === null),
  });

  /** Answers the browser's own question with real keys, until it has been asked and answered. */
  async function allow(options: Page, patterns: string[]): Promise<void> {
    const granted = () =>
      options.evaluate<boolean>(`chrome.permissions.contains({ origins: ${JSON.stringify(patterns)} })`);
    await expect
      .poll(
        async () => {
          display?.press('Tab', 'Return');
          return await granted();
        },
        { intervals: [700], timeout: 15_000 },
      )
      .toBe(true);
  }

  test('without a permission: first the site, then the frame of the payment provider', async ({
    page,
    site,
    desk,
    voicenter,
    cardhush,
  }) => {
    test.skip(
      display === null,
      'SKIPPED: Xvfb and xdotool are missing (Debian: apt-get install xvfb xdotool)',
    );
    await page.goto(site.crm);
    await page.bringToFront();
    // Nobody may even look at the address: it might be the watched site, and that is closed.
    await expect
      .poll(async () => (await readButton(desk)).title)
      .toContain('does not let CardHush into a watched site');
    const options = await desk.openExtensionPage('src/options/index.html');
    await options.getByRole('button', { name: /Allow access to crm/ }).click();
    await allow(options, ['http://crm.localhost/*']);
    await options.getByRole('button', { name: 'Allow access', exact: true }).first().click();
    await allow(options, [`${new URL(voicenter.url).protocol}//127.0.0.1/*`]);
    await page.bringToFront();
    await page.reload();
    await expect.poll(async () => (await readButton(desk)).title).toContain('not let into a payment frame');
    expect(await findProblems(cardhush, page)).toEqual(['frameAccess']);
  });
});
