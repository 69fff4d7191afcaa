// What can be heard in the recording of a real call, and when what was heard had been said.
import type { SaidDigit } from '../caller.ts';
import { decodeDigits } from '../dtmf.ts';
import { judge, type Verdict } from '../verdict.ts';
import { readWav, sampleRate } from '../wav.ts';
import { toVoiceSample } from './speech.ts';

const perMs = sampleRate / 1000;
/** A stretch of exact silence that is longer than any hiccup of the line. */
const leastSilenceMs = 60;
/** So many samples tell one moment of a voice from another. */
const window = 64;

type Question = {
  path: string;
  /** What was said, by one or more voices. The first digit has to be in the recording: it tells how the clocks stand. */
  said: SaidDigit[];
};

export type Hearing = {
  samples: Int16Array;
  /** The digits that are heard, in their order; cut ones end in `~`. */
  digits: string;
  /** Wall clock of the first sample. */
  firstSampleAtMs: number;
};

/** Listens to a finished recording. @throws {Error} where nothing can be heard at all */
export function hear({ path, said }: Question): Hearing {
  const samples = readWav(path);
  const heard = decodeDigits(samples);
  const [first] = heard;
  if (first === undefined || said[0] === undefined) throw new Error('nothing can be heard');
  return {
    samples,
    digits: heard.map(({ digit, isPartial }) => `${digit}${isPartial ? '~' : ''}`).join(''),
    firstSampleAtMs: said[0].atMs - first.startMs,
  };
}

/** The verdict over a recording whose pauses are silent: each digit is looked for at the time when it was said. */
export function judgeInPlace({ samples, firstSampleAtMs }: Hearing, said: SaidDigit[]): Verdict {
  return judge({ samples, said, startedAtMs: firstSampleAtMs, durationMs: samples.length / perMs });
}

/** The silences of a recording, wall clock: what was said in them is not there. */
export function toSilences({ samples, firstSampleAtMs }: Hearing): { fromMs: number; untilMs: number }[] {
  const silences: { fromMs: number; untilMs: number }[] = [];
  for (let at = samples.indexOf(0); at !== -1;) {
    let end = at;
    while (end < samples.length && samples[end] === 0) end += 1;
    if (end - at >= leastSilenceMs * perMs)
      silences.push({ fromMs: firstSampleAtMs + at / perMs, untilMs: firstSampleAtMs + end / perMs });
    at = samples.indexOf(0, end);
  }
  return silences;
}

/**
 * The moment, wall clock, from which on what a voice said was cut out; null where nothing was. Compares the recording
 * with what was said, sample by sample, until they part.
 */
export function toCutAtMs(
  { samples, firstSampleAtMs }: Hearing,
  { startedAtMs, said }: { startedAtMs: number; said: SaidDigit[] },
): number | null {
  // The decoder tells a digit's beginning to a sample or two; the noise between digits does better.
  const roughly = Math.round((firstSampleAtMs - startedAtMs) * perMs);
  const comparisons = [-2, -1, 0, 1, 2].map(by => compare(samples, { startedAtMs, said }, roughly + by));
  const isSame = comparisons.reduce((best, one) => (toAlike(one) > toAlike(best) ? one : best));
  const first = isSame.findIndex((_, at) => isAlike(isSame, at));
  if (first === -1) return null;
  for (let at = first; at + window <= isSame.length; at += 1)
    if (!isAlike(isSame, at)) return firstSampleAtMs + toParting(isSame, at) / perMs;
  return null;
}

/** Which samples have the sign of what was said `offset` samples later. */
function compare(
  samples: Int16Array,
  { startedAtMs, said }: { startedAtMs: number; said: SaidDigit[] },
  offset: number,
): boolean[] {
  return Array.from(
    samples,
    (sample, at) => Math.sign(sample) === Math.sign(toVoiceSample(said, startedAtMs, at + offset)),
  );
}

function toAlike(isSame: boolean[]): number {
  return isSame.filter(Boolean).length;
}

/** By chance half of the signs agree. */
function isAlike(isSame: boolean[], at: number): boolean {
  return isSame.slice(at, at + window).filter(Boolean).length > 0.8 * window;
}

/** Within the first window that differs: the first sample that does. */
function toParting(isSame: boolean[], at: number): number {
  const differing = isSame.indexOf(false, at);
  return differing === -1 ? at : differing;
}
