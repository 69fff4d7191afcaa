// A recorder whose state was lost: set it again, read it, or ask a person, and never press a toggle blind.
import { describe, expect, test } from 'vitest';
import { Scene } from './scene.ts';

const readable = { canRead: true, coversNewCalls: true, readLagMs: 0 };
const toggle = { command: 'toggle' as const };
const targeted = (scene: Scene, callRef: string) =>
  scene.on({ type: 'targeted', channelId: 'r0', attemptId: scene.channel().attempt?.id ?? 0, callRef });
const left = (scene: Scene) => scene.blur().wait(3_000);

describe('a recorder whose state is not known', () => {
  test('is asked to pause again where that can be said twice', () => {
    const scene = new Scene(readable).focus().no('timedOut').wait(400);
    expect(scene.sent).toEqual(['pause', 'pause']);
  });

  test('is read where it is a toggle that can be', () => {
    const scene = targeted(new Scene({ ...readable, ...toggle }).focus(), 'a')
      .no('timedOut')
      .wait(400);
    expect(scene.sent).toEqual(['pause', 'read']);
    scene.reads('recording');
    expect(scene.sent).toEqual(['pause', 'read', 'pause']);
  });

  test('is read as well where no call was addressed before the answer was lost', () => {
    const scene = new Scene({ ...readable, ...toggle }).focus().no('timedOut').wait(400);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'read', callRef: null });
    expect(scene.reads('recording').sent).toEqual(['pause', 'read', 'pause']);
  });

  test('and is read as paused is paused, verified', () => {
    const scene = targeted(new Scene({ ...readable, ...toggle }).focus(), 'a')
      .no('timedOut')
      .wait(400);
    scene.reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
    expect(left(scene).requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'a' });
  });

  test('is asked about where it is a toggle that cannot be read, and waits for nothing but the answer', () => {
    const scene = targeted(new Scene(toggle).focus(), 'a').no('timedOut').wait(400);
    expect(scene.channel()).toMatchObject({ needsPerson: true, dueAtMs: null });
    scene.focus('g').on({ type: 'manualPause' }).wait(30_000);
    expect(scene.sent).toEqual(['pause']);
  });

  test('is told by a person', () => {
    const lost = () => targeted(new Scene(toggle).focus(), 'a').no('timedOut').wait(400);
    const saw = (scene: Scene, isPaused: boolean, channelId = 'r0') =>
      scene.on({ type: 'personSaw', channelId, isPaused });
    expect(saw(lost(), true).channel()).toMatchObject({
      phase: 'paused',
      evidence: 'accepted',
      owed: { callRef: 'a' },
      failure: null,
      needsPerson: false,
    });
    expect(saw(lost(), false).channel()).toMatchObject({ phase: 'pausing', evidence: null, owed: null });
    expect(saw(lost(), false, 'r1').channel().needsPerson).toBe(true);
  });
});

describe('a toggle whose second pause was lost, with its first resume still to be read back', () => {
  /** The first call was resumed; the second one was addressed, and the answer never came. */
  const again = () => {
    const scene = left(new Scene({ ...readable, ...toggle }).focus().yes('r0', 'first')).yes();
    return targeted(scene.focus('f', 2), 'second').no('timedOut');
  };

  test('is read for the second', () => {
    const scene = again().wait(400);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'read', callRef: 'second' });
    scene.reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
    expect(scene.channel().owed).toMatchObject({ callRef: 'second' });
  });

  test('is resumed for the second when everybody has left', () => {
    const scene = again().blur('f', 2).wait(3_000).reads('paused');
    expect(scene.requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'second' });
  });
});

describe('a resume', () => {
  test('is not sent where nothing is owed', () => {
    expect(left(new Scene().failing('refused').focus()).sent).not.toContain('resume');
    expect(new Scene().on({ type: 'tick' }).sent).toEqual([]);
  });

  test('of a toggle is sent only where it is known to be paused', () => {
    const known = left(new Scene(toggle).focus().yes());
    expect(known.sent).toEqual(['pause', 'resume']);
    const unknown = left(targeted(new Scene(toggle).focus(), 'a').no('timedOut'));
    expect(unknown.sent).toEqual(['pause']);
    expect(unknown.channel().needsPerson).toBe(true);
  });

  test('of a toggle that was lost is read first, and settled where it records', () => {
    const scene = left(new Scene({ ...readable, ...toggle }).focus().yes()).no('timedOut');
    expect(scene.status).toBe('stillPaused');
    scene.wait(400);
    expect(scene.sent).toEqual(['pause', 'resume', 'read']);
    scene.reads('recording');
    expect(scene.status).toBe('ready');
    expect(scene.channel()).toMatchObject({ phase: 'recording', owed: null });
    expect(scene.wait(60_000).sent).toEqual(['pause', 'resume', 'read']);
  });

  test('of a toggle that was lost and cannot be read stays an alert', () => {
    const scene = left(new Scene({ ...readable, ...toggle }).focus().yes())
      .no('timedOut')
      .wait(400);
    expect(scene.no('forbidden').status).toBe('stillPaused');
    expect(scene.wait(5_000).sent).toEqual(['pause', 'resume', 'read', 'read']);
    expect(scene.reads('unknown').status).toBe('stillPaused');
  });

  test('of a toggle that is read as paused by a list that lags is not sent again before the lag is over', () => {
    const lagging = { ...readable, ...toggle, readLagMs: 10_000 };
    const scene = left(new Scene(lagging).focus().yes()).no('timedOut').wait(400).reads('paused');
    expect(scene.sent).toEqual(['pause', 'resume', 'read']);
    scene.wait(5_000).reads('paused').wait(5_000);
    expect(scene.sent).toEqual(['pause', 'resume', 'read', 'read', 'read']);
    expect(scene.reads('paused').sent.at(-1)).toBe('resume');
  });

  test('of a toggle that was lost is noted when it is found paused, also where it was verified before', () => {
    const scene = left(new Scene({ ...readable, ...toggle }).focus().yes())
      .yes()
      .wait(5_000);
    scene.reads('paused').no('timedOut').wait(5_000).reads('paused');
    expect(scene.sent).toEqual(['pause', 'resume', 'read', 'resume', 'read', 'resume']);
    expect(scene.noted('verified')).toHaveLength(1);
  });

  test('of a toggle that is read as paused is sent again', () => {
    const scene = left(new Scene({ ...readable, ...toggle }).focus().yes())
      .no('timedOut')
      .wait(400);
    expect(scene.reads('paused').sent).toEqual(['pause', 'resume', 'read', 'resume']);
  });
});
