// What somebody says in a call, as sound: the process that sends it and the test that looks for it agree here.
import { toRoomNoise } from '../call-recording.ts';
import { toToneSample } from '../dtmf.ts';
import { sampleRate } from '../wav.ts';

/** A digit, and the wall clock at which its sound begins. */
export type Spoken = { digit: string; atMs: number };

/**
 * The sample at `at` samples from the start of a voice. Never zero, so that what is exactly zero in a recording was
 * silenced there, and never the same for long, so that a piece of it tells which moment it is of.
 */
export function toVoiceSample(script: Spoken[], startedAtMs: number, at: number): number {
  const atMs = startedAtMs + (at / sampleRate) * 1000;
  const said = script.findLast(one => one.atMs <= atMs);
  const tone = said === undefined ? 0 : toToneSample(said.digit, ((atMs - said.atMs) / 1000) * sampleRate);
  return tone + toRoomNoise(at);
}
