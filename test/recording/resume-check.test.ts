// A resume is read back too: "ready" is not to be said of a recording that never came back.
import { describe, expect, test } from 'vitest';
import { Scene } from './scene.ts';

const readable = { canRead: true };
const left = (scene: Scene) => scene.blur().wait(3_000);

describe('a resume is read back', () => {
  const resumed = (traits: object = readable) => left(new Scene(traits).focus().yes('r0', 'call-7')).yes();

  test.each([
    [{ readEveryMs: 5_000, readLagMs: 10_000 }, 10_000],
    [{ readEveryMs: 8_000, readLagMs: 1_000 }, 8_000],
  ])('after both the lag and the time between two reads are over: %j', (times, ms) => {
    const scene = resumed({ ...readable, ...times }).wait(ms - 1);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.wait(1).requests.at(-1)).toMatchObject({ command: 'read', callRef: 'call-7' });
    expect(scene.status).toBe('ready');
  });

  test('only where it can be', () => {
    expect(resumed({}).wait(60_000).sent).toEqual(['pause', 'resume']);
  });

  test('once, where it happened, is not known, or the call is over', () => {
    for (const state of ['recording', 'unknown', 'callOver', 'notRecording'] as const) {
      const scene = resumed().wait(10_000).reads(state).wait(60_000);
      expect(scene.sent).toEqual(['pause', 'resume', 'read']);
      expect(scene.channel()).toMatchObject({ phase: 'recording', owed: null, checking: null });
      expect(scene.status).toBe('ready');
      expect(scene.noted('contradicted')).toEqual([]);
    }
  });

  test('and did not happen: an alert, and said again on that call', () => {
    const scene = resumed().wait(10_000).reads('paused');
    expect(scene.status).toBe('stillPaused');
    expect(scene.noted('contradicted')).toMatchObject([{ attempt: 3, isNewCall: false }]);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'call-7' });
    expect(scene.channel().failure).toMatchObject({
      command: 'resume',
      code: 'badAnswer',
      reason: expect.stringContaining('still paused'),
      count: 1,
      sinceMs: scene.nowMs,
    });
    expect(scene.channel()).toMatchObject({ checking: null, evidence: 'verified' });
    scene.yes().wait(10_000).reads('recording');
    expect(scene.status).toBe('ready');
  });

  test('as well as can be where reads fail', () => {
    const scene = resumed().wait(10_000).no('unreachable');
    expect(scene.wait(4_999).sent).toEqual(['pause', 'resume', 'read']);
    expect(scene.wait(1).sent).toEqual(['pause', 'resume', 'read', 'read']);
    expect(scene.status).toBe('ready');
    scene.reads('paused');
    expect(scene.status).toBe('stillPaused');
  });

  test('not any more once the next pause is accepted', () => {
    const scene = resumed().focus('f', 2);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'pause', callRef: null });
    expect(scene.yes().channel().checking).toBeNull();
    expect(scene.wait(5_000).sent).toEqual(['pause', 'resume', 'pause', 'read']);
  });

  test('takes nothing from what the journal found meanwhile', () => {
    const scene = resumed().wait(10_000);
    scene.on({ type: 'recovered', owed: [{ channelId: 'r0', callRef: 'old', sinceMs: 1 }] }).no('refused');
    expect(scene.channel().owed).toMatchObject({ callRef: 'old' });
  });

  test('after all where the next pause was refused until everybody had left', () => {
    const scene = resumed().focus('f', 2).no('refused').wait(400).no('refused').blur('f', 2).wait(3_000);
    scene.no('refused').wait(10_000);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'read', callRef: 'call-7' });
    expect(scene.reads('paused').requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'call-7' });
  });
});
