// Whether one more focus costs more where there is more: open tabs, frames that hold already, recorders.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Phone } from '../lab/phone.ts';
import { startVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension } from '../lab/settings.ts';
import { startSite } from '../lab/site.ts';
import { launchCardhush, runTrial, voicenterTalk, watchFocus, type Desk } from './desk.ts';
import { writeFloorExtension } from './floor.ts';
import { servePages } from './pages.ts';
import { launchRaw, type RawBrowser } from './raw-browser.ts';
import type { Progress } from './sections.ts';

/** What there is more of, how much of it, and what a focus cost then (ms). */
export type Growth = {
  of: 'tabs' | 'holds' | 'recorders';
  count: number;
  samplesMs: number[];
  /** What the floor extension took for as many requests. */
  floorMs?: number[];
};

const tabCounts = [1, 10, 100];
const holdCounts = [1, 20, 200];
const recorderCounts = [1, 3, 10];
const usualRounds = 16;
const rawRounds = 30;

/** With `scale` times as many rounds as usual. */
export async function measureGrowth(scale: number, progress: Progress): Promise<Growth[]> {
  const recordingsDir = mkdtempSync(join(tmpdir(), 'cardhush-bench-wav-'));
  const phone = new Phone({ recordingsDir });
  phone.startCall(agentExtension);
  const count = Math.max(4, Math.round(usualRounds * scale));
  try {
    return [
      ...(await measureRecorders(phone, count, progress)),
      ...(await measureTabs(phone, count, progress)),
      ...(await measureHolds(phone, progress)),
    ];
  } finally {
    await phone.stop();
    rmSync(recordingsDir, { recursive: true, force: true });
  }
}

type Work<T> = (desk: Desk & { url: string }) => Promise<T>;
type Launch = (urls: string[]) => Promise<RawBrowser>;

/** CardHush with these recorders, all of them required. */
const launchWith: Launch = urls =>
  launchCardhush({
    version: 1,
    sites: ['http://crm.localhost/*'],
    timings: { lingerMs: 0 },
    recorders: urls.map((url, index) => ({
      id: `recorder-${index}`,
      type: 'voicenter',
      isRequired: true,
      settings: { baseUrl: url, extension: agentExtension },
    })),
  });

async function withDesk<T>(phone: Phone, recorders: number, work: Work<T>, launch = launchWith): Promise<T> {
  const site = await startSite();
  const servers = await Promise.all(Array.from({ length: recorders }, () => startVoicenter({ phone })));
  let browser: RawBrowser | undefined;
  try {
    browser = await launch(servers.map(({ url }) => url));
    const url = `${site.crm}/checkout.html`;
    const page = await browser.open(url);
    await watchFocus(page);
    return await work({ ...voicenterTalk, servers, browser, page, url });
  } finally {
    await browser?.close();
    await Promise.all([...servers.map(server => server.stop()), site.stop()]);
  }
}

async function runTrials(desk: Desk, count: number, resumes = true): Promise<number[]> {
  const samplesMs: number[] = [];
  for (let round = -2; round < count; round += 1) {
    const { toWireMs } = await runTrial(desk, resumes);
    if (round >= 0) samplesMs.push(toWireMs);
  }
  return samplesMs;
}

/** Until the request is at every recorder. */
async function measureRecorders(phone: Phone, rounds: number, progress: Progress): Promise<Growth[]> {
  const found: Growth[] = [];
  for (const count of recorderCounts) {
    progress.tell(`recorders: ${count}`);
    const samplesMs = await withDesk(phone, count, desk => runTrials(desk, rounds));
    const floorDirs: string[] = [];
    const launchFloor: Launch = urls => {
      floorDirs.push(writeFloorExtension(...urls));
      return launchRaw(floorDirs[0] ?? null);
    };
    const floorMs = await withDesk(phone, count, desk => runTrials(desk, rounds, false), launchFloor);
    for (const dir of floorDirs) rmSync(dir, { recursive: true, force: true });
    found.push({ of: 'recorders', count, samplesMs, floorMs });
  }
  return found;
}

async function measureTabs(phone: Phone, rounds: number, progress: Progress): Promise<Growth[]> {
  return withDesk(phone, 1, async desk => {
    const found: Growth[] = [];
    let open = 1;
    for (const count of tabCounts) {
      if (progress.isOver() && found.length > 0) break;
      progress.tell(`tabs: ${count}`);
      for (; open < count; open += 1) await desk.browser.open(desk.url, true);
      found.push({ of: 'tabs', count, samplesMs: await runTrials(desk, rounds) });
    }
    return found;
  });
}

/** From a content script's word that a field has focus to the worker's answer: a recording that is paused is not asked again. */
async function measureHolds(phone: Phone, progress: Progress): Promise<Growth[]> {
  const pages = await servePages();
  try {
    return await withDesk(phone, 1, async ({ browser, page }) => {
      const crowd = await browser.open(pages.urlOf('frames'), true);
      const found: Growth[] = [];
      for (const count of holdCounts) {
        progress.tell(`holds: ${count}`);
        const holding = await crowd.evaluateInScripts<boolean>(toHolding(count));
        const held = holding.filter(Boolean).length;
        if (held !== count) throw new Error(`${held} frames hold, not ${count}`);
        const [samplesMs = []] = await page.evaluateInScripts<number[]>(askForWords);
        found.push({ of: 'holds', count, samplesMs });
      }
      return found;
    });
  } finally {
    await pages.stop();
  }
}

/** Each of the first frames says once that it holds, over the ways by which a focused field says so. */
const toHolding = (count: number): string => `(async () => {
  if (window === top || Number(location.search.slice(1)) >= ${count}) return false;
  if (globalThis.benchPort !== undefined) return true;
  const hold = { type: 'hold', seq: 1, kind: 'card-number', reasons: [], isAway: false };
  globalThis.benchPort = chrome.runtime.connect({ name: 'hold' });
  await chrome.runtime.sendMessage(hold);
  return true;
})()`;

const askForWords = `(async () => {
  const samplesMs = [];
  for (let round = -5; round < ${rawRounds}; round += 1) {
    const seq = Math.floor(performance.now()) + 1_000_000;
    const startMs = performance.now();
    await chrome.runtime.sendMessage({ type: 'hold', seq, kind: 'card-number', reasons: [], isAway: false });
    if (round >= 0) samplesMs.push(performance.now() - startMs);
    await chrome.runtime.sendMessage({ type: 'release', seq, reason: 'blur' });
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return samplesMs;
})()`;
