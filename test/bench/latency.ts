// Focus to wire and focus to accepted, warm and cold worker, beside the floor extension, trial by trial in one run.
import { setTimeout as wait } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Phone } from '../lab/phone.ts';
import { startVoicenter, type FakeVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension, toLabSettings } from '../lab/settings.ts';
import { startSite } from '../lab/site.ts';
import { writeFloorExtension } from './floor.ts';
import { launchRaw, type RawBrowser, type RawPage } from './raw-browser.ts';

export type Trial = { toWireMs: number; toAcceptedMs: number };
export type LatencyResult = Record<'warm' | 'cold', Record<'floor' | 'cardhush', Trial[]>>;

type Desk = { browser: RawBrowser; page: RawPage; voicenter: FakeVoicenter };

/** Runs `rounds` trials of each kind, the two extensions taking turns. `onProgress` hears of each round. */
export async function measureLatency(
  rounds: { warm: number; cold: number },
  onProgress: (done: number, all: number) => void,
): Promise<LatencyResult> {
  const recordingsDir = mkdtempSync(join(tmpdir(), 'cardhush-bench-wav-'));
  const phone = new Phone({ recordingsDir });
  phone.startCall(agentExtension);
  const site = await startSite();
  const ours = await startVoicenter({ phone });
  const theirs = await startVoicenter({ phone });
  const floorDir = writeFloorExtension(theirs.url);
  const cardhush = await launchRaw(join(import.meta.dirname, '../../dist/chrome-managed'));
  const floor = await launchRaw(floorDir);
  try {
    await saveSettings(cardhush, ours);
    const url = `${site.crm}/checkout.html`;
    const desks = {
      floor: { browser: floor, page: await floor.open(url), voicenter: theirs },
      cardhush: { browser: cardhush, page: await cardhush.open(url), voicenter: ours },
    };
    for (const { page } of Object.values(desks)) await watchFocus(page);
    const result: LatencyResult = { warm: { floor: [], cardhush: [] }, cold: { floor: [], cardhush: [] } };
    const all = rounds.warm + rounds.cold;
    for (let round = 0; round < all; round += 1) {
      const kind = round < rounds.warm ? 'warm' : 'cold';
      for (const name of ['floor', 'cardhush'] as const) {
        if (kind === 'cold') await desks[name].browser.killWorker();
        const trial = await runTrial(desks[name]);
        // The first one of each warms caches that a desk has warm all day.
        if (round > 0) result[kind][name].push(trial);
      }
      onProgress(round + 1, all);
    }
    return result;
  } finally {
    await Promise.all([cardhush.close(), floor.close()]);
    await Promise.all([ours.stop(), theirs.stop(), site.stop(), phone.stop()]);
    rmSync(recordingsDir, { recursive: true, force: true });
    rmSync(floorDir, { recursive: true, force: true });
  }
}

async function saveSettings(browser: RawBrowser, voicenter: FakeVoicenter): Promise<void> {
  const { settings, secrets } = toLabSettings(voicenter, { isReadable: false, timings: { lingerMs: 0 } });
  const id = await browser.extensionId();
  const page = await browser.open(`chrome-extension://${id}/manifest.json`);
  const message = JSON.stringify({ type: 'saveSettings', settings, secrets });
  const answer = await page.evaluate<{ problems: unknown[] }>(`chrome.runtime.sendMessage(${message})`);
  if (answer.problems.length > 0) throw new Error(`settings were refused: ${JSON.stringify(answer)}`);
  await page.close();
}

async function watchFocus(page: RawPage): Promise<void> {
  await page.evaluate(`addEventListener('focusin', ({ target }) => {
    if (target.id === 'number') globalThis.focusedAtMs = performance.timeOrigin + performance.now();
  }, true)`);
}

async function runTrial({ page, voicenter }: Desk): Promise<Trial> {
  const before = voicenter.requests.length;
  const [x = 0, y = 0] = await page.evaluate<number[]>(
    `(() => { const box = document.querySelector('#number').getBoundingClientRect(); return [box.x + 20, box.y + box.height / 2]; })()`,
  );
  await page.click(x, y);
  const request = await until(() =>
    voicenter.requests.slice(before).find(({ params }) => params['state'] === '1'),
  );
  await until(() => request.answeredAtMs ?? undefined);
  const focusedAtMs = await page.evaluate<number>('globalThis.focusedAtMs');
  await page.evaluate(`document.activeElement.blur()`);
  // Until the resume is through, as far as there is one.
  await wait(120);
  return { toWireMs: request.atMs - focusedAtMs, toAcceptedMs: (request.answeredAtMs ?? 0) - focusedAtMs };
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await wait(2);
  }
  throw new Error('nothing reached the recorder in 4 s');
}
