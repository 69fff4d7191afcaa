// The audio of one call as its recorder keeps it.
import { nowMs } from './clock.ts';
import { createWavWriter, sampleRate, type WavWriter } from './wav.ts';

/** A change of a recording, and the wall clock at which it took effect in the audio. */
export type PauseChange = { readonly atMs: number; readonly isPaused: boolean };

/** The recording of one call, written to its file as the call goes on. */
export class CallRecording {
  readonly path: string;
  readonly #startedAtMs: number;
  readonly #file: WavWriter;
  readonly #toSound: (atMs: number) => number;
  readonly #changes: PauseChange[] = [];
  #rendered = 0;
  #isPaused = false;
  #isFinished = false;

  /** `toSound` gives the caller's sound at a moment of the wall clock. */
  constructor(path: string, startedAtMs: number, toSound: (atMs: number) => number) {
    this.path = path;
    this.#startedAtMs = startedAtMs;
    this.#toSound = toSound;
    this.#file = createWavWriter(path);
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Every true change of `isPaused`, oldest first. */
  get changes(): PauseChange[] {
    return [...this.#changes];
  }

  /** From this very moment the recording is silent (or not). Says nothing and does nothing once it is finished. */
  setPaused(isPaused: boolean): void {
    if (this.#isFinished || this.#isPaused === isPaused) return;
    const atMs = nowMs();
    this.render(atMs);
    this.#isPaused = isPaused;
    this.#changes.push({ atMs, isPaused });
  }

  /** Writes the audio up to `untilMs` (now), with what has been true since the last time. */
  render(untilMs: number = nowMs()): void {
    if (this.#isFinished) return;
    const until = Math.floor(((untilMs - this.#startedAtMs) / 1000) * sampleRate);
    if (until <= this.#rendered) return;
    const from = this.#rendered;
    const samples = Int16Array.from({ length: until - from }, (_, index) => this.#toRecorded(from + index));
    this.#file.write(samples);
    this.#rendered = until;
  }

  /** Ends the recording now and puts its file in order. Calling it again does nothing. */
  async finish(): Promise<void> {
    this.render();
    this.#isFinished = true;
    this.#file.finish();
  }

  #toRecorded(at: number): number {
    if (this.#isPaused) return 0;
    return this.#toSound(this.#startedAtMs + (at / sampleRate) * 1000) + toRoomNoise(at);
  }
}

/**
 * The noise of a quiet room, far below the tones and never zero: where a finished recording is exactly zero,
 * it was paused, so that pauses too can be told from the sound alone.
 */
export function toRoomNoise(at: number): number {
  const scrambled = Math.imul(at + 1, 0x9e3779b1) >>> 16;
  return (scrambled & 1 ? 1 : -1) * (4 + ((scrambled >> 1) & 31));
}
