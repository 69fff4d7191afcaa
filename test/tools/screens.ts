// Pictures of the screens, after a build. `npm run screens [language …]`: all of them, in several languages, colours and
// widths, in test-results/screens, for people to look at. `npm run screens -- --readme`: those of the README.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../lab/browser.ts';
import { Phone } from '../lab/phone.ts';
import { startVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension } from '../lab/settings.ts';
import { startSite } from '../lab/site.ts';
import { takeTour } from '../lab/tour.ts';
import type { Page } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
const outDir = join(root, 'test-results/screens');
const readmeDir = join(root, '.github/pictures');
const given = process.argv.slice(2);
const isForReadme = given.includes('--readme');
const named = given.filter(language => !language.startsWith('-'));
const languages = isForReadme ? ['en'] : named.length > 0 ? named : ['en', 'de', 'he'];

/** Of the popup: here it is a tab of its own, and what it says of "this site" is of itself. */
const popupPart = { x: 0, y: 0, width: 360, height: 412 };

/** 640 px is what 200 % zoom leaves of 1280. */
const widths = [null, 640, 320];

for (const language of languages) {
  const recordingsDir = mkdtempSync(join(tmpdir(), 'cardhush-screens-'));
  const phone = new Phone({ recordingsDir });
  phone.startCall(agentExtension);
  const voicenter = await startVoicenter({ phone });
  const site = await startSite();
  const desk = await launchBrowser({
    extensionDir: join(root, 'dist/chrome-managed'),
    headless: true,
    language,
  });
  mkdirSync(isForReadme ? readmeDir : join(outDir, language), { recursive: true });
  try {
    await takeTour({
      desk,
      voicenter,
      site,
      visit: isForReadme ? shootForReadme : (name, page) => shootAll(join(outDir, language), name, page),
    });
  } finally {
    await desk.close();
    await site.stop();
    await voicenter.stop();
    await phone.stop();
    rmSync(recordingsDir, { recursive: true, force: true });
  }
}

/** What somebody who has never seen it wants to see; no taller than a screen. */
async function shootForReadme(name: string, page: Page): Promise<void> {
  if (!['page-paused', 'popup-paused', 'popup-alarm'].includes(name)) return;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({
    path: join(readmeDir, `${name}.png`),
    ...(name.startsWith('popup') ? { clip: popupPart } : {}),
  });
}

async function shootAll(dir: string, name: string, page: Page): Promise<void> {
  const isOurs = !name.startsWith('page');
  const shoot = (what: string) =>
    page.screenshot({ path: join(dir, `${name}-${what}.png`), fullPage: isOurs });
  const before = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const width of widths) {
    if (width !== null && (width >= before.width || !isOurs)) continue;
    await page.setViewportSize({ ...before, width: width ?? before.width });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await shoot(`${width ?? 'full'}-${colorScheme}`);
    }
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' });
  await shoot('forced');
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' });
}
