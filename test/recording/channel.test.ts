// One recorder: what is asked of it, when, and what is never asked.
import { describe, expect, test } from 'vitest';
import { giveUpMs } from '../../src/recording/channel.ts';
import { Scene, setTraits } from './scene.ts';

const readable = { canRead: true, coversNewCalls: true };
const blind = { canRead: false, coversNewCalls: false };
const toggle = { command: 'toggle' as const };
const targeted = (scene: Scene, callRef: string, attemptId = scene.channel().attempt?.id ?? 0) =>
  scene.on({ type: 'targeted', channelId: 'r0', attemptId, callRef });
const left = (scene: Scene) => scene.blur().wait(3_000);

test('a recorder of which nothing is known is taken to be recording, and owes nothing', () => {
  expect(new Scene().state.channels).toStrictEqual([
    {
      id: 'r0',
      isRequired: true,
      traits: setTraits,
      phase: 'recording',
      evidence: null,
      owed: null,
      attempt: null,
      checking: null,
      failure: null,
      absent: null,
      dueAtMs: null,
      acceptedAtMs: null,
      resumedAtMs: null,
      crowding: 0,
      isDoubted: false,
      needsPerson: false,
    },
  ]);
});

describe('a request', () => {
  test('is noted with its number, and remembers what was known before it', () => {
    const scene = new Scene().focus();
    const { nowMs } = scene;
    expect(scene.channel().attempt).toStrictEqual({
      id: 1,
      command: 'pause',
      sentAtMs: nowMs,
      giveUpAtMs: nowMs + giveUpMs,
      owedBefore: null,
      phaseBefore: 'recording',
    });
    expect(scene.noted('requested')).toMatchObject([{ recorder: 'r0', attempt: 1, command: 'pause' }]);
    expect(scene.requests).toStrictEqual([
      { type: 'request', channelId: 'r0', attemptId: 1, command: 'pause', callRef: null },
    ]);
    left(scene.yes('r0', 'call-7'));
    expect(scene.channel().attempt).toMatchObject({
      id: 2,
      owedBefore: { callRef: 'call-7' },
      phaseBefore: 'paused',
    });
  });

  test('numbers go on across recorders', () => {
    expect(new Scene([{}, {}]).focus().requests.map(({ attemptId }) => attemptId)).toEqual([1, 2]);
  });

  test('to pause names what is owed already, so that it stays owed', () => {
    const scene = new Scene(blind).focus().yes('r0', 'call-7').wait(5_000);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'pause', callRef: 'call-7' });
  });

  test('is one at a time, whatever is wanted meanwhile', () => {
    const scene = left(new Scene().focus());
    expect(scene.channel().phase).toBe('pausing');
    expect(scene.focus('f', 2).sent).toEqual(['pause']);
  });

  test('is given up when its time is over, and not before', () => {
    const scene = new Scene().focus().wait(giveUpMs - 1);
    expect(scene.channel().attempt).not.toBeNull();
    scene.wait(1);
    expect(scene.channel()).toMatchObject({ attempt: null, phase: 'unknown', failure: { code: 'timedOut' } });
    expect(scene.noted('failed')).toMatchObject([{ attempt: 1, command: 'pause', code: 'timedOut' }]);
  });

  test('that is given up when nobody wants it any more is followed by its opposite at once', () => {
    const scene = targeted(new Scene().focus(), 'call-7').blur().wait(giveUpMs);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.status).toBe('resuming');
  });
});

describe('a read in flight when what is wanted changes', () => {
  const reading = () => new Scene(readable).focus().yes('r0', 'call-7').wait(2_500).blur().wait(2_500);

  test('does not keep a resume waiting', () => {
    const scene = reading();
    expect(scene.sent).toEqual(['pause', 'read']);
    expect(scene.wait(500).requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'call-7' });
  });

  test('settles nothing when it answers late that the recorder records, as a list that lags would', () => {
    const scene = reading();
    const attemptId = scene.channel().attempt?.id ?? 0;
    scene.wait(500);
    scene.on({ type: 'answered', channelId: 'r0', attemptId, answer: { type: 'reading', reading: { state: 'recording' } } }); // prettier-ignore
    expect(scene.channel()).toMatchObject({ owed: { callRef: 'call-7' }, attempt: { command: 'resume' } });
    expect(scene.status).toBe('resuming');
  });

  test('does not keep a pause waiting, and what it says of the call before leaves nothing paused unnoticed', () => {
    const scene = left(new Scene(readable).focus().yes()).yes().wait(10_000);
    expect(scene.sent).toEqual(['pause', 'resume', 'read']);
    const attemptId = scene.channel().attempt?.id ?? 0;
    scene.focus('f', 2);
    expect(scene.sent.at(-1)).toBe('pause');
    scene.on({ type: 'answered', channelId: 'r0', attemptId, answer: { type: 'reading', reading: { state: 'paused' } } }); // prettier-ignore
    expect(scene.status).toBe('pausing');
    scene.yes().blur('f', 2).wait(3_000);
    expect(scene.sent.at(-1)).toBe('resume');
  });
});

describe('a paused recorder', () => {
  test('that can be read is read, again and again', () => {
    const scene = new Scene(readable).focus().yes().wait(4_999);
    expect(scene.sent).toEqual(['pause']);
    scene.wait(1).reads('paused').wait(5_000).reads('paused').wait(5_000);
    expect(scene.sent).toEqual(['pause', 'read', 'read', 'read']);
  });

  test('that can neither be read nor covers new calls is paused again and again, and stays shown as paused', () => {
    const scene = new Scene({ ...blind, reassertEveryMs: 7_000 }).focus().yes().wait(6_999);
    expect(scene.sent).toEqual(['pause']);
    scene.wait(1);
    expect(scene.sent).toEqual(['pause', 'pause']);
    expect(scene.channel().phase).toBe('paused');
    scene.yes().wait(7_000);
    expect(scene.sent).toEqual(['pause', 'pause', 'pause']);
  });

  test.each([
    ['covers new calls', {}],
    ['is a toggle', toggle],
    ['is a toggle that covers no new calls', { ...toggle, coversNewCalls: false }],
  ])('that cannot be read and %s is left alone', (_, traits) => {
    const scene = new Scene(traits).focus().yes().wait(60_000);
    expect(scene.sent).toEqual(['pause']);
  });

  test('whose reads fail is paused again where that can be said again, and read where it cannot', () => {
    const both = new Scene({ ...readable, coversNewCalls: false }).focus().yes().wait(5_000).no('forbidden');
    expect(both.wait(5_000).sent).toEqual(['pause', 'read', 'pause']);
    const covering = new Scene(readable).focus().yes().wait(5_000).no('forbidden').wait(5_000);
    expect(covering.sent).toEqual(['pause', 'read', 'read']);
    const toggled = new Scene({ ...readable, ...toggle, coversNewCalls: false }).focus().yes().wait(5_000);
    expect(toggled.no('forbidden').wait(5_000).sent).toEqual(['pause', 'read', 'read']);
  });

  test('whose pause could not be said again is asked once more before anything is read', () => {
    const scene = new Scene({ ...readable, coversNewCalls: false }).focus().yes().wait(5_000).no('forbidden');
    scene.wait(5_000).no('refused').wait(400);
    expect(scene.sent).toEqual(['pause', 'read', 'pause', 'pause']);
  });

  test.each([
    ['read', readable],
    ['paused again', blind],
  ])(
    'that would not resume when a hold came back is %s at once, and goes on being looked at',
    (_, traits) => {
      const scene = left(new Scene(traits).focus().yes()).focus('f', 2).no('refused');
      const looks = () => scene.sent.slice(2);
      expect(scene.status).toBe('paused');
      expect(looks()).toHaveLength(1);
      const look = looks()[0];
      if (look === 'read') scene.reads('paused');
      else scene.yes();
      scene.wait(5_000);
      expect(looks()).toEqual([look, look]);
    },
  );
});

describe('a recorder that has no time', () => {
  const crowded = { coversNewCalls: false, canRead: false, reassertEveryMs: 5_000 };

  test('is asked again half as often for what is paused already, with each refusal', () => {
    const scene = new Scene(crowded).focus().no('rateLimited').wait(1_000).yes();
    scene.wait(9_999);
    expect(scene.sent).toEqual(['pause', 'pause']);
    scene.wait(1);
    expect(scene.sent).toEqual(['pause', 'pause', 'pause']);
  });

  test('never has us stay away for more than 16 times as long', () => {
    const scene = new Scene(crowded).focus();
    for (let tries = 0; tries < 6; tries += 1) {
      scene.no('rateLimited').focus();
      scene.wait((scene.channel().dueAtMs ?? Number.NaN) - scene.nowMs);
    }
    expect(scene.channel().crowding).toBe(4);
  });

  test('is forgiven one refusal with every pause that ends well', () => {
    const scene = new Scene(crowded).focus().no('rateLimited').wait(1_000).yes();
    scene.blur().wait(3_000).yes();
    expect(scene.channel().crowding).toBe(0);
    const twice = new Scene(crowded)
      .focus()
      .no('rateLimited')
      .wait(1_000)
      .no('rateLimited')
      .wait(2_000)
      .yes();
    expect(left(twice).yes().channel().crowding).toBe(1);
  });

  test('is owed nothing where it had time for us', () => {
    expect(left(new Scene(crowded).focus().yes()).yes().channel().crowding).toBe(0);
  });
});

describe('recorders of which not all are required', () => {
  const optional = (scene: Scene, ...ids: string[]) =>
    scene.on({
      type: 'configured',
      timings: scene.state.timings,
      channels: scene.state.channels.map(({ id, traits }) => ({ id, traits, isRequired: !ids.includes(id) })),
    });

  test('are all paused, and the required ones have the word', () => {
    const scene = optional(new Scene([{}, {}]), 'r1').focus();
    expect(scene.sent).toEqual(['pause', 'pause']);
    scene.yes('r0').no('refused', {}, 'r1');
    expect(scene.status).toBe('paused');
    scene.blur().wait(3_000).yes('r0').no('refused', {}, 'r1');
    expect(scene.status).toBe('ready');
  });

  test('have the word together where none is required: never "no call" while one records', () => {
    const scene = optional(new Scene([{}, { canRead: true }]), 'r0', 'r1').focus();
    expect(scene.status).toBe('pausing');
    scene.yes('r0');
    expect(scene.status).toBe('pausing');
    scene.no('refused', {}, 'r1');
    expect(scene.status).toBe('stillRecording');
    scene.wait(400).yes('r1');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
  });
});
