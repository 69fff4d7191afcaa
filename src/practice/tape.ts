// What the simulated recorder writes: real samples, so that what can be heard is found by listening and not by
// bookkeeping. Nothing of it leaves the page.
import { sampleRate, toneMs, toToneSample } from './tones.ts';

/** A digit that the simulated caller says; ms from the start of the call. */
export type Said = { digit: string; startMs: number };

/** One column of the picture: the loudest sample in it, 0 to 1. */
export type Column = {
  /** Of what the caller said, and of what the tape holds of it. */
  said: number;
  held: number;
  /** Whether nothing but silence was written. */
  isPaused: boolean;
};

export type Tape = {
  /** Writes everything up to this moment, ms from the start of the call. Earlier moments change nothing. */
  advance(toMs: number): void;
  /** Adds a digit that is said from `startMs` on, which must not be written yet. */
  say(said: Said): void;
  /** From now on silence is written, or what is said. */
  setPaused(isPaused: boolean): void;
  isPaused(): boolean;
  /** Everything that was written, as a copy. */
  samples(): Int16Array;
  /** One column for each `columnMs`, from the start of the call. */
  columns(): readonly Column[];
};

/** Width of one column of the picture, in ms. */
export const columnMs = 40;

const samplesPerMs = sampleRate / 1000;
const samplesPerColumn = columnMs * samplesPerMs;
/** Peak of the noise of a line that is open, which a decoder takes for silence. */
const noise = 240;
const loudest = 16_000;

/** An empty tape. `random` gives numbers from 0 to 1. */
export function createTape(random: () => number = Math.random): Tape {
  let samples = new Int16Array(sampleRate * 30);
  let length = 0;
  let isPaused = false;
  const digits: Said[] = [];
  const columns: Column[] = [];

  function write(at: number, heard: Said[]): void {
    let spoken = Math.round((random() * 2 - 1) * noise);
    for (const { digit, startMs } of heard) spoken += toToneSample(digit, at - startMs * samplesPerMs);
    samples[at] = isPaused ? 0 : spoken;
    const column = (columns[Math.floor(at / samplesPerColumn)] ??= { said: 0, held: 0, isPaused: true });
    column.said = Math.max(column.said, Math.abs(spoken) / loudest);
    column.isPaused &&= isPaused;
    column.held = Math.max(column.held, Math.abs(samples[at] ?? 0) / loudest);
  }

  return {
    advance(toMs) {
      const end = Math.floor(toMs * samplesPerMs);
      if (end > samples.length) {
        const longer = new Int16Array(Math.max(end, samples.length * 2));
        longer.set(samples);
        samples = longer;
      }
      const heard = digits.filter(({ startMs }) => (startMs + toneMs) * samplesPerMs >= length);
      for (; length < end; length += 1) write(length, heard);
    },
    say: said => void digits.push(said),
    setPaused(next) {
      isPaused = next;
    },
    isPaused: () => isPaused,
    samples: () => samples.slice(0, length),
    columns: () => columns,
  };
}
