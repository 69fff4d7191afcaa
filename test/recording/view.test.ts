// What people see, for each state of what is behind it.
import { describe, expect, test } from 'vitest';
import { Scene } from './scene.ts';

const readable = { canRead: true };
const toggle = { command: 'toggle' as const };
const left = (scene: Scene) => scene.blur().wait(3_000);
const targeted = (scene: Scene) =>
  scene.on({ type: 'targeted', channelId: 'r0', attemptId: scene.channel().attempt?.id ?? 0, callRef: 'a' });
const lost = () => targeted(new Scene(toggle).focus()).no('timedOut').wait(400);
const recovered = (scene: Scene) =>
  scene.on({ type: 'recovered', owed: [{ channelId: 'r0', callRef: 'old', sinceMs: 1 }] });
const two = () => new Scene([{}, {}]).focus();

describe('the word for it', () => {
  // prettier-ignore
  test.each([
    ['notSetUp', 'no recorder', () => new Scene([])],
    ['notSetUp', 'no recorder, and a hold', () => new Scene([]).focus()],
    ['ready', 'nothing held', () => new Scene()],
    ['pausing', 'asked', () => new Scene().focus()],
    ['paused', 'answered', () => new Scene().focus().yes()],
    ['paused', 'lingering', () => new Scene().focus().yes().blur()],
    ['resuming', 'asked to resume', () => left(new Scene().focus().yes())],
    ['ready', 'resumed', () => left(new Scene().focus().yes()).yes()],
    ['pausing', 'held again before it resumed', () => left(new Scene().focus().yes()).focus('f', 2)],
    ['resuming', 'left before it paused', () => left(new Scene().focus())],
    ['noCall', 'no call', () => new Scene().focus().no('noCall')],
    ['noCall', 'no call, and asked again', () => new Scene().focus().no('noCall').wait(5_000)],
    ['pausing', 'no call now, and one left behind by a dead browser', () => recovered(new Scene().focus().no('noCall'))],
    ['stillRecording', 'refused', () => new Scene().focus().no('refused')],
    ['stillRecording', 'refused, and asked again', () => new Scene().focus().no('refused').wait(400)],
    ['stillRecording', 'answer lost', () => new Scene().focus().no('timedOut').wait(400)],
    ['stillRecording', 'a toggle that is lost', lost],
    ['stillPaused', 'would not resume', () => left(new Scene().focus().yes()).no('refused')],
    ['stillPaused', 'would not, and asked again', () => left(new Scene().focus().yes()).no('refused').wait(400)],
    ['stillPaused', 'a toggle that is lost, left', () => left(lost())],
    ['resuming', 'left while a retry is lost', () => left(targeted(new Scene().focus().no('refused').wait(400))).no('timedOut')],
    ['paused', 'both', () => two().yes('r0').yes('r1')],
    ['pausing', 'one of two', () => two().yes('r0')],
    ['paused', 'one, and no call at the other', () => two().yes('r0').no('noCall', {}, 'r1')],
    ['noCall', 'no call at either', () => two().no('noCall', {}, 'r0').no('notRecording', {}, 'r1')],
    ['pausing', 'no call at one, and no answer', () => two().no('noCall', {}, 'r0')],
    ['stillRecording', 'one of two refused', () => two().yes('r0').no('refused', {}, 'r1')],
    ['resuming', 'one of two resumed', () => left(two().yes('r0').yes('r1')).yes('r0')],
    ['stillPaused', 'one of two would not resume', () => left(two().yes('r0').yes('r1')).yes('r0').no('refused', {}, 'r1')],
    ['ready', 'both resumed', () => left(two().yes('r0').yes('r1')).yes('r0').yes('r1')],
  ] as const)('is %s: %s', (status, _, create) => {
    expect(create().status).toBe(status);
  });

  test('is an alert while the recorder refuses, whichever try is under way', () => {
    const scene = new Scene().focus();
    for (let count = 0; count < 5; count += 1) {
      scene.no('refused');
      expect(scene.status).toBe('stillRecording');
      scene.wait((scene.view.recorders[0]?.retryAtMs ?? 0) - scene.nowMs);
      expect(scene.status).toBe('stillRecording');
    }
  });
});

describe('"nothing to pause" at one recorder', () => {
  test.each(['noCall', 'notRecording'] as const)('(%s) hides no failure of another', code => {
    const scene = two().no(code, {}, 'r0').no('refused', {}, 'r1');
    expect(scene.status).toBe('stillRecording');
    const other = two().no('refused', {}, 'r0').no(code, {}, 'r1');
    expect(other.status).toBe('stillRecording');
  });
});

describe('how sure we are', () => {
  test('is the weakest of the recorders', () => {
    const scene = new Scene([readable, {}]).focus();
    expect(scene.view.evidence).toBeNull();
    scene.yes('r0').yes('r1').wait(5_000).reads('paused');
    expect(scene.view).toMatchObject({
      evidence: 'accepted',
      recorders: [{ evidence: 'verified' }, { evidence: 'accepted' }],
    });
  });

  test('leaves out what has no call', () => {
    const scene = new Scene([readable, {}])
      .focus()
      .yes('r0')
      .no('noCall', {}, 'r1')
      .wait(5_000)
      .no('noCall', {}, 'r1');
    expect(scene.reads('paused').view).toMatchObject({ status: 'paused', evidence: 'verified' });
  });

  test('is not said of what is no pause any more', () => {
    const scene = new Scene(readable).focus().yes().wait(5_000).reads('paused').blur();
    expect(scene.view).toMatchObject({ evidence: 'verified', recorders: [{ evidence: 'verified' }] });
    scene.wait(3_000);
    expect(scene.view).toMatchObject({ evidence: null, recorders: [{ phase: 'resuming', evidence: null }] });
  });
});

describe('times', () => {
  test('while something holds: since when, and until when', () => {
    const scene = new Scene().focus().yes().wait(1_000);
    expect(scene.view).toMatchObject({
      sinceMs: scene.nowMs - 1_000,
      limitAtMs: scene.nowMs + 179_000,
      lingerUntilMs: null,
      canExtend: true,
      warning: null,
    });
  });

  test('in the linger: when it resumes, and no limit', () => {
    const scene = new Scene().focus().yes().blur().wait(1_000);
    expect(scene.view).toMatchObject({
      lingerUntilMs: scene.nowMs + 2_000,
      limitAtMs: null,
      canExtend: false,
      warning: null,
    });
  });

  test('of nothing are none', () => {
    expect(new Scene().view).toMatchObject({
      sinceMs: null,
      lingerUntilMs: null,
      limitAtMs: null,
      canExtend: false,
    });
  });

  test('near the limit warn, from thirty seconds before it', () => {
    const near = (ms: number) => new Scene({}, { softLimitMs: 60_000 }).focus().yes().wait(ms).view.warning;
    expect(near(29_999)).toBeNull();
    expect(near(30_000)).toBe('limitNear');
  });

  test('of the hard limit cannot be moved', () => {
    const { view } = new Scene({}, { softLimitMs: 60_000, hardLimitMs: 60_000 }).focus().yes();
    expect(view.canExtend).toBe(false);
    expect(view.limitAtMs).not.toBeNull();
  });
});

describe('warnings', () => {
  const inText = (scene: Scene, seq: number, reasons?: string[]) =>
    scene.on({ type: 'hold', id: 'f', seq, kind: 'card-number', ...(reasons ? { reasons } : {}), site: 'https://crm.test', tabId: 1, isAway: false }); // prettier-ignore

  test('of a card number in free text are for that alone', () => {
    expect(inText(new Scene(), 1, ['value:card-number']).view.warning).toBe('cardInText');
    expect(inText(new Scene(), 1, ['label:card-number', 'value:card-number']).view.warning).toBeNull();
    expect(inText(new Scene(), 1, []).view.warning).toBeNull();
    expect(inText(new Scene().focus('g'), 1, ['value:card-number']).view.warning).toBe('cardInText');
  });

  test('of a limit come first', () => {
    expect(inText(new Scene({}, { softLimitMs: 20_000 }), 1, ['value:card-number']).view.warning).toBe(
      'limitNear',
    );
  });
});

describe('what holds', () => {
  test('is named, with the rules that recognised it', () => {
    const scene = new Scene().on({ type: 'manualPause' }).wait(10);
    scene.on({ type: 'hold', id: 'f', seq: 1, kind: 'card-csc', reasons: ['a', 'b'], site: 'https://crm.test', tabId: 1, isAway: true }); // prettier-ignore
    expect(scene.view.holds).toStrictEqual([
      { origin: 'manual', sinceMs: scene.nowMs - 10, isAway: false },
      { origin: 'field', kind: 'card-csc', reasons: ['a', 'b'], site: 'https://crm.test', sinceMs: scene.nowMs, isAway: true },
    ]); // prettier-ignore
  });

  test('and was overridden is not named, but said', () => {
    const scene = new Scene().focus().yes();
    expect(scene.view.isOverridden).toBe(false);
    scene.on({ type: 'manualResume' });
    expect(scene.view).toMatchObject({ holds: [], isOverridden: true });
    expect(scene.blur().view.isOverridden).toBe(false);
  });

  test('and was ended by a limit is not overridden', () => {
    const scene = new Scene({}, { softLimitMs: 30_000 }).focus().yes().wait(30_000);
    expect(scene.view).toMatchObject({ holds: [], isOverridden: false });
  });
});

describe('a recorder', () => {
  test('is shown with all that people have to know of it', () => {
    const scene = new Scene().focus().no('rateLimited', { reason: 'too many', retryAfterMs: 9_000 });
    expect(scene.view.recorders).toStrictEqual([
      {
        id: 'r0',
        isRequired: true,
        effect: 'silence',
        phase: 'recording',
        evidence: null,
        absent: null,
        failure: { code: 'rateLimited', reason: 'too many' },
        retryAtMs: scene.nowMs + 9_000,
        needsPerson: false,
      },
    ]);
  });

  test('that works has no next try, though it will be looked at', () => {
    const scene = new Scene(readable).focus().yes();
    expect(scene.channel().dueAtMs).not.toBeNull();
    expect(scene.view.recorders).toMatchObject([{ phase: 'paused', failure: null, retryAtMs: null }]);
    expect(new Scene().focus().no('refused').view.recorders[0]?.failure).toStrictEqual({ code: 'refused' });
  });

  test('without a call says so', () => {
    expect(new Scene().focus().no('notRecording').view.recorders).toMatchObject([{ absent: 'notRecording' }]);
  });

  test('that only switches a microphone is known for it, unless another one is there', () => {
    const microphone = { effect: 'agentMicrophone' as const };
    expect(new Scene([]).view.isMicrophoneOnly).toBe(false);
    expect(new Scene(microphone).view.isMicrophoneOnly).toBe(true);
    expect(new Scene([microphone, {}]).view.isMicrophoneOnly).toBe(false);
  });
});
