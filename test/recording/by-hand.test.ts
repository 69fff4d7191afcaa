// Pauses by hand under policy: they begin at once, do not last without a reason, and end when policy says.
import { describe, expect, test } from 'vitest';
import type { RecordingEvent } from '../../src/recording/events.ts';
import { Scene } from './scene.ts';

type Press = Omit<Extract<RecordingEvent, { type: 'manualPause' }>, 'type'>;
const press = (scene: Scene, more: Press = {}) => scene.on({ type: 'manualPause', ...more });
const unreasoned: Press = { endsWithinMs: 30_000, asksReason: true };
const why = { reason: 'callerAsked', detail: '' } as const;

describe('a pause by hand that policy ends', () => {
  test('begins at once, warns, cannot be extended, and ends as policy, not as the person or a limit', () => {
    const scene = press(new Scene(), { endsWithinMs: 60_000 }).yes();
    expect(scene.view).toMatchObject({ status: 'paused', canExtend: false });
    expect(scene.view.limitAtMs).toBe(scene.nowMs + 60_000);
    scene.on({ type: 'extend' }).wait(59_999);
    expect(scene.view).toMatchObject({ status: 'paused', warning: 'limitNear' });
    scene.wait(1);
    expect(scene.noted('holdEnded')).toMatchObject([{ origin: 'manual', reason: 'policy' }]);
    scene.wait(3_000).yes();
    expect(scene.noted('resumed')).toMatchObject([{ reason: 'policy' }]);
    expect(scene.noted('extended')).toEqual([]);
  });

  test('has no more time to give, though a card field beside it has', () => {
    const scene = press(new Scene(), { endsWithinMs: 200_000 }).yes().wait(60_000).on({ type: 'extend' });
    expect(scene.noted('extended')).toEqual([]);
    expect(scene.view.canExtend).toBe(false);
    expect(scene.focus().view).toMatchObject({ canExtend: true, limitAtMs: scene.nowMs + 240_000 });
    scene.wait(60_000).on({ type: 'extend' });
    expect(scene.noted('extended')).toMatchObject([{ by: 'person' }]);
  });

  test('is not prolonged by another press', () => {
    const scene = press(press(new Scene(), { endsWithinMs: 60_000 }).yes().wait(50_000), {
      endsWithinMs: 60_000,
    });
    scene.wait(10_000);
    expect(scene.state.holds).toEqual([]);
  });

  test('leaves a card field its pause: a leak is worse', () => {
    const scene = press(new Scene().focus().yes(), { endsWithinMs: 10_000 }).wait(20_000);
    expect(scene.view).toMatchObject({ status: 'paused', holds: [{ origin: 'field' }] });
    expect(scene.sent).toEqual(['pause']);
  });

  test('counts the time of the person, not that of a clock that was set', () => {
    const scene = press(new Scene(), { endsWithinMs: 60_000 }).yes().wait(10_000);
    scene.nowMs += 3_600_000;
    scene.on({ type: 'clockJumped', byMs: 3_600_000 }).wait(19_000);
    expect(scene.state.holds).toHaveLength(1);
  });
});

describe('a pause by hand that needs a reason', () => {
  test('asks for it while it lasts, and does not last without one', () => {
    const scene = press(new Scene(), unreasoned).yes();
    expect(scene.view).toMatchObject({ status: 'paused', holds: [{ origin: 'manual', asksReason: true }] });
    scene.wait(30_000);
    expect(scene.state.holds).toEqual([]);
  });

  test('goes on with one, which is noted without what looks like a card', () => {
    const scene = press(new Scene(), unreasoned).yes().wait(20_000);
    press(scene, { why: { reason: 'other', detail: 'card 4539148803436467' } });
    expect(scene.view.holds[0]).not.toHaveProperty('asksReason');
    scene.wait(60_000);
    expect(scene.view.status).toBe('paused');
    expect(scene.noted('pauseReasoned')).toMatchObject([{ reason: 'other' }]);
    expect(JSON.stringify(scene.notes)).not.toContain('4539');
  });

  test('is bounded by policy from when it began, with a reason as well', () => {
    const scene = press(new Scene(), unreasoned).yes().wait(20_000);
    press(scene, { endsWithinMs: 60_000, why }).wait(39_999);
    expect(scene.state.holds).toHaveLength(1);
    scene.wait(1);
    expect(scene.state.holds).toEqual([]);
  });

  test('that nobody waits for ends and shortens nothing', () => {
    const scene = press(new Scene()).yes().wait(70_000);
    press(scene, { endsWithinMs: 60_000, why }).wait(100_000);
    expect(scene.view.status).toBe('paused');
    expect(scene.noted('pauseReasoned')).toHaveLength(1);
  });

  test('may come with its reason', () => {
    const scene = press(new Scene(), { asksReason: true, why }).yes();
    expect(scene.view.holds[0]).not.toHaveProperty('asksReason');
    expect(scene.noted('pauseReasoned')).toHaveLength(1);
  });
});

describe('a press that policy refuses', () => {
  test('begins nothing', () => {
    const scene = new Scene().on({ type: 'retry' });
    expect(scene.state.holds).toEqual([]);
    expect(scene.sent).toEqual([]);
  });

  test('tries at once what a card field wants anyway', () => {
    const scene = new Scene().focus().no('refused');
    const before = scene.sent.length;
    scene.on({ type: 'retry' });
    expect(scene.sent.length).toBe(before + 1);
    expect(scene.sent.at(-1)).toBe('pause');
  });
});
