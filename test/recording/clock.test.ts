// The wall clock jumps: it was set, or the machine slept. No hold runs out by it, and no wait gets longer by it.
import { describe, expect, test } from 'vitest';
import type { State } from '../../src/recording/state.ts';
import { Scene } from './scene.ts';

const hour = 3_600_000;

const jump = (scene: Scene, byMs: number) => {
  scene.nowMs += byMs;
  return scene.on({ type: 'clockJumped', byMs });
};

/** How far away something is; what is in the past is negative. */
type Far = number | null | undefined;
const far = (scene: Scene, toAtMs: (state: State) => Far): Far => {
  const atMs = toAtMs(scene.state);
  return typeof atMs === 'number' ? atMs - scene.nowMs : atMs;
};
const of = (scene: Scene, look: (state: State) => Far) => far(scene, look);

const hold = ({ holds: [first] }: State) => first;
const channel = ({ channels: [first] }: State) => first;

/** Scenes in which a time is set, what it is, and how far away it is afterwards: clock back, a bit ahead, sleep. */
const times: [string, () => Scene, (state: State) => Far, { back: Far; ahead: Far; sleep: Far }][] = [
  ['when a hold began', () => new Scene().focus().wait(5_000), s => hold(s)?.startedAtMs, { back: -5_000, ahead: -5_000, sleep: -5_000 }],
  ['its lease', () => new Scene().focus().wait(5_000), s => hold(s)?.leaseUntilMs, { back: 65_000, ahead: 65_000, sleep: 65_000 }],
  ['that a manual hold has none', () => new Scene().on({ type: 'manualPause' }), s => hold(s)?.leaseUntilMs, { back: null, ahead: null, sleep: null }],
  ['the last activity', () => new Scene().focus().wait(5_000), s => hold(s)?.activeAtMs, { back: -5_000, ahead: -15_000, sleep: -5_000 - hour }],
  ['the time for another window', () => new Scene({}, { awayMs: 30_000 }).focus('f', 1, { isAway: true }).wait(5_000), s => hold(s)?.awayUntilMs, { back: 25_000, ahead: 15_000, sleep: undefined }],
  ['when the episode began', () => new Scene().focus().wait(5_000), s => s.episode?.startedAtMs, { back: -5_000, ahead: -5_000, sleep: -5_000 }],
  ['its soft limit', () => new Scene().focus().wait(5_000), s => s.episode?.softLimitAtMs, { back: 175_000, ahead: 175_000, sleep: 20_000 }],
  ['a soft limit that is near', () => new Scene({}, { softLimitMs: 15_000 }).focus().wait(5_000), s => s.episode?.softLimitAtMs, { back: 10_000, ahead: 10_000, sleep: 10_000 }],
  ['its hard limit', () => new Scene().focus().wait(5_000), s => s.episode?.hardLimitAtMs, { back: 595_000, ahead: 595_000, sleep: 595_000 }],
  ['the linger', () => new Scene({}, { lingerMs: 30_000 }).focus().blur().wait(5_000), s => s.episode?.linger?.untilMs, { back: 25_000, ahead: 15_000, sleep: undefined }],
  ['since when something is owed', () => new Scene().focus().yes().wait(5_000), s => channel(s)?.owed?.sinceMs, { back: -5_000, ahead: -5_000, sleep: -5_000 }],
  ['since when something fails', () => new Scene().failing('refused').focus().wait(5_000), s => channel(s)?.failure?.sinceMs, { back: -5_000, ahead: -5_000, sleep: -5_000 }],
  ['when a request was sent', () => new Scene().focus().wait(2_000), s => channel(s)?.attempt?.sentAtMs, { back: -2_000, ahead: -2_000, sleep: undefined }],
  ['when it is given up', () => new Scene().focus().wait(2_000), s => channel(s)?.attempt?.giveUpAtMs, { back: 13_000, ahead: 3_000, sleep: undefined }],
  ['when a resume is read back', () => new Scene({ canRead: true, readLagMs: 20_000 }).focus().yes().on({ type: 'manualResume' }).yes().wait(5_000), s => channel(s)?.checking?.dueAtMs, { back: 15_000, ahead: 5_000, sleep: -hour + 15_000 }],
  ['since when that one was owed', () => new Scene({ canRead: true, readLagMs: 20_000 }).focus().yes().on({ type: 'manualResume' }).yes().wait(5_000), s => channel(s)?.checking?.owed.sinceMs, { back: -5_000, ahead: -5_000, sleep: -5_000 }],
  ['the next try', () => new Scene().focus().no('rateLimited', { retryAfterMs: 30_000 }).wait(5_000), s => channel(s)?.dueAtMs, { back: 25_000, ahead: 15_000, sleep: null }],
  ['when a pause was accepted', () => new Scene({ canRead: true, readEveryMs: 60_000 }).focus().yes().wait(5_000), s => channel(s)?.acceptedAtMs, { back: -5_000, ahead: -15_000, sleep: -5_000 - hour }],
  ['when it was resumed', () => new Scene().focus().yes().on({ type: 'manualResume' }).yes().wait(5_000), s => channel(s)?.resumedAtMs, { back: -5_000, ahead: -15_000, sleep: -5_000 - hour }],
]; // prettier-ignore

describe.each(times)('%s', (_, create, look, { back, ahead, sleep }) => {
  test('when the clock is set back', () => expect(of(jump(create(), -hour), look)).toBe(back));
  test('when it is set ahead', () => expect(of(jump(create(), 10_000), look)).toBe(ahead));
  test('after a sleep', () => expect(of(jump(create(), hour), look)).toBe(sleep));
});

describe('a jump', () => {
  test.each([
    [60_000, 20_000],
    [59_999, 180_000],
  ])('of %i ms leaves %i ms until the soft limit', (byMs, softMs) => {
    const scene = jump(new Scene().focus(), byMs);
    expect(of(scene, ({ episode }) => episode?.softLimitAtMs)).toBe(softMs);
  });

  test('where nothing is held does nothing', () => {
    const scene = jump(new Scene(), hour);
    expect(scene.sent).toEqual([]);
    expect(scene.status).toBe('ready');
  });

  test('sets no time that was not set', () => {
    const scene = new Scene();
    const before = scene.channel();
    expect(jump(scene, -hour).channel()).toStrictEqual(before);
    expect(jump(scene, hour).channel()).toStrictEqual(before);
  });

  test('comes before whatever it would seem to have ended', () => {
    const scene = new Scene().focus().yes();
    scene.nowMs += hour;
    scene.on({ type: 'clockJumped', byMs: hour }).focus();
    expect(scene.noted('holdEnded')).toEqual([]);
    expect(scene.sent).toEqual(['pause']);
  });

  test('shifts every hold and every recorder', () => {
    const scene = jump(new Scene([{}, {}]).focus('f').focus('g'), -hour);
    expect(scene.state.holds.map(({ startedAtMs }) => startedAtMs - scene.nowMs)).toEqual([0, 0]);
    expect(scene.state.channels.map(({ attempt }) => (attempt?.sentAtMs ?? 0) - scene.nowMs)).toEqual([0, 0]);
  });

  test('is what everything goes by from then on', () => {
    const scene = jump(new Scene().focus(), -hour);
    expect(scene.state.seenAtMs).toBe(scene.nowMs);
  });
});
