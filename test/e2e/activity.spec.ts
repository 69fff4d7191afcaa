// The activity page over real pauses: what went well, what needs somebody, the story behind it, and copies to take.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { findViolations } from './axe.ts';
import { expect, expectStatus, test } from './fixtures.ts';

test.use({ settings: { timings: { lingerMs: 0 } } });

const root = join(import.meta.dirname, '../..');
const shotsDir = process.env['CARDHUSH_SHOTS'];

async function shoot(page: Page, name: string): Promise<void> {
  if (shotsDir !== undefined)
    await page.screenshot({ path: join(shotsDir, `activity-${name}.png`), fullPage: true });
}

const widthOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');

test('a day with a pause that worked and one that failed is shown, filtered, told second by second, and taken along', async ({
  desk,
  page,
  cardhush,
  site,
  call: _call,
  voicenter,
}) => {
  test.setTimeout(120_000);
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await page.keyboard.type('4539148803436467');
  await page.waitForTimeout(1_200);
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 10_000);

  // The recorder refuses: the card is entered while everything is recorded.
  voicenter.knobs.isAddressListed = false;
  await page.locator('#number').click();
  await expectStatus(cardhush, 'stillRecording', 10_000);
  await page.keyboard.type('4539');
  await page.waitForTimeout(1_500);
  await page.locator('#email').click();
  voicenter.knobs.isAddressListed = true;
  await expectStatus(cardhush, 'ready', 15_000);

  const activity = await desk.openExtensionPage('src/activity/index.html');
  const problems: string[] = [];
  activity.on('console', message => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await activity.setViewportSize({ width: 1200, height: 900 });
  await expect(activity.getByRole('heading', { name: 'Pauses: 2' })).toBeVisible();
  const red = activity.getByRole('region', { name: 'Needs attention: 1' });
  await expect(red).toContainText('Card entry without a pause');
  await expect(red).toContainText(/Redact \d+ s of call .*Something was entered meanwhile/s);
  await expect(activity.locator('.span-paused')).toHaveCount(1);
  await expect(activity.locator('.span-exposed').first()).toBeAttached();
  await expect(activity.locator('.span-alert').first()).toBeAttached();
  await expect(activity.locator('canvas')).toHaveCount(4);
  await shoot(activity, 'light');

  // The story of the one that failed.
  await red.getByRole('button', { name: /^Show story/ }).click();
  const story = activity.getByRole('dialog');
  await expect(story).toContainText('Voicenter was asked to pause');
  await expect(story).toContainText(/did not pause/);
  await expect(story).toContainText('Something was entered');
  await expect(story.locator('li').first()).toContainText('+0.000 s');
  await shoot(activity, 'story');
  expect(await findViolations(activity)).toEqual([]);
  await story.getByRole('button', { name: 'Close' }).click();
  await expect(story).toHaveCount(0);

  // Charts say the same in tables.
  const perDay = activity.getByRole('figure', { name: 'Pauses per day' });
  await perDay.getByText('Show as a table').click();
  await expect(perDay.locator('tbody tr').last()).toContainText(/2\s*1$/);
  const byRecorder = activity.getByRole('figure', { name: 'Failures by recorder' });
  await byRecorder.getByText('Show as a table').click();
  await expect(byRecorder.locator('tbody tr')).toContainText(['Voicenter']);

  // Only the good one, only the bad one.
  await activity.getByLabel('Outcome').selectOption('protected');
  await expect(activity.getByRole('heading', { name: 'Pauses: 1' })).toBeVisible();
  await expect(activity.getByText('Nothing in this period needs')).toBeVisible();
  await activity.getByLabel('Outcome').selectOption('failed');
  await expect(activity.getByRole('heading', { name: 'Pauses: 1' })).toBeVisible();
  await activity.getByLabel('Period').selectOption('day');
  await expect(activity.getByRole('heading', { name: 'Pauses: 1' })).toBeVisible();
  await activity.getByLabel('Up to this day').fill('2020-01-31');
  await expect(activity.getByRole('heading', { name: 'Pauses: 0' })).toBeVisible();
  await expect(activity.getByText('Nothing happened on this day.')).toBeVisible();
  await activity.reload();
  await expect(activity.getByRole('heading', { name: 'Pauses: 2' })).toBeVisible();

  // Copies: the chain verifies with nothing but the file, the table has the fields, neither has the card.
  const chain = await download(activity, 'Ledger (JSON)');
  const verdict = spawnSync(
    join(root, 'node_modules/.bin/node'),
    [join(root, 'src/ledger/verify-cli.ts'), chain.path],
    { encoding: 'utf8' },
  );
  expect(verdict.stdout).toContain('INTACT');
  expect(verdict.status).toBe(0);
  const table = await download(activity, 'Pauses (CSV)');
  expect(table.text.split('\r\n')).toHaveLength(4);
  expect(table.text).toContain('requested_at,accepted_at');
  for (const text of [chain.text, table.text]) {
    expect(text).not.toContain('4539');
    expect(text).not.toContain('checkout');
  }

  // The report on paper, and that a copy was taken.
  await activity.getByRole('button', { name: 'Refresh' }).click();
  await expect(activity.locator('main')).toHaveAttribute('aria-busy', 'false');
  await activity.evaluate(
    'window.print = () => { window.printed = document.querySelector(".report").textContent; }',
  );
  await activity.getByRole('button', { name: 'Print report' }).click();
  const toPrinted = () => activity.evaluate<string | undefined>('window.printed');
  await expect.poll(toPrinted).toContain('Record of pauses');
  const printed = await toPrinted();
  expect(printed).toContain('Requested');
  expect(printed).toMatch(/\d+:[0-9a-f]{64}/);
  expect(printed).toContain('A copy was taken (csv)');
  expect(problems).toEqual([]);
});

async function download(page: Page, name: string): Promise<{ path: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  const path = await file.path();
  await expect(page.getByText('The file is saved.')).toBeVisible();
  return { path, text: readFileSync(path, 'utf8') };
}

test('the page breaks no rule of WCAG in either colours and direction, and fits 320 pixels', async ({
  desk,
  page,
  cardhush,
  site,
  call: _call,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await page.waitForTimeout(1_100);
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 10_000);
  const activity = await desk.openExtensionPage('src/activity/index.html');
  await expect(activity.getByRole('heading', { name: 'Pauses: 1' })).toBeVisible();
  for (const summary of await activity.getByText('Show as a table').all()) await summary.click();
  for (const colorScheme of ['light', 'dark'] as const)
    for (const dir of ['ltr', 'rtl'] as const) {
      await activity.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await activity.evaluate(`document.documentElement.dir = '${dir}'`);
      await activity.setViewportSize({ width: 1100, height: 800 });
      expect(await findViolations(activity), `${colorScheme} ${dir}`).toEqual([]);
      await shoot(activity, `${colorScheme}-${dir}`);
    }
  await activity.setViewportSize({ width: 320, height: 800 });
  expect(await widthOf(activity)).toBeLessThanOrEqual(320);
  await shoot(activity, 'narrow');
  await activity
    .getByRole('button', { name: /^Show story/ })
    .first()
    .click();
  await expect(activity.getByRole('dialog')).toContainText('Asked by');
  expect(await widthOf(activity)).toBeLessThanOrEqual(320);
  await shoot(activity, 'narrow-story');
});
