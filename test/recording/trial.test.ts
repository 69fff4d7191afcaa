// The hold of "try a pause and a resume", and what its steps make of the state.
import { describe, expect, test } from 'vitest';
import {
  createTrial,
  isTrialHeld,
  judgePause,
  judgeReading,
  judgeResume,
  toReadWaitMs,
  toTrialGapMs,
  toTrialLeaseMs,
  trialSchema,
} from '../../src/recording/trial.ts';
import { Scene, setTraits } from './scene.ts';

const leaseMs = 20_000;
const begin = (scene = new Scene()) => scene.on({ type: 'trialPause', leaseMs });
const end = (scene: Scene) => scene.on({ type: 'release', id: 'trial', seq: null, reason: 'person' });

describe('the hold of a trial', () => {
  test('pauses, and resumes at once when it ends: the ledger knows it from a press', () => {
    const scene = begin().yes();
    expect(scene.status).toBe('paused');
    end(scene);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('holdStarted')).toMatchObject([{ origin: 'manual', rule: 'trial' }]);
    expect(scene.noted('holdEnded')).toMatchObject([{ origin: 'manual', rule: 'trial', reason: 'person' }]);
    expect(scene.yes().status).toBe('ready');
  });

  test('ends with its lease, whoever forgot it', () => {
    const scene = begin()
      .yes()
      .wait(leaseMs - 1);
    expect(scene.status).toBe('paused');
    scene.wait(1 + scene.state.timings.lingerMs);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('holdEnded')).toMatchObject([{ reason: 'leaseExpired' }]);
  });

  test('ends soon after a worker that died', () => {
    const scene = begin().yes().on({ type: 'restarted' }).wait(9_999);
    expect(scene.sent).toEqual(['pause']);
    scene.wait(1 + scene.state.timings.lingerMs);
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test.each([
    ['a field holds', (scene: Scene) => scene.focus()],
    ['a person paused', (scene: Scene) => scene.on({ type: 'manualPause' })],
    ['the linger lasts', (scene: Scene) => scene.focus().yes().blur()],
    ['the linger lasts, though nothing was paused', (scene: Scene) => scene.focus().no('noCall').blur()],
    [
      'a person overrode a field that still has focus',
      (scene: Scene) => scene.focus().on({ type: 'manualResume' }),
    ],
    ['something is owed', (scene: Scene) => scene.focus().yes().blur().wait(3_000).no('unreachable')],
    [
      'nothing is paused but only counted',
      (scene: Scene) =>
        scene.on({
          type: 'configured',
          timings: scene.state.timings,
          channels: [{ id: 'r0', isRequired: true, traits: setTraits }],
          mode: 'observe',
        }),
    ],
  ])('does not begin while %s', (_what, arrange) => {
    const scene = arrange(new Scene());
    const before = structuredClone(scene.state);
    begin(scene);
    expect(scene.state).toEqual(before);
  });

  test('does not begin while one of several recorders owes something', () => {
    const scene = new Scene([{}, {}]).focus().yes('r0').no('noCall', {}, 'r1').blur().wait(3_000);
    expect(begin(scene.no('unreachable')).state.holds).toEqual([]);
  });

  test('is known for as long as it holds, and from other holds', () => {
    expect(isTrialHeld(new Scene().focus().state)).toBe(false);
    const scene = begin().focus();
    expect(isTrialHeld(scene.state)).toBe(true);
    expect(isTrialHeld(scene.on({ type: 'manualResume' }).state)).toBe(false);
  });

  test('ends nobody else’s pause: a field that got focus meanwhile keeps it', () => {
    const scene = end(begin().yes().focus());
    expect([scene.status, scene.sent]).toEqual(['paused', ['pause']]);
  });

  test('ends nobody else’s pause: neither does a person’s own press go away with it', () => {
    const scene = end(begin().yes().on({ type: 'manualPause' })).wait(leaseMs + 5_000);
    expect([scene.status, scene.sent]).toEqual(['paused', ['pause']]);
    expect(scene.state.holds).toMatchObject([{ id: 'manual' }]);
  });

  test('ends when a person resumes', () => {
    const scene = begin().yes().on({ type: 'manualResume' }).yes();
    expect([scene.status, scene.sent]).toEqual(['ready', ['pause', 'resume']]);
    expect(end(scene).sent).toEqual(['pause', 'resume']);
  });
});

describe('a step', () => {
  const channelOf = (scene: Scene) => scene.channel();

  test('is judged by what is known of the recorder, never by what was sent', () => {
    const scene = begin(new Scene({ canRead: true }));
    expect(judgePause(channelOf(scene))).toBeUndefined();
    scene.yes();
    expect(judgePause(channelOf(scene))).toEqual({ state: 'ok' });
    expect(judgeReading(channelOf(scene))).toBeUndefined();
    expect(judgeResume(channelOf(scene))).toBeUndefined();
    scene.wait(5_000).answer({ type: 'reading', reading: { state: 'paused' } });
    expect(judgeReading(channelOf(scene))).toEqual({ state: 'ok' });
    end(scene);
    expect(judgeResume(channelOf(scene))).toBeUndefined();
    expect(judgeResume(channelOf(scene.yes()))).toEqual({ state: 'ok' });
  });

  test('fails with what the recorder gave as its reason', () => {
    const scene = begin().no('refused', { reason: 'no rights' });
    expect(judgePause(channelOf(scene))).toEqual({
      state: 'failed',
      failure: { code: 'refused', reason: 'no rights' },
    });
  });

  test('fails without a reason where the recorder gave none', () => {
    const verdict = judgePause(channelOf(begin().no('refused')));
    expect(verdict).toStrictEqual({ state: 'failed', failure: { code: 'refused' } });
  });

  test('is no read-back of a call that came after it', () => {
    const scene = begin(new Scene({ coversNewCalls: false }));
    scene.answer({ type: 'outcome', outcome: { callRef: ['a'], evidence: 'verified' } });
    expect(judgeReading(channelOf(scene))).toEqual({ state: 'ok' });
    scene.wait(5_000).on({ type: 'targeted', channelId: 'r0', attemptId: 2, callRef: ['a', 'b'] });
    expect(judgeReading(channelOf(scene))).toBeUndefined();
  });

  test('waits for the answer to a pause that is still under way: it may have to be resumed', () => {
    const scene = end(begin());
    expect(judgeResume(channelOf(scene))).toBeUndefined();
    expect(judgeResume(channelOf(scene.no('refused')))).toEqual({ state: 'ok' });
  });

  test('that finds no call is no failure', () => {
    expect(judgePause(channelOf(begin().no('noCall')))).toEqual({ state: 'skipped', remark: 'noCall' });
  });

  test('that reads of no call after a yes ends there, although another pause is on its way', () => {
    const scene = begin(new Scene({ canRead: true })).yes();
    scene.wait(5_000).answer({ type: 'reading', reading: { state: 'callOver' } });
    expect(scene.sent).toEqual(['pause', 'read', 'pause']);
    expect(judgeReading(channelOf(scene))).toEqual({ state: 'skipped', remark: 'noCall' });
    end(scene);
    expect(judgeResume(channelOf(scene))).toBeUndefined();
    expect(judgeResume(channelOf(scene.yes().yes()))).toEqual({ state: 'ok' });
    expect(scene.sent.at(-1)).toBe('resume');
  });

  test('fails where a yes was contradicted', () => {
    const scene = begin(new Scene({ canRead: true, readLagMs: 0 })).yes();
    scene.wait(5_000).answer({ type: 'reading', reading: { state: 'recording' } });
    expect(judgeReading(channelOf(scene))).toMatchObject({ state: 'failed', failure: { code: 'badAnswer' } });
  });

  test('that lost a toggle needs a person, and fails', () => {
    const scene = begin(new Scene({ command: 'toggle' }));
    const attemptId = scene.channel().attempt?.id ?? 0;
    scene.on({ type: 'targeted', channelId: 'r0', attemptId, callRef: 'call-1' }).no('timedOut').wait(5_000);
    expect(judgePause(channelOf(scene))).toEqual({ state: 'failed', failure: { code: 'timedOut' } });
    end(scene).wait(5_000);
    expect(judgeResume(channelOf(scene))).toMatchObject({ state: 'failed' });
  });
});

describe('what a page is told', () => {
  const states = ['waiting', 'running', 'ok', 'skipped', 'failed'];
  const remarks = ['cannotRead', 'notReadInTime', 'noCall', 'notRecording', 'nothingToResume', 'stopped', 'takenOver']; // prettier-ignore

  test('begins with four steps that wait', () => {
    const { steps, result } = trialSchema.parse(createTrial());
    expect(steps.map(({ name, state }) => [name, state])).toEqual([
      ['check', 'waiting'],
      ['pause', 'waiting'],
      ['read', 'waiting'],
      ['resume', 'waiting'],
    ]);
    expect(result).toBeNull();
  });

  test('is one of the words that have a sentence, and no other', () => {
    const [step] = createTrial().steps;
    const canSay = (said: object) =>
      trialSchema.safeParse({ steps: [{ ...step, ...said }], result: null }).success;
    for (const state of states) expect([state, canSay({ state })]).toEqual([state, true]);
    for (const remark of remarks) expect([remark, canSay({ remark })]).toEqual([remark, true]);
    expect([canSay({ state: '' }), canSay({ remark: 'paused' }), canSay({ name: 'call' })]).not.toContain(
      true,
    );
  });

  test.each([
    [{ canRead: false }, 0, 1_000],
    [{ canRead: true, readEveryMs: 5_000, readLagMs: 10_000 }, 20_000, 6_000],
    [{ canRead: true, readEveryMs: 600_000 }, 25_000, 601_000],
  ])(
    'of a recorder with %j: it waits %i ms for the read-back, and leaves out about %i ms',
    (some, wait, gap) => {
      expect(toReadWaitMs({ ...setTraits, ...some })).toBe(wait);
      expect(toTrialGapMs({ ...setTraits, ...some })).toBe(gap);
    },
  );
});

test('the lease is longer than all that a trial waits for', () => {
  for (const traits of [
    setTraits,
    { ...setTraits, canRead: true },
    { ...setTraits, canRead: true, readEveryMs: 600_000 },
  ])
    expect(toTrialLeaseMs(traits)).toBeGreaterThan(12_000 + toReadWaitMs(traits));
});
