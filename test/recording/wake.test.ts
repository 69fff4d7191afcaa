// When time itself is the next event: never missed, and never for nothing.
import { describe, expect, test } from 'vitest';
import { giveUpMs } from '../../src/recording/channel.ts';
import { leaseMs } from '../../src/recording/holds.ts';
import { Scene } from './scene.ts';

const left = (scene: Scene) => scene.blur().wait(3_000);
const wakeIn = ({ wakeAtMs, nowMs }: Scene) => (wakeAtMs === null ? null : wakeAtMs - nowMs);
/** A manual hold has no lease that would come first. */
const manual = (traits: object = {}, timings: object = {}) =>
  new Scene(traits, { manualSoftLimitMs: 500_000, ...timings }).on({ type: 'manualPause' });

describe('time is waited for', () => {
  test.each([
    ['not at all where nothing is held or owed', () => new Scene(), null],
    ['until an answer is given up', () => manual(), giveUpMs],
    ['until a lease ends', () => new Scene().focus().yes(), leaseMs],
    ['until the first of several leases ends', () => new Scene().focus('f').yes().wait(9_000).focus('g'), leaseMs - 9_000],
    ['until another window was in front for too long', () => new Scene({}, { awayMs: 30_000 }).focus('f', 1, { isAway: true }).yes(), 30_000],
    ['until the linger ends', () => new Scene().focus().yes().blur(), 3_000],
    ['until the hard limit, where that ends the linger', () => new Scene({}, { lingerMs: 90_000, hardLimitMs: 40_000, softLimitMs: 40_000 }).focus().yes().wait(5_000).blur(), 35_000],
    ['until the warning before a limit', () => manual().yes(), 470_000],
    ['until the soft limit, once the warning is there', () => manual().yes().wait(470_000), 30_000],
    ['until the warning before policy ends a pause by hand', () => new Scene().on({ type: 'manualPause', endsWithinMs: 100_000 }).yes(), 70_000],
    ['until policy ends it', () => new Scene().on({ type: 'manualPause', endsWithinMs: 20_000 }).yes(), 20_000],
    ['until the hard limit, where that comes first', () => manual({}, { hardLimitMs: 20_000 }).yes(), 20_000],
    ['until a recorder is read', () => manual({ canRead: true }).yes(), 5_000],
    ['until a pause is said again', () => manual({ coversNewCalls: false, reassertEveryMs: 4_000 }).yes(), 4_000],
    ['until the next try', () => manual().no('rateLimited', { retryAfterMs: 8_000 }), 8_000],
    ['until the next look for a call', () => manual().no('noCall'), 5_000],
    ['until a failed resume is tried again', () => left(new Scene().focus().yes()).no('rateLimited', { retryAfterMs: 8_000 }), 8_000],
    ['until a resume is read back', () => left(new Scene({ canRead: true }).focus().yes()).yes(), 10_000],
    ['until the first of several recorders is due', () => manual([{ canRead: true }, { canRead: true, readEveryMs: 4_000 }]).yes('r0').yes('r1'), 4_000],
  ] as const)('%s', (_, create, ms) => {
    expect(wakeIn(create())).toBe(ms);
  }); // prettier-ignore

  test('not for what waits for a person', () => {
    const scene = manual({ command: 'toggle' }).no('timedOut').wait(400);
    expect(scene.channel().needsPerson).toBe(true);
    expect(wakeIn(scene)).toBeGreaterThan(400_000);
  });

  test('not for a try that nobody wants any more', () => {
    const scene = manual().no('rateLimited', { retryAfterMs: 90_000 }).on({ type: 'manualResume' });
    expect(scene.wakeAtMs).toBeNull();
  });

  test.each([
    ['that needs no look', {}],
    ['at which a look would be a press', { command: 'toggle', coversNewCalls: false } as const],
  ])('not for a paused recorder %s', (_, traits) => {
    expect(wakeIn(manual(traits).yes())).toBe(470_000);
  });
});

test('a tick before its time changes nothing', () => {
  const scene = new Scene({ canRead: true }).focus().yes();
  for (let count = 0; count < 8; count += 1) {
    const { requests, notes, state, nowMs, wakeAtMs } = scene;
    scene.nowMs = (wakeAtMs ?? 0) - 1;
    scene.on({ type: 'tick' });
    expect(scene.requests).toHaveLength(requests.length);
    expect(scene.notes).toHaveLength(notes.length);
    expect({ ...scene.state, seenAtMs: nowMs }).toStrictEqual({ ...state, seenAtMs: nowMs });
    scene.wait(1);
    if (scene.channel().attempt?.command === 'read') scene.reads('paused');
  }
});
