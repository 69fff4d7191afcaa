// Practice: the real core in a page of its own, a result that was listened to, and no touch of anything real.
import type { Page } from '@playwright/test';
import { findViolations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const path = 'src/practice/index.html';
const result = (page: Page) => page.locator('.result');

test('a practice call keeps the card out of its recording, and touches neither recorder nor toolbar', async ({
  desk,
  call,
  voicenter,
  cardhush,
}) => {
  const before = await cardhush.badge();
  const page = await desk.openExtensionPage(path);
  await page.bringToFront();
  const seen = new Set<string>();
  await page.getByRole('button', { name: 'Show me' }).click();
  await expect
    .poll(
      async () => {
        seen.add(JSON.stringify([(await cardhush.view()).status, await cardhush.badge()]));
        return await result(page).count();
      },
      { timeout: 40_000, intervals: [200] },
    )
    .toBe(1);
  await expect(result(page)).toContainText('None of the card’s 23 digits can be heard');
  await expect(result(page)).toContainText('9 of 9 digits are in the recording');
  // The desk's own state never moved, and nobody asked the recorder for anything.
  expect([...seen]).toEqual([JSON.stringify(['ready', before])]);
  expect(voicenter.requests).toEqual([]);
  expect(call.recording.changes).toEqual([]);
  expect(await cardhush.events()).toEqual([]);
});

test('a person practises with the keyboard alone, and every claim says that it is practice', async ({
  desk,
}) => {
  const page = await desk.openExtensionPage(path);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Start the call' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.coach')).toContainText('click into “Card number”', { timeout: 10_000 });
  // The button that was pressed is another now, and still has the focus.
  await expect(page.getByRole('button', { name: 'Hang up' })).toBeFocused();
  const number = page.getByLabel('Card number');
  for (
    let tries = 0;
    tries < 12 && !(await number.evaluate((node: Element) => node === document.activeElement));
    tries += 1
  )
    await page.keyboard.press('Tab');
  await expect(number).toBeFocused();
  await expect(page.locator('.toolbar')).toContainText('Recording paused', { timeout: 5_000 });
  await expect(page.locator('.practice-mark')).toBeVisible();
  // The strip stands in a closed root: what it says is asked of the browser's own tree.
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const claims = nodes
    .map(({ name }) => String(name?.value ?? ''))
    .filter(name => /^(Practice: )?(Recording paused|Pause accepted)$/.test(name));
  expect(claims.length).toBeGreaterThan(0);
  expect(claims.filter(claim => !claim.startsWith('Practice: '))).toEqual([]);
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(result(page)).toBeVisible();
});

test('a recorder that does not pause is the alarm, and no card is spoken', async ({ desk }) => {
  const page = await desk.openExtensionPage(path);
  await page.bringToFront();
  await page.locator('summary').click();
  await page.getByLabel('The simulated recorder').selectOption('noPause');
  await page.getByRole('button', { name: 'Start the call' }).click();
  await expect(page.locator('.coach')).toContainText('click into “Card number”', { timeout: 10_000 });
  await page.getByLabel('Card number').click();
  await expect(page.locator('.coach')).toContainText('This is the alarm', { timeout: 10_000 });
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(result(page)).toContainText('No card data were given');
});

test('who resumes over the field hears what that costs', async ({ desk }) => {
  const page = await desk.openExtensionPage(path);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Start the call' }).click();
  await expect(page.locator('.coach')).toContainText('click into “Card number”', { timeout: 10_000 });
  await page.getByLabel('Card number').click();
  await expect(page.locator('.spoken')).toContainText('4111', { timeout: 10_000 });
  // A press that leaves the focus where it is, as the real popup does.
  await page
    .getByRole('button', { name: 'Resume recording' })
    .evaluate((button: HTMLElement) => button.click());
  await expect(page.locator('.spoken')).toContainText('4111 1111 1111 1111', { timeout: 10_000 });
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(result(page)).toContainText(/[1-9]\d* of 16 card digits can be heard/);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`practice breaks no rule of WCAG 2.2 AA in ${colorScheme} colours, at any of its stages`, async ({
    desk,
  }) => {
    const page = await desk.openExtensionPage(path);
    await page.bringToFront();
    await page.emulateMedia({ colorScheme });
    await page.getByRole('button', { name: 'Start the call' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show me' }).click();
    await expect(page.locator('.spoken')).toContainText('4111', { timeout: 15_000 });
    expect(await findViolations(page)).toEqual([]);
    await expect(result(page)).toBeVisible({ timeout: 40_000 });
    expect(await findViolations(page)).toEqual([]);
  });

test('practice needs no sideways scrolling at 320 pixels, and moves little where that is asked for', async ({
  desk,
}) => {
  const page = await desk.openExtensionPage(path);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 320, height: 700 });
  await page.bringToFront();
  await page.getByRole('button', { name: 'Start the call' }).click();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  // Drawn once a second instead of sixty times.
  const drawn = await page.evaluate<number>(`new Promise(resolve => {
    const { clearRect } = CanvasRenderingContext2D.prototype;
    let count = 0;
    CanvasRenderingContext2D.prototype.clearRect = function (...given) { count += 1; return clearRect.apply(this, given); };
    setTimeout(() => { CanvasRenderingContext2D.prototype.clearRect = clearRect; resolve(count); }, 3_000);
  })`);
  expect(drawn).toBeGreaterThan(1);
  expect(drawn).toBeLessThan(6);
});
