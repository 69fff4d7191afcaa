// Focus to wire and focus to accepted beside the floor extensions, trial by trial in one run: with the worker awake, with
// the worker stopped, and stopped but for the pointer that came near the field.
import { setTimeout as wait } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Phone } from '../lab/phone.ts';
import { startVerint } from '../lab/recorders/verint.ts';
import { startVoicenter } from '../lab/recorders/voicenter.ts';
import { agentExtension, toLabSettings } from '../lab/settings.ts';
import { startSite } from '../lab/site.ts';
import type { LoggedRequest } from '../lab/recorders/fake-server.ts';
import {
  askAsPage,
  findField,
  launchCardhush,
  runTrial,
  stopWorker,
  voicenterTalk,
  watchFocus,
  type Desk,
  type Trial,
} from './desk.ts';
import { writeFloorExtension, writeKnowingFloor } from './floor.ts';
import { launchRaw, type RawBrowser } from './raw-browser.ts';
import type { Progress } from './sections.ts';

/** `knowing` is the floor that asks what to do; `plain` needs one request; `lookup` a token and the id of the call before it. */
export type DeskName = 'floor' | 'knowing' | 'plain' | 'lookup';
/**
 * Armed: the worker is stopped, the pointer comes over the field, 300 ms later it clicks. It does so in a new document,
 * as a document that has armed does so again only after a while; fresh is the same with the worker awake all along.
 */
export type Kind = 'warm' | 'cold' | 'fresh' | 'armed';
/** Slow: the recorder takes 50 ms for each answer. */
export type Series = { kind: Kind; desk: DeskName; isSlow: boolean; trials: Trial[] };

const slowMs = 50;
/** From the pointer's coming over the field to the click. */
const approachMs = 300;

/** In halves, so that a machine that gets slower does so for all. */
const plan: { kind: Kind; isSlow: boolean; desks: DeskName[]; rounds: number }[] = [
  { kind: 'warm', isSlow: false, desks: ['floor', 'plain', 'lookup'], rounds: 24 },
  { kind: 'cold', isSlow: false, desks: ['floor', 'knowing', 'plain', 'lookup'], rounds: 20 },
  { kind: 'fresh', isSlow: false, desks: ['plain'], rounds: 12 },
  { kind: 'armed', isSlow: false, desks: ['plain', 'lookup'], rounds: 12 },
  { kind: 'warm', isSlow: true, desks: ['plain', 'lookup'], rounds: 8 },
  { kind: 'cold', isSlow: true, desks: ['plain', 'lookup'], rounds: 6 },
  { kind: 'armed', isSlow: true, desks: ['plain', 'lookup'], rounds: 6 },
];

/** Takes `scale` times as many rounds as usual; fewer where `progress` says that time is up. */
export async function measureLatency(scale: number, progress: Progress): Promise<Series[]> {
  const recordingsDir = mkdtempSync(join(tmpdir(), 'cardhush-bench-wav-'));
  const phone = new Phone({ recordingsDir });
  phone.startCall(agentExtension);
  const site = await startSite();
  const servers = {
    floor: await startVoicenter({ phone }),
    knowing: await startVoicenter({ phone }),
    plain: await startVoicenter({ phone }),
    lookup: await startVerint({ phone }),
  };
  const floorDirs = {
    floor: writeFloorExtension(servers.floor.url),
    knowing: writeKnowingFloor(servers.knowing.url),
  };
  const browsers: RawBrowser[] = [];
  try {
    const url = `${site.crm}/checkout.html`;
    const { settings, secrets } = toLabSettings(servers.plain, quick);
    const launched = {
      floor: await launchRaw(floorDirs.floor),
      knowing: await launchRaw(floorDirs.knowing),
      plain: await launchCardhush(settings, secrets),
      lookup: await launchCardhush(...toLookupSettings(servers.lookup, settings)),
    };
    browsers.push(...Object.values(launched));
    const open = async (name: DeskName): Promise<Desk> => {
      const page = await launched[name].open(url);
      await watchFocus(page);
      const talk = name === 'lookup' ? verintTalk : voicenterTalk;
      return { ...talk, servers: [servers[name]], browser: launched[name], page };
    };
    const desks = {
      floor: await open('floor'),
      knowing: await open('knowing'),
      plain: await open('plain'),
      lookup: await open('lookup'),
    };
    return await runPlan(desks, url, scale, progress);
  } finally {
    await Promise.all(browsers.map(browser => browser.close()));
    await Promise.all(Object.values(servers).map(server => server.stop()));
    await Promise.all([site.stop(), phone.stop()]);
    for (const dir of [recordingsDir, ...Object.values(floorDirs)])
      rmSync(dir, { recursive: true, force: true });
  }
}

async function runPlan(
  desks: Record<DeskName, Desk>,
  url: string,
  scale: number,
  progress: Progress,
): Promise<Series[]> {
  const all = plan.flatMap(({ desks: names, kind, isSlow }) =>
    names.map((desk): Series => ({ kind, desk, isSlow, trials: [] })),
  );
  // The first ones of each desk warm caches that a desk has warm all day.
  for (const name of ['floor', 'knowing', 'plain', 'lookup'] as const)
    for (let count = 0; count < 3; count += 1) await measure(desks[name], { kind: 'warm', desk: name }, url);
  for (const half of [1, 2])
    for (const { kind, isSlow, desks: names, rounds } of plan) {
      for (const server of Object.values(desks).flatMap(desk => desk.servers))
        server.knobs.delayMs = isSlow ? slowMs : 0;
      const count = Math.max(2, Math.round((rounds * scale) / 2));
      for (let round = 0; round < count && !progress.isOver(); round += 1) {
        progress.tell(
          `${kind}${isSlow ? ', answers after 50 ms' : ''}, half ${half}: ${round + 1} of ${count}`,
        );
        for (const desk of names) {
          const series = all.find(one => one.kind === kind && one.desk === desk && one.isSlow === isSlow);
          series?.trials.push(await measure(desks[desk], { kind, desk }, url));
        }
      }
    }
  return all;
}

async function measure(desk: Desk, series: { kind: Kind; desk: DeskName }, url: string): Promise<Trial> {
  const isFloor = series.desk === 'floor' || series.desk === 'knowing';
  const isApproached = series.kind === 'armed' || series.kind === 'fresh';
  if (isApproached) {
    await desk.page.point(1, 1);
    await desk.page.goto(url);
    await watchFocus(desk.page);
    // Until a sign is passed on again: a page that takes cards has given one when it was loaded.
    await wait(1_100);
  }
  if (series.kind === 'cold' || series.kind === 'armed') {
    if (series.desk === 'lookup') await askAsPage(desk.browser, forgetTokens);
    await stopWorker(desk);
  }
  if (isApproached) {
    await desk.page.point(...(await findField(desk.page)));
    await wait(approachMs);
  }
  return runTrial(desk, !isFloor);
}

const forgetTokens = `(async () => {
  const keys = Object.keys(await chrome.storage.session.get(null));
  await chrome.storage.session.remove(keys.filter(key => key.startsWith('token:')));
})()`;

const quick = { isReadable: false, timings: { lingerMs: 0 } };

function toLookupSettings(
  { url, knobs }: Awaited<ReturnType<typeof startVerint>>,
  base: object,
): [settings: object, secrets: object] {
  const { apiKey, login, password } = knobs;
  const entry = {
    id: 'verint',
    type: 'verint',
    isRequired: true,
    settings: { baseUrl: url, extension: agentExtension, login, mode: 'callID' },
  };
  return [{ ...base, recorders: [entry] }, { verint: { apiKey, password } }];
}

const verintTalk = {
  isPause: ({ params }: LoggedRequest) => params['action'] === 'MuteRecording' && params['mute'] === '3',
  isResume: ({ params }: LoggedRequest) => params['action'] === 'MuteRecording' && params['mute'] === '0',
};
