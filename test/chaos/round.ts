// One call with one card in it, and something that goes wrong at a random moment. The agent does what the badge says.
import { setTimeout as wait } from 'node:timers/promises';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { nowMs } from '../lab/clock.ts';
import { decodeDigits } from '../lab/dtmf.ts';
import type { PhoneCall } from '../lab/phone.ts';
import { agentExtension } from '../lab/settings.ts';
import { readWav } from '../lab/wav.ts';
import { cause, endsCardEntry, faultNames, heal, type FaultName } from './faults.ts';
import type { Random } from './random.ts';
import { lingerMs, type Stage } from './stage.ts';

export type Round = {
  number: number;
  fault: FaultName;
  /** When it struck, as seen from card entry. */
  moment: 'before' | 'during' | 'leaving';
  isReadable: boolean;
  /** Card digits that can be heard although the agent was told "paused" when they were said. */
  leaks: number;
  /** Longest time in ms for which "paused" was shown while the recorder recorded. */
  lieMs: number;
  /** From the end of card entry, with a recorder that works, to sound again; less the linger. */
  gapMs: number;
  /** From focus to silence; null where it never came. */
  exposureMs: number | null;
  /** Whether the agent was told "paused" and took the card. */
  isTaken: boolean;
  /** True where the recording never came back within the time we waited. */
  isStuck: boolean;
};

const pausedTitles = new Set<string>(
  [
    messages.title_paused,
    messages.title_pausedVerified,
    messages.title_pausedEnding,
    messages.title_pausedAgain,
  ].map(({ message }) => message),
);

const card = '4539148803436467';
/** What a change of state may take to be shown: the promise for our screens. */
const screenMs = 100;

type Sample = { atMs: number; isShownPaused: boolean; isRecording: boolean };

/** Plays one round. */
export async function playRound(number: number, stage: Stage, random: Random): Promise<Round> {
  const fault = faultNames[number % faultNames.length] ?? 'none';
  const isReadable = random.next() < 0.5;
  await stage.configure(isReadable);
  await stage.openPage();
  const call = stage.phone.startCall(agentExtension);
  call.say('99');
  await wait(350);
  const watch = watchScreen(stage, call);
  // Faults that end card entry need one; the others may as well strike the pause itself, or the resume.
  const moment = endsCardEntry(fault) ? 'during' : random.pick(['before', 'during', 'leaving'] as const);
  const strike = () => cause(fault, stage, random).catch(() => undefined);
  if (moment === 'before') await strike();
  const focusedAtMs = nowMs();
  await stage.page.frameLocator('#card-frame').locator('#number').click();
  const during = moment === 'during' ? wait(random.between(0, 2_400)).then(strike) : undefined;
  const spoken = await takeCard(stage, call, watch.samples, fault);
  await during;
  if (moment === 'leaving') await strike();
  await leave(stage);
  const leftAtMs = nowMs();
  await wait(random.between(0, 2_000));
  heal(stage);
  const healedAtMs = nowMs();
  const isBack = await until(() => !call.recording.isPaused, 45_000);
  // Whatever comes late comes now.
  await wait(300);
  const backAtMs = call.recording.changes.findLast(({ isPaused }) => !isPaused)?.atMs ?? leftAtMs;
  call.say('77');
  await wait(350);
  await watch.stop();
  stage.phone.endCall(call.id);
  await call.recording.finish();
  const silentAtMs = call.recording.changes.find(({ isPaused }) => isPaused)?.atMs;
  return {
    number,
    fault,
    moment,
    isReadable,
    leaks: countLeaks(call, spoken),
    lieMs: toLongestLie(watch.samples),
    gapMs: Math.max(0, Math.round(backAtMs - Math.max(leftAtMs + lingerMs, healedAtMs))),
    exposureMs: silentAtMs === undefined ? null : Math.round(silentAtMs - focusedAtMs),
    isTaken: spoken.length > 0,
    isStuck: !isBack,
  };
}

type SpokenDigit = { digit: string; atMs: number };

/** The agent reads the badge before each digit and stops the caller when it no longer says "paused". */
async function takeCard(
  stage: Stage,
  call: PhoneCall,
  samples: Sample[],
  fault: FaultName,
): Promise<SpokenDigit[]> {
  const isShownPaused = () => samples.at(-1)?.isShownPaused === true;
  if (!(await until(isShownPaused, 3_000))) return [];
  const spoken: SpokenDigit[] = [];
  for (const digit of card) {
    const isOver = stage.page.isClosed() || (endsCardEntry(fault) && !(await hasField(stage)));
    if (isOver || !isShownPaused()) break;
    spoken.push({ digit, atMs: Math.max(nowMs(), call.saidUntilMs) });
    call.say(digit);
    await wait(150);
  }
  return spoken;
}

async function hasField({ page }: Stage): Promise<boolean> {
  return page
    .frameLocator('#card-frame')
    .locator('#number')
    .isVisible()
    .catch(() => false);
}

async function leave({ page }: Stage): Promise<void> {
  if (page.isClosed()) return;
  await page
    .locator('#hang-up')
    .focus({ timeout: 2_000 })
    .catch(() => undefined);
}

/** Looks at badge and recorder side by side, as often as it can. */
function watchScreen(stage: Stage, call: PhoneCall): { samples: Sample[]; stop(): Promise<void> } {
  const samples: Sample[] = [];
  const end = new AbortController();
  const watching = (async () => {
    while (!end.signal.aborted) {
      const before = !call.recording.isPaused;
      const title = await stage.shown();
      samples.push({
        atMs: nowMs(),
        isShownPaused: pausedTitles.has(title),
        // What changed while we looked is given the benefit of the doubt.
        isRecording: before && !call.recording.isPaused,
      });
      await wait(25);
    }
  })();
  return {
    samples,
    async stop() {
      end.abort();
      await watching;
    },
  };
}

/** How long "paused" stood on the screen while the recorder recorded; what a screen may lag is no lie. */
function toLongestLie(samples: Sample[]): number {
  let longestMs = 0;
  let sinceMs: number | null = null;
  for (const { atMs, isShownPaused, isRecording } of samples) {
    sinceMs = isShownPaused && isRecording ? (sinceMs ?? atMs) : null;
    if (sinceMs !== null) longestMs = Math.max(longestMs, atMs - sinceMs);
  }
  return longestMs <= screenMs ? 0 : Math.round(longestMs);
}

function countLeaks(call: PhoneCall, spoken: SpokenDigit[]): number {
  const heard = decodeDigits(readWav(call.recording.path));
  return spoken.filter(({ atMs }) => {
    const fromMs = atMs - call.startedAtMs;
    return heard.some(({ startMs, endMs }) => startMs < fromMs + 100 && endMs > fromMs);
  }).length;
}

async function until(isTrue: () => boolean, timeoutMs: number): Promise<boolean> {
  const endMs = nowMs() + timeoutMs;
  while (nowMs() < endMs) {
    if (isTrue()) return true;
    await wait(20);
  }
  return isTrue();
}
