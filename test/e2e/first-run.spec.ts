// The first-run page: from the installation to the first protected call, counted in clicks and seconds.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchBrowser, type LabBrowser } from '../lab/browser.ts';
import { agentExtension } from '../lab/settings.ts';
import { findViolations } from './axe.ts';
import { expect, test as base } from './fixtures.ts';

const path = 'src/welcome/index.html';
const steps = ['Recorder', 'Practice', 'Sites', 'Toolbar', 'Shortcut', 'Done'];

/** A browser in which CardHush was installed a moment ago, with the page that this opens. */
const test = base.extend<{ fresh: { desk: LabBrowser; guide: Page } }>({
  fresh: async ({ build }, use) => {
    const extensionDir = join(import.meta.dirname, '../../dist', build);
    const desk = await launchBrowser({ extensionDir, headless: true, isFirstRun: true });
    const find = () => desk.context.pages().find(page => page.url().endsWith(path));
    await expect.poll(find, { timeout: 10_000 }).toBeDefined();
    const guide = find();
    if (guide === undefined) throw new Error('the first-run page does not open');
    await guide.bringToFront();
    await use({ desk, guide });
    await desk.close();
  },
});

const goTo = (guide: Page, step: string) =>
  guide
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`${step}( \\(done\\))?$`) })
    .click();
const heading = (guide: Page) => guide.locator('#step');

/** Presses, and counts it. */
function createHand() {
  let clicks = 0;
  let fields = 0;
  return {
    press: async (page: Page, name: string) => {
      clicks += 1;
      await page.getByRole('button', { name, exact: true }).click();
    },
    fill: async (page: Page, label: string, words: string) => {
      fields += 1;
      await page.getByLabel(label).fill(words);
    },
    counted: () => ({ clicks, fields }),
  };
}

test('opens by itself at the installation, once', async ({ fresh: { desk, guide } }) => {
  await expect(guide.getByRole('heading', { level: 1 })).toHaveText('Welcome to CardHush');
  await expect(heading(guide)).toContainText('Step 1 of 6');
  const isKept = await guide.evaluate<unknown>(`chrome.storage.local.get('firstRun')`);
  expect(isKept).toEqual({ firstRun: 'opened' });
  expect(desk.context.pages().filter(page => page.url().endsWith(path))).toHaveLength(1);
});

test('from the installation to the first protected call with Voicenter', async ({
  fresh: { desk, guide },
  site,
  call,
  voicenter,
}, info) => {
  const hand = createHand();
  const startedAtMs = Date.now();
  await hand.press(guide, 'Add recorder');
  await hand.fill(guide, 'Monitor host', voicenter.url);
  await hand.fill(guide, 'Extension (SIP id)', agentExtension);
  await hand.press(guide, 'Save and continue');
  await expect(heading(guide)).toContainText('Practice');
  await hand.press(guide, 'Skip this step');
  await hand.fill(guide, 'Add a site', site.crm);
  await hand.press(guide, 'Save and continue');
  await expect(heading(guide)).toContainText('Toolbar');
  await hand.press(guide, 'Continue');
  await hand.press(guide, 'Continue');
  await expect(guide.getByText('CardHush is set up')).toBeVisible();
  const page = await desk.context.newPage();
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expect.poll(() => call.recording.isPaused).toBe(true);
  const { clicks, fields } = hand.counted();
  const seconds = (Date.now() - startedAtMs) / 1000;
  info.annotations.push({
    type: 'first protected call',
    description: `${seconds} s, ${clicks} clicks, ${fields} fields`,
  });
  console.log(
    `first protected call, Voicenter: ${clicks} clicks + 1 in the card field, ${fields} fields, ${seconds.toFixed(1)} s by machine`,
  );
  expect(clicks).toBeLessThanOrEqual(6);
  expect(fields).toBeLessThanOrEqual(3);
});

test('from the installation to the first protected practice call', async ({ fresh: { guide } }) => {
  const hand = createHand();
  const startedAtMs = Date.now();
  await hand.press(guide, 'Skip this step');
  await hand.press(guide, 'Show me');
  await expect(guide.locator('.toolbar')).toContainText('Recording paused', { timeout: 15_000 });
  const pausedMs = Date.now() - startedAtMs;
  await expect(guide.locator('.result')).toContainText('None of the card’s 23 digits can be heard', {
    timeout: 40_000,
  });
  const doneMs = Date.now() - startedAtMs;
  console.log(
    `first protected call, practice: ${hand.counted().clicks} clicks, ${(pausedMs / 1000).toFixed(1)} s to the pause, ${(doneMs / 1000).toFixed(1)} s to the result`,
  );
  expect(hand.counted().clicks).toBe(2);
  await expect(guide.getByRole('navigation')).toContainText('Practice (done)');
});

test('goes on where somebody left it, and nothing in a step that was skipped is in the way', async ({
  fresh: { desk, guide },
}) => {
  await guide.getByRole('button', { name: 'Add recorder' }).click();
  await guide.getByLabel('Monitor host').fill('https://monitor5.voicenter.co');
  await guide.getByRole('button', { name: 'Skip this step' }).click();
  await guide.getByRole('button', { name: 'Skip this step' }).click();
  await expect(heading(guide)).toContainText('Sites');
  await guide.close();
  const again = await desk.openExtensionPage(path);
  await expect(heading(again)).toContainText('Sites');
  await again.getByLabel('Add a site').fill('not a site!');
  await again.getByRole('button', { name: 'Save and continue' }).click();
  await expect(again.getByLabel('Add a site')).toBeFocused();
  await expect(heading(again)).toContainText('Sites');
});

test('shows the keys that are really bound, and the place on the toolbar', async ({
  fresh: { desk, guide },
}) => {
  await goTo(guide, 'Shortcut');
  const bound = await desk.worker.evaluate<{ name: string; shortcut: string }[]>('chrome.commands.getAll()');
  const shortcut = bound.find(({ name }) => name === 'toggle-pause')?.shortcut ?? '';
  expect(shortcut).not.toBe('');
  await expect(guide.locator('kbd').first()).toHaveText(shortcut);
  await goTo(guide, 'Toolbar');
  await expect(guide.getByText('It is on your toolbar.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`breaks no rule of WCAG 2.2 AA in ${colorScheme} colours, and fits 320 pixels, in every step`, async ({
    fresh: { guide },
  }) => {
    await guide.emulateMedia({ colorScheme });
    for (const step of steps) {
      await guide.setViewportSize({ width: 1100, height: 800 });
      await goTo(guide, step);
      await expect(heading(guide)).toContainText(step);
      await expect(heading(guide).or(guide.locator(':focus')).first()).toBeVisible();
      expect(await findViolations(guide), step).toEqual([]);
      await guide.setViewportSize({ width: 320, height: 700 });
      expect(await guide.evaluate('document.documentElement.scrollWidth'), step).toBeLessThanOrEqual(320);
    }
  });

test('can be gone through with the keyboard alone, and says where one is', async ({ fresh: { guide } }) => {
  for (const [index, step] of steps.entries()) {
    await expect(heading(guide)).toContainText(`Step ${index + 1} of 6`);
    if (index > 0) await expect(heading(guide)).toBeFocused();
    await expect(guide.locator('[aria-current=step]')).toContainText(step);
    if (step === 'Done') break;
    const next = guide.getByRole('button', { name: /^(Skip this step|Continue)$/ }).first();
    for (let tries = 0; tries < 40; tries += 1) {
      if (await next.evaluate((node: Element) => node === document.activeElement)) break;
      await guide.keyboard.press('Tab');
    }
    await expect(next).toBeFocused();
    await guide.keyboard.press('Enter');
  }
});
