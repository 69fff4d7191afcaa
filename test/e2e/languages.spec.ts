// Every screen in a right-to-left language, and in dark colours: what WCAG asks, narrow windows, the keyboard, and rest.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchBrowser } from '../lab/browser.ts';
import { takeTour } from '../lab/tour.ts';
import { findViolations } from './axe.ts';
import { expect, test } from './fixtures.ts';

type Look = { language: string; colorScheme: 'light' | 'dark'; direction: 'ltr' | 'rtl' };

const looks: Look[] = [
  { language: 'he', colorScheme: 'light', direction: 'rtl' },
  { language: 'en', colorScheme: 'dark', direction: 'ltr' },
];
/** What 200 % and 400 % zoom leave of 1280 px. */
const narrowWidths = [640, 320];

/** What can have the focus and cannot be reached, or shows no sign of it, when one presses Tab from top to bottom. */
async function findUnreached(page: Page): Promise<string[]> {
  await page.evaluate(`{
    const wanted = new Set();
    const radios = new Set();
    const all = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    for (const element of document.querySelectorAll(all)) {
      if (element.disabled || element.closest('[inert]') || !element.checkVisibility({ visibilityProperty: true })) continue;
      // Of a group of radio buttons one has its place in the order; arrows reach the others.
      if (element.type === 'radio') {
        if (radios.has(element.name)) continue;
        radios.add(element.name);
        wanted.add('radio ' + element.name);
      } else wanted.add(element);
    }
    globalThis.wanted = wanted;
    globalThis.unmarked = [];
    addEventListener('focusin', ({ target }) => {
      wanted.delete(target.type === 'radio' ? 'radio ' + target.name : target);
      // The strip marks what is in it, behind its closed root.
      if (target === document.body || target.hasAttribute('data-cardhush')) return;
      const around = [target, target.parentElement, target.parentElement?.parentElement, target.parentElement?.parentElement?.parentElement];
      if (!around.some(one => one && getComputedStyle(one).outlineStyle !== 'none'))
        globalThis.unmarked.push(target.outerHTML.slice(0, 120));
    });
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  }`);
  const count = await page.evaluate<number>('wanted.size');
  // Dates and files are several stops each.
  for (let presses = 0; presses < count * 2 + 10; presses += 1) {
    await page.keyboard.press('Tab');
    if (presses % 10 === 9 && (await page.evaluate<number>('wanted.size')) === 0) break;
  }
  return await page.evaluate<string[]>(
    `[...wanted].map(one => 'unreached: ' + (one.outerHTML ?? one).slice(0, 160)).concat(unmarked.map(one => 'unmarked: ' + one))`,
  );
}

for (const { language, colorScheme, direction } of looks)
  test.describe(`every screen in ${language}, ${colorScheme}`, () => {
    test.use({ settings: null });

    test(`breaks no rule, is reached by keyboard, fits and comes to rest`, async ({
      build,
      voicenter,
      site,
      call: _call,
    }) => {
      test.setTimeout(240_000);
      const extensionDir = join(import.meta.dirname, '../../dist', build);
      const desk = await launchBrowser({ extensionDir, headless: true, language });
      const problems: string[] = [];
      const seen: string[] = [];
      try {
        await takeTour({
          desk,
          voicenter,
          site,
          visit: async (name, page) => {
            seen.push(name);
            // Of pages that are not ours, the strip is ours alone, and has tests of its own.
            if (name.startsWith('page')) return;
            const note = (found: string[]) => problems.push(...found.map(one => `${name}: ${one}`));
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            const root = await page.evaluate<string[]>(
              '[document.documentElement.lang, document.documentElement.dir]',
            );
            expect(root).toEqual([language, direction]);
            note(await findViolations(page));
            const size = page.viewportSize() ?? { width: 1280, height: 800 };
            for (const width of narrowWidths.filter(one => one < size.width)) {
              await page.setViewportSize({ ...size, width });
              const full = await page.evaluate<number>('document.documentElement.scrollWidth');
              if (full > width) note([`${full} px wide at ${width} px`]);
            }
            await page.setViewportSize(size);
            const moving = await page.evaluate<number>(
              `document.getAnimations().filter(({ playState }) => playState === 'running').length`,
            );
            if (moving > 0) note([`${moving} animations although less motion is asked for`]);
            // A call that goes on redraws what would be gone through.
            if (language === 'en' && !['practice-call', 'drill'].includes(name))
              note(await findUnreached(page));
          },
        });
      } finally {
        await desk.close();
      }
      expect(problems).toEqual([]);
      expect(seen.length).toBeGreaterThan(18);
    });
  });
