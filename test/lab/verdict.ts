// Compares what the caller said with what can be heard in the finished recording. Nothing here knows what the
// extension, the recorder or the phone believe: the sound alone decides.
import type { SaidDigit } from './caller.ts';
import { decodeDigits, toneMs, type AudibleDigit } from './dtmf.ts';
import { sampleRate } from './wav.ts';

/** A stretch of time, ms from the start of the call. */
export type Span = { startMs: number; endMs: number };

export type JudgedDigit = {
  digit: string;
  role: SaidDigit['role'];
  /** When its sound began, ms from the start of the call. */
  atMs: number;
  /** How much of it is in the recording. */
  heard: 'whole' | 'part' | 'none';
  /** False for other digits that fell into card entry: they may be silent, or not. */
  counts: boolean;
};

export type Verdict = {
  digits: JudgedDigit[];
  heard: AudibleDigit[];
  /** Sounds at times when the caller said nothing. */
  strays: AudibleDigit[];
  /** Where the recording is exactly zero: it was paused. */
  silences: Span[];
  /** One sentence for each thing that is wrong; empty when the recording is as it should be. */
  faults: string[];
};

type Question = {
  samples: Int16Array;
  said: SaidDigit[];
  /** Wall clock of the first sample. */
  startedAtMs: number;
  /** Length that the recording should have. */
  durationMs: number;
  /** Times of card entry, within which other digits do not count. */
  cardTimes?: Span[];
};

/** How far the decoder's times may be off, in ms. */
const toleranceMs = 3;

/** Judges one recording. */
export function judge({ samples, said, startedAtMs, durationMs, cardTimes = [] }: Question): Verdict {
  const heard = decodeDigits(samples);
  const digits = said.map(({ digit, role, atMs }): JudgedDigit => {
    const fromMs = atMs - startedAtMs;
    const inSlot = heard.filter(sound => isWithin(sound, fromMs));
    const isWhole = inSlot.length === 1 && inSlot[0]?.digit === digit && !inSlot[0].isPartial;
    return {
      digit,
      role,
      atMs: fromMs,
      heard: isWhole ? 'whole' : inSlot.length > 0 ? 'part' : 'none',
      counts:
        role === 'card' || !cardTimes.some(span => fromMs < span.endMs && fromMs + toneMs > span.startMs),
    };
  });
  const strays = heard.filter(sound => !said.some(({ atMs }) => isWithin(sound, atMs - startedAtMs)));
  const lengthMs = (samples.length / sampleRate) * 1000;
  return {
    digits,
    heard,
    strays,
    silences: toSilences(samples),
    faults: [...toFaults(digits, strays), ...toLengthFault(lengthMs, durationMs)],
  };
}

function isWithin(sound: AudibleDigit, fromMs: number): boolean {
  return sound.startMs < fromMs + toneMs + toleranceMs && sound.endMs > fromMs - toleranceMs;
}

function toFaults(digits: JudgedDigit[], strays: AudibleDigit[]): string[] {
  const card = digits.filter(({ role }) => role === 'card');
  const others = digits.filter(({ role, counts }) => role === 'other' && counts);
  const leaked = card.filter(({ heard }) => heard !== 'none');
  const missing = others.filter(({ heard }) => heard !== 'whole');
  const inPart = (list: JudgedDigit[]) => list.filter(({ heard }) => heard === 'part').length;
  return [
    ...(leaked.length > 0
      ? [`${leaked.length} of ${card.length} card digits can be heard (${inPart(leaked)} of them in part).`]
      : []),
    ...(missing.length > 0
      ? [
          `${missing.length} of ${others.length} other digits are missing (${inPart(missing)} of them in part).`,
        ]
      : []),
    ...(strays.length > 0 ? [`${strays.length} sounds that nobody made are in the recording.`] : []),
    ...(card.length === 0 ? ['No card was said, so nothing is proven.'] : []),
    ...(others.length === 0 ? ['Nothing else was said, so an empty recording would look the same.'] : []),
  ];
}

/** A recording of another length has been cut or is late, and its times mean nothing. */
function toLengthFault(lengthMs: number, durationMs: number): string[] {
  if (Math.abs(lengthMs - durationMs) < 50) return [];
  return [`The recording is ${Math.round(lengthMs)} ms long, the call was ${Math.round(durationMs)} ms.`];
}

/** Shortest silence that is told as a pause, in ms; a lone zero can be noise. */
const leastSilenceMs = 2;

function toSilences(samples: Int16Array): Span[] {
  const perMs = sampleRate / 1000;
  const silences: Span[] = [];
  let at = samples.indexOf(0);
  while (at !== -1) {
    let end = at;
    while (end < samples.length && samples[end] === 0) end += 1;
    if (end - at >= leastSilenceMs * perMs) silences.push({ startMs: at / perMs, endMs: end / perMs });
    at = samples.indexOf(0, end);
  }
  return silences;
}
