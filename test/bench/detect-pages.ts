// Opens pages of a corpus as they were saved: their scripts do not run, and nothing reaches a network.
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../lab/find-browser.ts';
import { buildDetector } from './detector-bundle.ts';
import type { Bench, PageAnswer } from './detector-page.ts';

declare const cardhushBench: Bench;

const site = 'https://corpus.invalid/';
// A page that is isolated from others gets a clock of 5 instead of 100 microseconds.
const headers = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** A page, and what ends it. */
export type QuietPage = { page: Page; close: () => Promise<void> };

/** A browser page without scripts and network, whose documents come from `toDocument`. */
export async function openQuietPage(
  toDocument: (path: string) => Promise<Buffer | string>,
): Promise<QuietPage> {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const context = await browser.newContext({ javaScriptEnabled: false, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route('**/*', async route => {
    const request = route.request();
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return route.abort();
    try {
      const body = await toDocument(decodeURIComponent(new URL(request.url()).pathname.slice(1)));
      return await route.fulfill({ headers, contentType: 'text/html; charset=utf-8', body });
    } catch {
      // A saved page that sends the browser elsewhere: it stays where it is.
      return route.abort();
    }
  });
  return { page, close: () => browser.close() };
}

/** Opens a folder of saved pages. `ask` gives one answer per selector, in order. */
export async function openCorpus(folder: string): Promise<{
  ask: (file: string, selectors: string[]) => Promise<PageAnswer[]>;
  facts: (file: string, selector: string) => Promise<unknown>;
  close: () => Promise<void>;
  size: { minifiedBytes: number; gzippedBytes: number };
}> {
  const { script, ...size } = await buildDetector();
  const root = resolve(folder);
  const { page, close } = await openQuietPage(async path => {
    const file = resolve(join(root, path));
    if (!file.startsWith(root + sep)) throw new Error(`${path} is outside the corpus`);
    // An extension sees into closed roots, a page does not: opened, they are to us what they are to the extension.
    return (await readFile(file, 'utf8')).replaceAll(
      /shadowrootmode=(["']?)closed/g,
      'shadowrootmode=$1open',
    );
  });
  const open = async (file: string): Promise<void> => {
    await page.goto(site + file.split('/').map(encodeURIComponent).join('/'), {
      waitUntil: 'domcontentloaded',
    });
    await page.evaluate(script);
  };
  return {
    size,
    close,
    ask: async (file, selectors) => {
      await open(file);
      return page.evaluate(list => cardhushBench.classifyAll(list), selectors);
    },
    facts: async (file, selector) => {
      await open(file);
      return page.evaluate(one => cardhushBench.facts(one), selector);
    },
  };
}
