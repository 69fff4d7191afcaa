// What CardHush costs a page in which nobody does anything: time to load and memory, beside a browser without it, and
// beside the floor extension: what any content script costs, whatever it does.
import { setTimeout as wait } from 'node:timers/promises';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launchCardhush, packageDir, stopWorker } from './desk.ts';
import { writeFloorExtension } from './floor.ts';
import { pageNames, servePages, type PageName } from './pages.ts';
import { launchRaw, type RawPage } from './raw-browser.ts';
import type { Progress } from './sections.ts';

type Load = { loadMs: number; heapBytes: number };
export type PageCost = {
  page: PageName;
  without: Load[];
  floor: Load[];
  with: Load[];
  /** Whether the content scripts asked the worker anything before there was a focus. */
  wakesWorker: boolean;
};
export type PageResult = { pages: PageCost[]; contentGzipBytes: number };

const rounds: Record<PageName, number> = { light: 20, inputs: 8, frames: 8 };

/** Loads each page in both browsers in turn, `scale` times as often as usual. */
export async function measurePages(scale: number, progress: Progress): Promise<PageResult> {
  const site = await servePages();
  const without = await launchRaw(null);
  const floorDir = writeFloorExtension('http://127.0.0.1:1');
  const floor = await launchRaw(floorDir);
  const cardhush = await launchCardhush({ version: 1, sites: ['http://crm.localhost/*'] });
  try {
    const bare = await without.open('about:blank');
    const least = await floor.open('about:blank');
    const watched = await cardhush.open('about:blank');
    const pages: PageCost[] = [];
    for (const page of pageNames) {
      const cost: PageCost = { page, without: [], floor: [], with: [], wakesWorker: false };
      const url = site.urlOf(page);
      const count = Math.max(3, Math.round(rounds[page] * scale));
      // The first load fills caches that are no page's.
      for (let round = -1; round < count && !(round > 2 && progress.isOver()); round += 1) {
        progress.tell(`${page}: load ${round + 1} of ${count}`);
        const loads = [await load(bare, url), await load(least, url), await load(watched, url)] as const;
        if (round < 0) continue;
        cost.without.push(loads[0]);
        cost.floor.push(loads[1]);
        cost.with.push(loads[2]);
      }
      await stopWorker({ browser: cardhush });
      await load(watched, url);
      await wait(500);
      cost.wakesWorker = await cardhush.isWorkerAlive();
      pages.push(cost);
    }
    return { pages, contentGzipBytes: toGzipBytes('src/content/index.js') };
  } finally {
    await Promise.all([cardhush.close(), floor.close(), without.close(), site.stop()]);
    rmSync(floorDir, { recursive: true, force: true });
  }
}

async function load(page: RawPage, url: string): Promise<Load> {
  await page.goto('about:blank');
  await page.goto(url);
  const loadMs = await page.evaluate<number>(`new Promise(resolve => {
    const look = () => {
      const { loadEventEnd } = performance.getEntriesByType('navigation')[0];
      if (loadEventEnd > 0) resolve(loadEventEnd);
      else setTimeout(look, 10);
    };
    look();
  })`);
  // What is left for idle moments belongs to the memory.
  await wait(100);
  return { loadMs, heapBytes: await page.heapBytes() };
}

function toGzipBytes(path: string): number {
  return gzipSync(readFileSync(join(packageDir, path)), { level: 9 }).length;
}
