// The button and the key: a person pauses, resumes, or asks for more time.
import { describe, expect, test } from 'vitest';
import { Scene } from './scene.ts';

const press = (scene: Scene, type: 'manualPause' | 'manualResume' | 'extend') => scene.on({ type });
const pressed = () => press(new Scene(), 'manualPause');

describe('the button that pauses', () => {
  test('holds as a person, once however often it is pressed', () => {
    const scene = press(pressed().wait(5_000), 'manualPause');
    const startedAtMs = scene.nowMs - 5_000;
    expect(scene.state.holds).toStrictEqual([
      {
        id: 'manual',
        seq: 0,
        origin: 'manual',
        startedAtMs,
        activeAtMs: startedAtMs,
        leaseUntilMs: null,
        awayUntilMs: null,
        isUnclaimed: false,
        spent: null,
      },
    ]);
    expect(scene.noted('holdStarted')).toMatchObject([{ origin: 'manual' }]);
    expect(scene.noted('holdStarted')[0]).not.toHaveProperty('kind');
    expect(scene.noted('holdStarted')[0]).not.toHaveProperty('site');
  });

  test('holds beside a field', () => {
    const scene = press(new Scene().focus(), 'manualPause').blur().wait(60_000);
    expect(scene.state.holds).toMatchObject([{ origin: 'manual' }]);
  });
});

describe('the button that resumes', () => {
  test('ends a manual hold at once and overrides nothing', () => {
    const scene = press(pressed().yes(), 'manualResume');
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('overridden')).toEqual([]);
    expect(scene.noted('holdEnded')).toMatchObject([{ origin: 'manual', reason: 'person' }]);
    expect(scene.state).toMatchObject({ holds: [], episode: null, lastEndReason: 'person' });
  });

  test('overrides every field that has focus, and says so once', () => {
    const scene = press(press(new Scene().focus('f').focus('g'), 'manualPause').yes(), 'manualResume');
    expect(scene.state.holds).toMatchObject([
      { id: 'f', spent: 'person' },
      { id: 'g', spent: 'person' },
    ]);
    expect(scene.noted('overridden')).toHaveLength(1);
    expect(scene.view).toMatchObject({ isOverridden: true, holds: [] });
  });

  test('says nothing of what it overrode before', () => {
    const scene = press(press(new Scene().focus().yes(), 'manualResume').yes(), 'manualResume');
    expect(scene.noted('overridden')).toHaveLength(1);
  });

  test('leaves a limit what the limit has ended', () => {
    const scene = new Scene({}, { softLimitMs: 30_000 }).focus().yes().wait(40_000).yes();
    press(scene.focus('g'), 'manualResume');
    expect(scene.state.holds).toMatchObject([{ spent: 'softLimit' }, { spent: 'person' }]);
  });

  test('does not wait for the linger', () => {
    const scene = press(new Scene().focus().yes().blur(), 'manualResume');
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('episodeEnded')).toMatchObject([{ reason: 'person' }]);
  });

  test('does nothing where nothing is paused', () => {
    const scene = press(new Scene(), 'manualResume');
    expect(scene.notes).toEqual([]);
    expect(scene.sent).toEqual([]);
  });
});

describe('a press in an alarm', () => {
  test('asks again at once', () => {
    const scene = press(new Scene().focus().no('refused'), 'manualPause');
    expect(scene.sent).toEqual(['pause', 'pause']);
  });

  test('to resume asks again at once where the resume had failed', () => {
    const scene = press(new Scene().focus().yes().blur().wait(3_000).no('refused'), 'manualResume');
    expect(scene.sent).toEqual(['pause', 'resume', 'resume']);
  });

  test('does not shorten the time that the recorder asked for', () => {
    const scene = press(new Scene().focus().no('rateLimited', { retryAfterMs: 9_000 }), 'manualPause');
    expect(scene.sent).toEqual(['pause']);
    expect(scene.wait(8_999).sent).toEqual(['pause']);
    expect(scene.wait(1).sent).toEqual(['pause', 'pause']);
  });

  test('does not shorten the time until a paused recorder is looked at', () => {
    const scene = press(new Scene({ canRead: true }).focus().yes(), 'manualPause');
    expect(scene.sent).toEqual(['pause']);
    expect(scene.wait(5_000).sent).toEqual(['pause', 'read']);
  });
});

describe('more time', () => {
  const seconds = (scene: Scene) => {
    const atMs = scene.view.limitAtMs;
    return atMs === null ? null : (atMs - scene.nowMs) / 1_000;
  };

  test('begins the soft limit of a field anew', () => {
    const scene = press(new Scene().focus().yes().wait(60_000), 'extend');
    expect(seconds(scene)).toBe(180);
    expect(scene.noted('extended')).toMatchObject([{ by: 'person' }]);
    expect(scene.state.episode?.extensions).toBe(1);
  });

  test('begins the longest of several anew', () => {
    const scene = press(press(new Scene().focus(), 'manualPause').wait(60_000), 'extend');
    expect(seconds(scene)).toBe(300);
  });

  test('ends at the hard limit, and there is no more of it then', () => {
    const scene = new Scene({}, { hardLimitMs: 200_000 }).on({ type: 'manualPause' });
    expect(seconds(scene)).toBe(200);
    expect(press(scene, 'extend').noted('extended')).toEqual([]);
    const field = new Scene({}, { hardLimitMs: 200_000 }).focus().wait(60_000);
    expect(field.view.canExtend).toBe(true);
    expect(seconds(press(field, 'extend'))).toBe(140);
    expect(field.view.canExtend).toBe(false);
  });

  test('is never less', () => {
    const scene = press(new Scene(), 'manualPause').focus().on({ type: 'manualResume' });
    press(press(scene.focus('f', 2), 'manualPause'), 'extend');
    expect(seconds(scene)).toBe(300);
    const twice = press(new Scene().focus(), 'extend');
    expect(twice.noted('extended')).toEqual([]);
    expect(twice.state.episode?.extensions).toBe(0);
  });

  test('is nothing that a linger or silence could use', () => {
    const scene = press(press(new Scene(), 'extend').focus().yes().blur().wait(1_000), 'extend');
    expect(scene.noted('extended')).toEqual([]);
    expect(scene.wait(2_000).sent).toEqual(['pause', 'resume']);
  });
});
