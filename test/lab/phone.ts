// The lab's phone system: calls whose caller speaks digits, in real time, into recordings that can be paused.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CallRecording } from './call-recording.ts';
import { nowMs } from './clock.ts';
import { digitMs, toToneSample } from './dtmf.ts';
import { sampleRate } from './wav.ts';

export type { CallRecording };

/** How often the audio is rendered while nothing else happens. */
const tickMs = 20;

/** Every call of one lab, and the clock that drives their audio. */
export class Phone {
  readonly #recordingsDir: string;
  readonly #live = new Map<string, PhoneCall>();
  readonly #finishing = new Set<Promise<void>>();
  #tick: NodeJS.Timeout | undefined;

  /** Recordings are written into `recordingsDir`, which is made where it does not exist. */
  constructor({ recordingsDir }: { recordingsDir: string }) {
    mkdirSync(recordingsDir, { recursive: true });
    this.#recordingsDir = recordingsDir;
  }

  /** An extension answers a call, and its recording starts. */
  startCall(extension: string): PhoneCall {
    const call = new PhoneCall(extension, this.#recordingsDir);
    this.#live.set(call.id, call);
    this.#tick ??= setInterval(() => this.#render(), tickMs).unref();
    return call;
  }

  /** Hangs up. The recording ends now; await its `finish()` before reading it. A call that is over stays over. */
  endCall(callId: string): void {
    const call = this.#live.get(callId);
    if (call === undefined) return;
    this.#live.delete(callId);
    const finishing = call.end().finally(() => this.#finishing.delete(finishing));
    this.#finishing.add(finishing);
    if (this.#live.size === 0) this.#stopTick();
  }

  /** Live calls of one extension, oldest first. */
  callsOf(extension: string): PhoneCall[] {
    return this.calls().filter(call => call.extension === extension);
  }

  /** All live calls, oldest first. */
  calls(): PhoneCall[] {
    return [...this.#live.values()];
  }

  /** A live call by its id. */
  call(callId: string): PhoneCall | undefined {
    return this.#live.get(callId);
  }

  /** Ends every call and waits until their recordings are finished. */
  async stop(): Promise<void> {
    for (const call of this.calls()) this.endCall(call.id);
    await Promise.all(this.#finishing);
  }

  #render(): void {
    for (const call of this.#live.values()) call.recording.render();
  }

  #stopTick(): void {
    clearInterval(this.#tick);
    this.#tick = undefined;
  }
}

/** A digit that the caller says, and the wall clock at which its sound begins. */
export type Said = { readonly digit: string; readonly atMs: number };

/** One call of one extension. What the caller says is fixed as soon as it is scheduled. */
export class PhoneCall {
  /** Unique, and shaped like the call ids of real phone systems: 18 hexadecimal digits. */
  readonly id = randomUUID().replaceAll('-', '').slice(0, 18);
  readonly extension: string;
  readonly startedAtMs = nowMs();
  readonly recording: CallRecording;
  readonly #script: Said[] = [];
  #endedAtMs: number | undefined;

  constructor(extension: string, recordingsDir: string) {
    this.extension = extension;
    const path = join(recordingsDir, `${extension}-${this.id}.wav`);
    this.recording = new CallRecording(path, this.startedAtMs, atMs => this.#toSample(atMs));
  }

  get isOver(): boolean {
    return this.#endedAtMs !== undefined;
  }

  /** When the caller will have said everything, wall clock; in the past while the caller is quiet. */
  get saidUntilMs(): number {
    const last = this.#script.at(-1);
    return last === undefined ? this.startedAtMs : last.atMs + digitMs;
  }

  /** The caller speaks these digits (`0`-`9`, `A`-`D`, `*`, `#`) from now on, after what is still being said. */
  say(digits: string): void {
    if (this.isOver) throw new Error('the call is over');
    if (!/^[0-9A-D*#]*$/.test(digits)) throw new RangeError('only digits of a keypad can be said');
    // What was heard until now must not change.
    this.recording.render();
    const fromMs = Math.max(nowMs(), this.saidUntilMs);
    for (const [index, digit] of [...digits].entries())
      this.#script.push({ digit, atMs: fromMs + index * digitMs });
  }

  /** The digits whose sound has begun, with the wall clock at which it did. */
  spoken(): Said[] {
    const untilMs = this.#endedAtMs ?? nowMs();
    return this.#script.filter(({ atMs }) => atMs <= untilMs);
  }

  /** For the phone alone: hangs up and finishes the recording. */
  async end(): Promise<void> {
    this.#endedAtMs ??= nowMs();
    await this.recording.finish();
  }

  #toSample(atMs: number): number {
    // The newest digits are looked at first: audio is only ever rendered near the end of the script.
    const said = this.#script.findLast(digit => digit.atMs <= atMs);
    if (said === undefined) return 0;
    return toToneSample(said.digit, ((atMs - said.atMs) / 1000) * sampleRate);
  }
}
