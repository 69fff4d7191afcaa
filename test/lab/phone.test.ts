import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nowMs } from './clock.ts';
import { decodeDigits, digitMs, toneMs } from './dtmf.ts';
import { Phone, type PhoneCall } from './phone.ts';
import { readWav } from './wav.ts';

// These hear a real clock: on a machine that is busy for 50 ms at the wrong moment one may need a second try.
describe('the phone', { retry: 2 }, () => {
  let dir = '';
  let phone: Phone;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'phone-'));
    phone = new Phone({ recordingsDir: join(dir, 'recordings') });
  });
  afterEach(async () => {
    await phone.stop();
    rmSync(dir, { recursive: true });
  });

  const heard = (call: PhoneCall) => decodeDigits(readWav(call.recording.path));
  const hearDigits = (call: PhoneCall) =>
    heard(call)
      .map(({ digit }) => digit)
      .join('');
  const until = (atMs: number) => wait(Math.max(0, atMs - nowMs()));

  it('records what the caller says, in real time', async () => {
    const call = phone.startCall('SIP1');
    call.say('123');
    expect(call.saidUntilMs - nowMs()).toBeGreaterThan(3 * digitMs - 20);
    await until(call.saidUntilMs + 30);
    const endedAtMs = nowMs();
    phone.endCall(call.id);
    await call.recording.finish();
    const samples = readWav(call.recording.path);
    expect(Math.abs(samples.length / 8 - (endedAtMs - call.startedAtMs))).toBeLessThan(5);
    expect(hearDigits(call)).toBe('123');
    for (const [index, said] of call.spoken().entries())
      expect(Math.abs((heard(call)[index]?.startMs ?? 0) - (said.atMs - call.startedAtMs))).toBeLessThan(1);
  });

  it('says new digits after those that are still being said', async () => {
    const call = phone.startCall('SIP1');
    call.say('12');
    await wait(40);
    call.say('34');
    const said = call.saidUntilMs;
    await until(said);
    expect(call.spoken().map(({ digit }) => digit)).toEqual([...'1234']);
    const gaps = call.spoken().map(({ atMs }, index, all) => (all[index + 1]?.atMs ?? said) - atMs);
    for (const gap of gaps) expect(gap).toBeCloseTo(digitMs, 3);
  });

  it('knows only digits as spoken whose sound has begun', async () => {
    const call = phone.startCall('SIP1');
    call.say('1234');
    await wait(digitMs + 20);
    phone.endCall(call.id);
    expect(call.spoken().map(({ digit }) => digit)).toEqual(['1', '2']);
    await wait(digitMs);
    expect(call.spoken()).toHaveLength(2);
  });

  it('pauses at the very moment, in the middle of a digit', async () => {
    const call = phone.startCall('SIP1');
    call.say('159');
    await until(call.startedAtMs + digitMs + toneMs / 2);
    call.recording.setPaused(true);
    expect(call.recording.isPaused).toBe(true);
    await until(call.startedAtMs + 2 * digitMs + toneMs / 2);
    call.recording.setPaused(false);
    await until(call.saidUntilMs);
    phone.endCall(call.id);
    const [pausedAtMs, resumedAtMs] = call.recording.changes.map(({ atMs }) => atMs - call.startedAtMs);
    const found = heard(call);
    expect(found.map(({ digit, isPartial }) => [digit, isPartial])).toEqual([
      ['1', false],
      ['5', true],
      ['9', true],
    ]);
    expect(Math.abs((found[1]?.endMs ?? 0) - (pausedAtMs ?? 0))).toBeLessThan(1);
    expect(Math.abs((found[2]?.startMs ?? 0) - (resumedAtMs ?? 0))).toBeLessThan(1);
    const paused = readWav(call.recording.path).subarray(
      (pausedAtMs ?? 0) * 8 + 1,
      (resumedAtMs ?? 0) * 8 - 1,
    );
    expect(paused.every(sample => sample === 0)).toBe(true);
  });

  it('is exact even when nothing could run in between', async () => {
    const call = phone.startCall('SIP1');
    call.say('12345');
    // Into the quiet after the second digit.
    const blockedUntilMs = call.saidUntilMs - 3 * digitMs - 25;
    while (nowMs() < blockedUntilMs);
    call.recording.setPaused(true);
    await until(call.saidUntilMs - digitMs - 40);
    call.recording.setPaused(false);
    await until(call.saidUntilMs);
    phone.endCall(call.id);
    expect(hearDigits(call)).toBe('125');
  });

  it('makes no sound of its own in a pause, and never pure silence outside of one', async () => {
    const call = phone.startCall('SIP1');
    await wait(60);
    call.recording.setPaused(true);
    await wait(60);
    phone.endCall(call.id);
    const samples = readWav(call.recording.path);
    const pausedAt = Math.floor(((call.recording.changes[0]?.atMs ?? 0) - call.startedAtMs) * 8);
    expect(samples.indexOf(0)).toBe(pausedAt);
    expect(samples.subarray(pausedAt).every(sample => sample === 0)).toBe(true);
  });

  it('notes only true changes, and none after the end', async () => {
    const call = phone.startCall('SIP1');
    for (const isPaused of [false, true, true, false]) call.recording.setPaused(isPaused);
    phone.endCall(call.id);
    call.recording.setPaused(true);
    expect(call.recording.changes.map(({ isPaused }) => isPaused)).toEqual([true, false]);
    expect(call.recording.isPaused).toBe(false);
  });

  it('keeps calls of several extensions apart, and forgets those that are over', async () => {
    const [first, second, third] = ['A', 'B', 'A'].map(extension => phone.startCall(extension));
    expect(phone.callsOf('A')).toEqual([first, third]);
    expect(phone.calls()).toHaveLength(3);
    expect(phone.call(second?.id ?? '')).toBe(second);
    first?.recording.setPaused(true);
    expect(third?.recording.isPaused).toBe(false);
    phone.endCall(first?.id ?? '');
    expect(first?.isOver).toBe(true);
    expect(phone.call(first?.id ?? '')).toBeUndefined();
    expect(phone.callsOf('A')).toEqual([third]);
    phone.endCall('no such call');
  });

  it('finishes the recordings of calls that were left running', async () => {
    const call = phone.startCall('SIP1');
    await wait(30);
    expect(() => readWav(call.recording.path)).toThrow('not finished');
    await phone.stop();
    expect(readWav(call.recording.path).length).toBeGreaterThan(200);
    expect(() => call.say('1')).toThrow('over');
  });
});
