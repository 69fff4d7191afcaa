// Pictures of every screen in several languages, colours and widths: `npm run screens [language …]`, after a build.
// They go to test-results/screens, for people to look at.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../lab/browser.ts';
import { Phone } from '../lab/phone.ts';
import { startVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension } from '../lab/settings.ts';
import { startSite } from '../lab/site.ts';
import { takeTour } from '../lab/tour.ts';

const root = join(import.meta.dirname, '../..');
const outDir = join(root, 'test-results/screens');
const given = process.argv.slice(2);
const languages = given.length > 0 ? given : ['en', 'de', 'he'];

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
  mkdirSync(join(outDir, language), { recursive: true });
  try {
    await takeTour({
      desk,
      voicenter,
      site,
      visit: async (name, page) => {
        const shoot = async (what: string) => {
          await page.screenshot({
            path: join(outDir, language, `${name}-${what}.png`),
            fullPage: !name.startsWith('page'),
          });
        };
        const before = page.viewportSize() ?? { width: 1280, height: 800 };
        for (const width of widths) {
          if (width !== null && (width >= before.width || name.startsWith('page'))) continue;
          await page.setViewportSize({ ...before, width: width ?? before.width });
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            await shoot(`${width ?? 'full'}-${colorScheme}`);
          }
        }
        await page.setViewportSize(before);
        await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' });
        await shoot('forced');
        await page.emulateMedia({
          colorScheme: 'light',
          forcedColors: 'none',
          reducedMotion: 'no-preference',
        });
      },
    });
  } finally {
    await desk.close();
    await site.stop();
    await voicenter.stop();
    await phone.stop();
    rmSync(recordingsDir, { recursive: true, force: true });
  }
}
