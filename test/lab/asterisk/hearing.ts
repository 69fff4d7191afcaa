// What can be heard in the recording of a real call, and when what was heard had been said.
import type { SaidDigit } from '../caller.ts';
import { decodeDigits, digitMs } from '../dtmf.ts';
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
 * with what was said, sample by sample, from the last digit before the cut on until they part.
 */
export function toCutAtMs(
  { samples }: Hearing,
  { startedAtMs, said }: { startedAtMs: number; said: SaidDigit[] },
): number | null {
  const last = toLastInStep(samples, said);
  if (last === null) return null;
  const from = Math.round(last.startMs * perMs);
  // The decoder tells a digit's beginning to a sample or two; the noise after it does better.
  const roughly = Math.round((last.saidAtMs - startedAtMs) * perMs) - from;
  const comparisons = [-2, -1, 0, 1, 2].map(by => {
    const offset = roughly + by;
    return { offset, isSame: compare(samples.subarray(from), { startedAtMs, said }, from + offset) };
  });
  const { offset, isSame } = comparisons.reduce((best, one) => (toAlike(one) > toAlike(best) ? one : best));
  for (let at = 0; at + window <= isSame.length; at += 1)
    if (!isAlike(isSame, at)) return startedAtMs + (from + toParting(isSame, at) + offset) / perMs;
  return null;
}

/** Late packets may shift a recording by a few frames; a cut shifts it by more. */
const leastCutMs = 300;

/** The last digit that is heard as long after the first one as it was said. */
function toLastInStep(samples: Int16Array, said: SaidDigit[]): { startMs: number; saidAtMs: number } | null {
  const pairs = decodeDigits(samples).flatMap(({ digit, startMs }, index) => {
    const one = said[index];
    return one === undefined ? [] : [{ isSame: one.digit === digit, startMs, saidAtMs: one.atMs }];
  });
  const [first] = pairs;
  if (first === undefined) return null;
  const isInStep = ({ isSame, startMs, saidAtMs }: typeof first) =>
    isSame && Math.abs(saidAtMs - first.saidAtMs - (startMs - first.startMs)) < leastCutMs;
  const end = pairs.findIndex(pair => !isInStep(pair));
  return pairs[(end === -1 ? pairs.length : end) - 1] ?? null;
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

/** Within one digit and the rest after it: one sample too early or late shows in the rest alone. */
function toAlike({ isSame }: { isSame: boolean[] }): number {
  return isSame.slice(0, digitMs * perMs).filter(Boolean).length;
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
