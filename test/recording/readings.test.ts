// What a read-back means: it agrees, it contradicts, it proves nothing, or the call is over.
import { describe, expect, test } from 'vitest';
import { recheckMs } from '../../src/recording/readings.ts';
import { Scene } from './scene.ts';

/** Reads every 5 s; a read-back may lag behind by 10 s. */
const readable = { canRead: true };
const left = (scene: Scene) => scene.blur().wait(3_000);
/** Paused, and a first read-back is under way. */
const reading = (traits: object = readable) => new Scene(traits).focus().yes('r0', 'call-7').wait(5_000);
/** Paused, and a read-back is under way that can no longer lag. */
const settled = () => reading().reads('recording').wait(5_000);
const nextIn = (scene: Scene) => {
  const { dueAtMs } = scene.channel();
  return dueAtMs === null ? null : dueAtMs - scene.nowMs;
};

describe('a read-back that agrees', () => {
  test('makes the pause verified, and is noted once', () => {
    const scene = reading().reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
    expect(scene.noted('verified')).toMatchObject([{ recorder: 'r0', attempt: 2 }]);
    expect(nextIn(scene)).toBe(5_000);
    scene.wait(5_000).reads('paused');
    expect(scene.noted('verified')).toHaveLength(1);
  });

  test('is noted again after it was in doubt in between', () => {
    const scene = reading().reads('paused').wait(5_000).reads('unknown').wait(5_000).reads('paused');
    expect(scene.noted('verified')).toHaveLength(2);
  });

  test('after a failed one puts the failure away', () => {
    const scene = reading().no('unreachable');
    expect(scene.view.recorders[0]?.failure).toMatchObject({ code: 'unreachable' });
    scene.wait(5_000).reads('paused');
    expect(scene.view.recorders[0]?.failure).toBeNull();
  });

  test('ends the doubt, once it cannot be about the pause before any more', () => {
    const scene = settled().reads('recording').yes().wait(5_000);
    expect(scene.channel()).toMatchObject({ isDoubted: true, phase: 'unknown' });
    scene.reads('paused');
    expect(scene.channel()).toMatchObject({ isDoubted: true, phase: 'unknown' });
    scene.wait(5_000).reads('paused');
    expect(scene.channel()).toMatchObject({ isDoubted: false, phase: 'paused', failure: null });
    expect(scene.noted('verified')).toHaveLength(1);
  });

  test('although there was no call is believed', () => {
    const scene = new Scene({ ...readable, command: 'toggle' }).focus().no('noCall').wait(recheckMs);
    scene.on({ type: 'targeted', channelId: 'r0', attemptId: 2, callRef: 'a' }).no('timedOut').wait(400);
    scene.reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', recorders: [{ absent: null }] });
  });
});

describe('a read-back that may be older than the last resume', () => {
  const again = () => left(reading().reads('paused')).yes().focus('f', 2).yes().wait(5_000);

  test('proves nothing, and is asked for again', () => {
    const scene = again().reads('paused');
    expect(scene.view.evidence).toBe('accepted');
    expect(nextIn(scene)).toBe(5_000);
    expect(scene.noted('verified')).toHaveLength(1);
  });

  test('proves nothing either where it is not known whether that resume happened', () => {
    const scene = left(reading().reads('paused')).focus('f', 2).no('timedOut').yes().wait(5_000);
    expect(scene.reads('paused').view.evidence).toBe('accepted');
    expect(scene.wait(5_000).reads('paused').view.evidence).toBe('verified');
  });

  test('proves something where that resume was refused', () => {
    const scene = left(reading().reads('paused')).focus('f', 2).no('refused');
    // What was read back in the pause before is not said of this one.
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
    expect(scene.reads('paused').view.evidence).toBe('verified');
  });

  test('proves something once the lag after that resume is over', () => {
    expect(again().reads('paused').wait(5_000).reads('paused').view.evidence).toBe('verified');
  });

  test('proves something where the pause is known for longer than the lag', () => {
    const lagging = { ...readable, readLagMs: 5_000 };
    const scene = left(reading(lagging).reads('paused')).yes().focus('f', 2).yes().wait(5_000);
    expect(scene.reads('paused').view.evidence).toBe('verified');
  });
});

describe('a recorder that is found running', () => {
  test('within the lag after its yes is asked again, and nothing is said', () => {
    const scene = reading().reads('recording');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
    expect(nextIn(scene)).toBe(5_000);
    expect(scene.noted('contradicted')).toEqual([]);
  });

  test('after the lag is an alert, and paused again at once', () => {
    const scene = settled().reads('recording');
    expect(scene.status).toBe('stillRecording');
    expect(scene.sent).toEqual(['pause', 'read', 'read', 'pause']);
    expect(scene.noted('contradicted')).toMatchObject([{ attempt: 3, isNewCall: false }]);
    expect(scene.view.recorders).toMatchObject([
      {
        phase: 'pausing',
        evidence: null,
        failure: { code: 'badAnswer', reason: expect.stringContaining('yes') },
      },
    ]);
    expect(scene.channel().failure).toMatchObject({ command: 'pause', count: 1, sinceMs: scene.nowMs });
    expect(scene.channel().owed).toMatchObject({ callRef: 'call-7' });
  });

  test('just at the end of the lag is found running', () => {
    const scene = reading({ ...readable, readLagMs: 5_000 });
    expect(scene.reads('recording').status).toBe('stillRecording');
    const early = reading({ ...readable, readLagMs: 5_001 });
    expect(early.reads('recording').status).toBe('paused');
  });

  test('again is the same failure, counted on', () => {
    const scene = settled().reads('recording');
    const { sinceMs } = scene.channel().failure ?? { sinceMs: 0 };
    scene.yes().wait(5_000).reads('recording').wait(5_000).reads('recording');
    expect(scene.channel().failure).toMatchObject({ count: 2, sinceMs });
    expect(scene.nowMs).toBeGreaterThan(sinceMs);
  });

  test('is not believed again on its word', () => {
    const scene = settled().reads('recording').yes();
    expect(scene.status).toBe('stillRecording');
    expect(scene.noted('paused')).toHaveLength(1);
    expect(nextIn(scene)).toBe(5_000);
  });

  test('is believed where it verified its yes itself', () => {
    const scene = settled().reads('recording');
    scene.answer({ type: 'outcome', outcome: { callRef: 'call-7', evidence: 'verified' } });
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
    expect(scene.channel()).toMatchObject({ isDoubted: false, failure: null });
  });

  test('with a new call is no broken promise, and is paused at once, also within the lag', () => {
    const scene = reading().reads('recording', true);
    expect(scene.status).toBe('pausing');
    expect(scene.sent).toEqual(['pause', 'read', 'pause']);
    expect(scene.noted('contradicted')).toMatchObject([{ isNewCall: true }]);
    expect(scene.channel()).toMatchObject({ isDoubted: false, failure: null, evidence: null });
    expect(scene.yes().status).toBe('paused');
  });

  test('although no pause of ours was ever accepted is found running', () => {
    const scene = new Scene({ ...readable, command: 'toggle' }).focus();
    scene.on({ type: 'targeted', channelId: 'r0', attemptId: 1, callRef: 'a' }).no('timedOut').wait(400);
    expect(scene.reads('recording').noted('contradicted')).toHaveLength(1);
  });
});

describe('a read-back that does not know', () => {
  test('takes the proof away, leaves the pause, and is asked for again', () => {
    const scene = reading().reads('paused').wait(5_000).reads('unknown');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
    expect(nextIn(scene)).toBe(5_000);
  });

  test('makes nothing paused that was not', () => {
    const scene = new Scene({ ...readable, command: 'toggle' }).focus();
    scene.on({ type: 'targeted', channelId: 'r0', attemptId: 1, callRef: 'a' }).no('timedOut').wait(400);
    scene.reads('unknown');
    expect(scene.channel()).toMatchObject({ phase: 'unknown', evidence: null });
  });
});

describe('the end of a call', () => {
  test.each([
    ['callOver', 'noCall'],
    ['notRecording', 'notRecording'],
  ] as const)('read as %s settles what was owed, and looks for the next call at once', (state, absent) => {
    const scene = reading().reads('paused').wait(5_000).reads(state);
    expect(scene.noted('callOver')).toMatchObject([{ recorder: 'r0', attempt: 3 }]);
    expect(scene.noted('absent')).toEqual([]);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'pause', callRef: null });
    expect(scene.channel()).toMatchObject({ phase: 'pausing', evidence: null, owed: null, absent });
    expect(scene.status).toBe('noCall');
    expect(left(scene.no('noCall')).status).toBe('ready');
  });

  test('puts doubt and failure away', () => {
    const scene = settled().reads('recording').yes().wait(5_000).reads('callOver');
    expect(scene.channel()).toMatchObject({ isDoubted: false, failure: null });
    expect(scene.status).toBe('noCall');
  });

  test('where there was none is noted once, and looked at every five seconds', () => {
    const scene = new Scene().focus().no('noCall');
    expect(scene.channel()).toMatchObject({ phase: 'recording', absent: 'noCall' });
    expect(nextIn(scene)).toBe(recheckMs);
    scene.wait(recheckMs).no('noCall').wait(recheckMs).no('noCall');
    expect(scene.sent).toEqual(['pause', 'pause', 'pause']);
    expect(scene.noted('absent')).toMatchObject([{ recorder: 'r0', attempt: 1, what: 'noCall' }]);
    scene.wait(recheckMs).no('notRecording');
    expect(scene.noted('absent')).toMatchObject([{ what: 'noCall' }, { attempt: 4, what: 'notRecording' }]);
  });

  test('is forgotten with the next pause', () => {
    const scene = new Scene().focus().no('noCall').blur().wait(3_000).focus('f', 2);
    expect(scene.channel().absent).toBeNull();
    expect(scene.status).toBe('pausing');
    expect(new Scene().focus().no('noCall').wait(recheckMs).yes().channel().absent).toBeNull();
  });
});
