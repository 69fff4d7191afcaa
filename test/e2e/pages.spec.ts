// Our own pages in a real browser: the popup as an agent uses it, and what WCAG asks of popup and options.
import { findViolations } from './axe.ts';
import { expect, test } from './fixtures.ts';

test('the popup pauses and resumes at the first press, and follows a worker that is stopped', async ({
  desk,
  page,
  site,
  call,
}) => {
  await page.goto(site.crm);
  await page.bringToFront();
  const popup = await desk.openPopup();
  const headline = () => popup.evaluate(`document.querySelector('h1').textContent`);
  await expect.poll(headline).toBe('Ready');
  expect(await popup.evaluate('document.activeElement.textContent')).toBe('Pause recording');
  await popup.click('.main-button button');
  await expect.poll(() => call.recording.isPaused).toBe(true);
  await expect.poll(headline).toBe('Recording paused');
  await desk.killWorker();
  // Its port brings a new worker up; what it says comes from that one.
  await page.waitForTimeout(3_000);
  expect(await headline()).toBe('Recording paused');
  await popup.click('.main-button button');
  await expect.poll(() => call.recording.isPaused).toBe(false);
  await expect.poll(headline).toBe('Ready');
});

test('a recorder that does not answer is an alarm in the popup, never a pause', async ({
  desk,
  call,
  voicenter,
}) => {
  voicenter.knobs.hang = true;
  const popup = await desk.openExtensionPage('src/popup/index.html');
  const said = new Set<string>();
  await popup.exposeFunction('hear', (words: string) => said.add(words));
  await popup.evaluate(`new MutationObserver(() => hear(document.querySelector('h1').textContent))
    .observe(document.body, { subtree: true, childList: true, characterData: true })`);
  await popup.getByRole('button', { name: 'Pause recording' }).click();
  await expect(popup.getByRole('heading', { level: 1 })).toHaveText('Still recording', { timeout: 15_000 });
  await expect(popup.getByRole('alert').first()).toContainText('Do not take the card');
  expect(said).not.toContain('Recording paused');
  voicenter.knobs.hang = false;
  await popup.getByRole('button', { name: 'Try to pause again' }).click();
  await expect(popup.getByRole('heading', { level: 1 })).toHaveText('Recording paused', { timeout: 20_000 });
  expect(call.recording.isPaused).toBe(true);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`popup and options break no rule of WCAG 2.2 AA in ${colorScheme} colours`, async ({
    desk,
    cardhush,
  }) => {
    const popup = await desk.openExtensionPage('src/popup/index.html');
    await popup.emulateMedia({ colorScheme });
    await expect(popup.getByRole('heading', { level: 1 })).toHaveText('Ready');
    expect(await findViolations(popup)).toEqual([]);
    await cardhush.ask({ type: 'pause' });
    await expect(popup.getByRole('heading', { level: 1 })).toHaveText(/paused|found/);
    expect(await findViolations(popup)).toEqual([]);

    const options = await desk.openExtensionPage('src/options/index.html');
    await options.emulateMedia({ colorScheme });
    await options.getByLabel('Longest pause').fill('');
    await options.getByRole('button', { name: 'Save' }).click();
    await expect(options.getByLabel('Longest pause')).toBeFocused();
    expect(await findViolations(options)).toEqual([]);
  });

test('options and popup need no sideways scrolling at 320 pixels', async ({ desk }) => {
  for (const path of ['src/options/index.html', 'src/popup/index.html']) {
    const opened = await desk.openExtensionPage(path);
    await opened.setViewportSize({ width: 320, height: 700 });
    await opened.getByRole('heading', { level: 1 }).waitFor();
    expect(await opened.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  }
});
