// What the answers of a recorder mean, and which of them mean nothing.
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/recording/events.ts';
import { Scene } from './scene.ts';

const left = (scene: Scene) => scene.blur().wait(3_000);
const current = (scene: Scene) => scene.channel().attempt?.id ?? 0;
const target = (scene: Scene, callRef: string | string[], attemptId = current(scene), channelId = 'r0') =>
  scene.on({ type: 'targeted', channelId, attemptId, callRef });
const answered = (scene: Scene, attemptId: number, answer: Answer, channelId = 'r0') =>
  scene.on({ type: 'answered', channelId, attemptId, answer });
const yes: Answer = {
  type: 'outcome',
  outcome: { callRef: 'late', evidence: 'verified', reference: 'late' },
};

describe('an answer', () => {
  test.each([
    ['to a request that was given up', 1, 'r0'],
    ['to a request that nobody made', 7, 'r0'],
    ['of another recorder', 2, 'r1'],
  ])('%s changes nothing', (_, attemptId, channelId) => {
    const scene = new Scene().focus().no('refused').wait(400);
    expect(current(scene)).toBe(2);
    const before = scene.state.channels;
    answered(scene, attemptId, yes, channelId);
    expect(scene.state.channels).toStrictEqual(before);
    target(scene, 'late', attemptId, channelId);
    expect(scene.state.channels).toStrictEqual(before);
  });

  test('that comes twice changes nothing the second time', () => {
    const scene = new Scene().focus().yes();
    const before = scene.state.channels;
    answered(scene, 1, yes);
    expect(scene.state.channels).toStrictEqual(before);
  });

  test('finds its own recorder', () => {
    const scene = new Scene([{}, {}]).focus();
    answered(scene, 2, yes, 'r1');
    expect(scene.channel('r0').phase).toBe('pausing');
    expect(scene.channel('r1').phase).toBe('paused');
  });

  test('to a read that is no reading leaves everything as it was', () => {
    const scene = new Scene({ canRead: true }).focus().yes('r0', 'call-7').wait(5_000);
    scene.yes('r0', 'call-8');
    expect(scene.channel()).toMatchObject({ phase: 'paused', owed: { callRef: 'call-7' } });
  });
});

describe('what a pause is about to address', () => {
  test('is owed from then on, in case the answer is lost', () => {
    const scene = target(new Scene().focus().wait(50), 'call-7');
    expect(scene.channel()).toMatchObject({
      phase: 'pausing',
      owed: { callRef: 'call-7', sinceMs: scene.nowMs },
    });
    expect(scene.noted('contradicted')).toEqual([]);
  });

  test('keeps since when something is owed, and the vendor’s reference', () => {
    const scene = new Scene({ coversNewCalls: false }).focus();
    scene.answer({ type: 'outcome', outcome: { callRef: 'a', evidence: 'accepted', reference: 'REF-1' } });
    const sinceMs = scene.nowMs;
    target(scene.wait(5_000), 'a');
    expect(scene.channel().owed).toStrictEqual({ callRef: 'a', sinceMs, reference: 'REF-1' });
  });

  test('and is paused already stays paused', () => {
    const scene = new Scene({ coversNewCalls: false }).focus();
    scene.answer({ type: 'outcome', outcome: { callRef: ['a'], evidence: 'accepted' } });
    target(scene.wait(5_000), ['a']);
    expect(scene.status).toBe('paused');
    expect(scene.noted('contradicted')).toEqual([]);
  });

  test('and is a further call is not paused until the answer says so', () => {
    const scene = new Scene({ coversNewCalls: false }).focus();
    scene.answer({ type: 'outcome', outcome: { callRef: ['a'], evidence: 'accepted' } });
    target(scene.wait(5_000), ['a', 'b']);
    expect(scene.status).toBe('pausing');
    expect(scene.noted('contradicted')).toMatchObject([{ recorder: 'r0', attempt: 2, isNewCall: true }]);
    scene.answer({ type: 'outcome', outcome: { callRef: ['a', 'b'], evidence: 'accepted' } });
    expect(scene.status).toBe('paused');
    expect(scene.noted('paused')).toHaveLength(2);
    expect(left(scene).requests.at(-1)).toMatchObject({ command: 'resume', callRef: ['a', 'b'] });
  });

  test.each(['timedOut', 'ambiguousCall', 'refused'] as const)(
    'and is a further call is an alert at the first %s: the pause of the first call is no pause of both',
    code => {
      const scene = new Scene({ coversNewCalls: false }).focus();
      scene.answer({ type: 'outcome', outcome: { callRef: ['a'], evidence: 'accepted' } });
      target(scene.wait(5_000), ['a', 'b']).no(code);
      expect(scene.status).toBe('stillRecording');
      scene.wait(400).answer({ type: 'outcome', outcome: { callRef: ['a', 'b'], evidence: 'accepted' } });
      expect(scene.status).toBe('paused');
    },
  );

  test('is no news of a further call where nothing was paused', () => {
    const scene = target(new Scene().focus(), 'a').no('timedOut').wait(400);
    expect(target(scene, 'b').noted('contradicted')).toEqual([]);
    expect(scene.channel()).toMatchObject({ phase: 'pausing', owed: { callRef: 'b' } });
  });

  test('matters for pauses only: a resume addresses what it was told to', () => {
    const scene = target(left(new Scene().focus().yes('r0', 'call-7')), 'call-8');
    expect(scene.channel().owed).toMatchObject({ callRef: 'call-7' });
  });
});

describe('a yes to a pause', () => {
  test('is paused, with what the recorder said', () => {
    const scene = new Scene().focus().wait(80);
    scene.answer({ type: 'outcome', outcome: { callRef: 'a', evidence: 'verified', reference: 'REF-1' } });
    expect(scene.channel()).toMatchObject({
      phase: 'paused',
      evidence: 'verified',
      owed: { callRef: 'a', sinceMs: scene.nowMs, reference: 'REF-1' },
      attempt: null,
      failure: null,
      absent: null,
      acceptedAtMs: scene.nowMs,
      isDoubted: false,
    });
    expect(scene.noted('paused')).toMatchObject([
      { recorder: 'r0', attempt: 1, evidence: 'verified', reference: 'REF-1' },
    ]);
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
  });

  test('without a reference notes none', () => {
    const scene = new Scene().focus().yes();
    expect(scene.channel().owed).not.toHaveProperty('reference');
    expect(scene.noted('paused')[0]).not.toHaveProperty('reference');
  });

  test('owes since the first time that the call was addressed', () => {
    const scene = target(new Scene().focus(), 'a').wait(90);
    expect(scene.yes('r0', 'a').channel().owed).toMatchObject({ sinceMs: scene.nowMs - 90 });
    expect(scene.channel().acceptedAtMs).toBe(scene.nowMs);
  });

  test('after failures puts them away', () => {
    const scene = new Scene().focus().no('refused').wait(400).yes();
    expect(scene.channel().failure).toBeNull();
    expect(scene.status).toBe('paused');
  });

  test('that is said again is noted once, and is no proof', () => {
    const scene = new Scene({ canRead: true, coversNewCalls: false })
      .focus()
      .yes()
      .wait(5_000)
      .reads('paused');
    scene.wait(5_000).no('unreachable').wait(5_000).yes();
    expect(scene.noted('paused')).toHaveLength(1);
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
  });

  test('that comes when everybody has left is followed by a resume at once', () => {
    const scene = left(new Scene({ canRead: true }).focus()).yes('r0', 'a');
    expect(scene.requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'a' });
  });
});

describe('a yes to a resume', () => {
  test('settles everything, with the reason for the end', () => {
    const scene = left(new Scene().focus().no('refused').wait(400).yes());
    scene
      .wait(70)
      .answer({ type: 'outcome', outcome: { callRef: 'a', evidence: 'accepted', reference: 'REF-2' } });
    expect(scene.channel()).toMatchObject({
      phase: 'recording',
      evidence: null,
      owed: null,
      attempt: null,
      failure: null,
      checking: null,
      resumedAtMs: scene.nowMs,
    });
    expect(scene.noted('resumed')).toMatchObject([
      { recorder: 'r0', attempt: 3, reason: 'blur', reference: 'REF-2' },
    ]);
    expect(left(new Scene().focus().yes()).yes().noted('resumed')[0]).not.toHaveProperty('reference');
  });

  test('after failures puts them away', () => {
    const scene = left(new Scene().focus().yes()).no('refused').wait(400).yes();
    expect(scene.status).toBe('ready');
    expect(scene.view.recorders).toMatchObject([{ failure: null, retryAtMs: null }]);
  });

  test('that comes when somebody holds again is followed by a pause at once', () => {
    const scene = left(new Scene({ canRead: true }).focus().yes())
      .focus('f', 2)
      .yes();
    expect(scene.sent).toEqual(['pause', 'resume', 'pause']);
    expect(scene.status).toBe('pausing');
  });
});
