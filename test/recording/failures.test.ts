// What a failed request means: certainly nothing happened, perhaps something did, or there was nothing to do.
import { describe, expect, test } from 'vitest';
import type { RecorderErrorCode } from '../../src/recorders/errors.ts';
import { Scene } from './scene.ts';

const left = (scene: Scene) => scene.blur().wait(3_000);
const targeted = (scene: Scene, callRef = 'call-7') =>
  scene.on({ type: 'targeted', channelId: 'r0', attemptId: scene.channel().attempt?.id ?? 0, callRef });
const nextIn = (scene: Scene) => (scene.channel().dueAtMs ?? NaN) - scene.nowMs;

const certainlyNothing = ['unauthorized', 'forbidden', 'ambiguousCall', 'rateLimited', 'refused', 'misconfigured'] as const; // prettier-ignore
const perhapsSomething = ['timedOut', 'unreachable', 'badAnswer'] as const;
const nothingToDo = ['noCall', 'callOver', 'notRecording'] as const;

describe('a pause', () => {
  test.each(certainlyNothing)('that ended in %s did nothing: nothing is owed', code => {
    const scene = targeted(new Scene().focus()).no(code);
    expect(scene.channel()).toMatchObject({
      phase: 'recording',
      owed: null,
      failure: { code, command: 'pause' },
    });
    expect(scene.status).toBe('stillRecording');
  });

  test.each(perhapsSomething)('that ended in %s may have done it: it is owed', code => {
    const scene = targeted(new Scene().focus()).no(code);
    expect(scene.channel()).toMatchObject({
      phase: 'unknown',
      owed: { callRef: 'call-7' },
      failure: { code },
    });
    expect(scene.status).toBe('stillRecording');
    expect(left(scene.failing('unreachable')).sent.at(-1)).toBe('resume');
  });

  test.each([
    ['noCall', 'noCall'],
    ['callOver', 'noCall'],
    ['notRecording', 'notRecording'],
  ] as const)('that ended in %s had nothing to do', (code, absent) => {
    const scene = targeted(new Scene().focus()).no(code);
    expect(scene.channel()).toMatchObject({ phase: 'recording', owed: null, failure: null, absent });
    expect(scene.status).toBe('noCall');
    expect(scene.noted('failed')).toEqual([]);
  });

  test('is noted with what the recorder said', () => {
    const scene = new Scene().focus().no('refused', { reason: 'not allowed here' });
    expect(scene.noted('failed')).toMatchObject([
      { recorder: 'r0', attempt: 1, command: 'pause', code: 'refused', reason: 'not allowed here' },
    ]);
    expect(scene.view.recorders).toMatchObject([
      { failure: { code: 'refused', reason: 'not allowed here' } },
    ]);
    expect(new Scene().focus().no('refused').noted('failed')[0]).not.toHaveProperty('reason');
  });

  test('that fails again is the same trouble since the first time', () => {
    const scene = new Scene().focus().no('refused');
    const sinceMs = scene.nowMs;
    scene.wait(400).no('timedOut').wait(1_300).no('forbidden');
    expect(scene.channel().failure).toMatchObject({ code: 'forbidden', count: 3, sinceMs });
  });

  test('that was certainly not done after one that perhaps was leaves it owed', () => {
    const scene = targeted(new Scene().focus()).no('timedOut').wait(400);
    targeted(scene, 'call-8').no('refused');
    expect(scene.channel()).toMatchObject({ phase: 'unknown', owed: { callRef: 'call-7' } });
  });
});

describe('a pause that is said again', () => {
  const again = () => new Scene({ coversNewCalls: false }).focus().yes('r0', 'call-7').wait(5_000);

  test.each([...certainlyNothing, ...perhapsSomething])(
    'and ended in %s: once a hiccup, twice an alert, and owed throughout',
    code => {
      const scene = again().no(code);
      expect(scene.channel()).toMatchObject({ phase: 'paused', owed: { callRef: 'call-7' } });
      expect(scene.status).toBe('paused');
      scene.wait(400).no(code);
      expect(scene.channel()).toMatchObject({ phase: 'unknown', owed: { callRef: 'call-7' } });
      expect(scene.status).toBe('stillRecording');
    },
  );

  test('and succeeds after a hiccup starts to count anew', () => {
    const scene = again().no('timedOut').wait(400).yes().wait(5_000).no('timedOut');
    expect(scene.status).toBe('paused');
    expect(scene.channel().failure).toMatchObject({ count: 1 });
  });

  test('when its call is over settles it', () => {
    const scene = again().no('callOver');
    expect(scene.noted('callOver')).toHaveLength(1);
    expect(scene.channel().owed).toBeNull();
  });
});

describe('a resume', () => {
  const resuming = () => left(new Scene().focus().yes('r0', 'call-7'));

  test.each(certainlyNothing)('that ended in %s: still paused, and owed', code => {
    const scene = resuming().no(code);
    expect(scene.channel()).toMatchObject({ phase: 'paused', owed: { callRef: 'call-7' } });
    expect(scene.status).toBe('stillPaused');
  });

  test.each(perhapsSomething)('that ended in %s: not known, and owed', code => {
    const scene = resuming().no(code);
    expect(scene.channel()).toMatchObject({ phase: 'unknown', owed: { callRef: 'call-7' } });
    expect(scene.status).toBe('stillPaused');
  });

  test.each(nothingToDo)('that ended in %s is settled', code => {
    const scene = resuming().no(code);
    expect(scene.channel()).toMatchObject({ phase: 'recording', owed: null });
    expect(scene.status).toBe('ready');
    expect(scene.noted('callOver')).toHaveLength(1);
    expect(scene.wait(60_000).sent).toEqual(['pause', 'resume']);
  });

  test('goes on from what is known now, not from the pause before', () => {
    const scene = resuming().no('timedOut').wait(400).no('refused');
    expect(scene.channel().phase).toBe('unknown');
  });
});

describe('what is not wanted any more', () => {
  test('may fail: its opposite is asked for at once, and nobody is alarmed', () => {
    const scene = left(targeted(new Scene().focus())).no('timedOut');
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.channel().failure).toBeNull();
    expect(scene.status).toBe('resuming');
    const back = left(new Scene().focus().yes()).focus('f', 2).no('timedOut');
    expect(back.sent).toEqual(['pause', 'resume', 'pause']);
    expect(back.status).toBe('pausing');
  });

  test('and did nothing for certain leaves what was known', () => {
    const scene = left(targeted(new Scene().focus())).no('refused');
    expect(scene.channel()).toMatchObject({ phase: 'recording', owed: null });
    expect(scene.status).toBe('ready');
    expect(left(new Scene().focus().yes()).focus('f', 2).no('refused').status).toBe('paused');
  });

  test('is not counted when it is wanted again', () => {
    const scene = new Scene().failing('refused').focus().wait(10_000);
    expect(scene.channel().failure?.count).toBeGreaterThan(3);
    left(scene);
    expect(scene.channel().failure).toBeNull();
    expect(scene.focus('f', 2).channel().failure).toMatchObject({ count: 1 });
  });
});

describe('a read', () => {
  const reading = (traits: object = {}) => new Scene({ canRead: true, ...traits }).focus().yes().wait(5_000);
  const verified = () => reading().reads('paused').wait(5_000);

  test('that fails takes the proof away, and nothing else', () => {
    const scene = verified().no('timedOut');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
    expect(scene.channel()).toMatchObject({ phase: 'paused', failure: { command: 'read', count: 1 } });
    expect(reading().no('timedOut').view.evidence).toBe('accepted');
  });

  test('of a pause that was never accepted makes it no pause', () => {
    const scene = targeted(new Scene({ canRead: true, command: 'toggle' }).focus())
      .no('timedOut')
      .wait(400);
    expect(scene.no('unreachable').channel()).toMatchObject({ phase: 'unknown', evidence: null });
  });

  test('is not tried more often than the vendor allows', () => {
    expect(nextIn(reading().no('timedOut'))).toBe(5_000);
    expect(nextIn(reading({ readEveryMs: 100 }).wait(100).no('timedOut'))).toBeLessThan(400);
  });

  test('waits for longer where it fails again and again, and where the recorder asks for it', () => {
    const scene = reading({ readEveryMs: 100 });
    for (let count = 0; count < 6; count += 1) scene.no('timedOut').wait(nextIn(scene));
    scene.no('timedOut');
    expect(nextIn(scene)).toBeGreaterThan(15_000);
    expect(scene.status).toBe('paused');
    expect(nextIn(reading().no('rateLimited', { retryAfterMs: 60_000 }))).toBe(60_000);
  });

  test('after other trouble begins to count anew', () => {
    const scene = targeted(new Scene({ canRead: true, command: 'toggle' }).focus())
      .no('timedOut')
      .wait(400);
    scene.no('unreachable');
    expect(scene.channel().failure).toMatchObject({ command: 'read', count: 1, sinceMs: scene.nowMs });
  });

  test('whose call is over is no failure', () => {
    const scene = verified().no('callOver');
    expect(scene.noted('failed')).toEqual([]);
    expect(scene.noted('callOver')).toHaveLength(1);
  });
});

test('every code is one of the three kinds', () => {
  const codes: RecorderErrorCode[] = [...certainlyNothing, ...perhapsSomething, ...nothingToDo];
  expect(new Set(codes).size).toBe(12);
});
