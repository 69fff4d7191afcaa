import { describe, expect, test } from 'vitest';
import type { Mode } from '../../src/recording/state.ts';
import { Scene } from './scene.ts';

const switchTo = (scene: Scene, mode: Mode) =>
  scene.on({
    type: 'configured',
    timings: scene.state.timings,
    channels: scene.state.channels.map(({ id, isRequired, traits }) => ({ id, isRequired, traits })),
    mode,
  });
const watching = () => switchTo(new Scene(), 'observe');

describe('observe mode', () => {
  test('holds and limits go their way, and nothing is ever asked of a recorder', () => {
    const scene = watching();
    expect(scene.status).toBe('observing');
    scene.focus();
    expect(scene.status).toBe('observing');
    expect(scene.view.holds).toHaveLength(1);
    scene.wait(200_000).blur().focus('g').wait(700_000).on({ type: 'manualPause' }).wait(1_000_000);
    expect(scene.sent).toEqual([]);
    expect(scene.noted('episodeEnded').length).toBeGreaterThan(1);
    expect(scene.status).toBe('observing');
  });

  test('shows no time at which a recording would resume, and no warning', () => {
    const scene = watching().focus().wait(160_000);
    expect(scene.view).toMatchObject({
      evidence: null,
      limitAtMs: null,
      lingerUntilMs: null,
      canExtend: false,
      warning: null,
    });
    expect(scene.blur().view.lingerUntilMs).toBeNull();
  });

  test('needs no recorder', () => {
    const scene = new Scene([]);
    expect(scene.status).toBe('notSetUp');
    expect(switchTo(scene, 'observe').focus().status).toBe('observing');
  });

  test('leaves the gate open, as nothing is waited for', () => {
    expect(watching().focus().gate('f', 'verified')).toEqual({
      isOpen: true,
      why: 'observing',
      canBreak: false,
    });
  });

  test('whoever takes a card when it is switched on is not recorded for it', () => {
    const scene = switchTo(new Scene().focus().yes(), 'observe').wait(10_000);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.status).toBe('paused');
  });

  test('what was paused when it is switched on is resumed in the end, and until then it is not over', () => {
    const scene = switchTo(new Scene().focus().yes('r0', 'call-3'), 'observe').blur().wait(3_000);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'call-3' });
    expect(scene.status).toBe('resuming');
    // A focus that comes meanwhile does not call it off: it would not be paused for either.
    scene.focus('g');
    scene.no('unreachable');
    expect(scene.status).toBe('stillPaused');
    scene.wait(60_000);
    expect(scene.sent.filter(command => command === 'resume').length).toBeGreaterThan(1);
    scene.yes();
    expect(scene.status).toBe('observing');
  });

  test('what a dead browser left paused is resumed although only watching is asked for', () => {
    const scene = watching().on({
      type: 'recovered',
      owed: [{ channelId: 'r0', callRef: 'old', sinceMs: 1 }],
    });
    expect(scene.requests).toMatchObject([{ command: 'resume', callRef: 'old' }]);
  });

  test('a field that holds when it is switched off pauses', () => {
    const scene = switchTo(watching().focus(), 'enforce');
    expect(scene.sent).toEqual(['pause']);
    expect(scene.yes().status).toBe('paused');
  });

  test('a toggle that is lost while being switched to it is still asked about', () => {
    const scene = new Scene({ command: 'toggle' }).focus().yes();
    switchTo(scene, 'observe').blur().wait(3_000).no('timedOut').wait(60_000);
    expect(scene.status).toBe('stillPaused');
    expect(scene.view.recorders[0]?.needsPerson).toBe(true);
  });
});

describe('a payment page', () => {
  const page = (scene: Scene, seq = 1, isAway = false) =>
    scene.on({ type: 'pageHold', id: 'f:page', seq, site: 'https://pay.test', tabId: 1, isAway });

  /** A recorder that says yes at once. */
  const obeying = () => {
    const scene = new Scene();
    scene.responder = () => ({ type: 'outcome', outcome: { callRef: 'call-1', evidence: 'accepted' } });
    return scene;
  };

  test('holds while it is in sight, and beside the fields in it', () => {
    const scene = page(new Scene()).yes().focus().blur().wait(60_000);
    expect(scene.status).toBe('paused');
    expect(scene.view.holds).toMatchObject([{ origin: 'page', site: 'https://pay.test' }]);
    scene.on({ type: 'release', id: 'f:page', seq: 1, reason: 'pagehide' }).wait(3_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('is kept for the away time when another tab comes to the front', () => {
    const scene = page(page(new Scene()).yes(), 1, true).wait(29_999);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.wait(1).sent).toEqual(['pause', 'resume']);
  });

  test('has the limits of a field in which nothing is typed, and does not hold again by itself', () => {
    const scene = page(obeying());
    // Its frame proves that it lives, which is no activity.
    for (let second = 0; second < 240; second += 20) page(scene.wait(20_000));
    expect(scene.sent).toEqual(['pause', 'resume']);
    page(scene.wait(20_000), 2);
    expect(scene.sent).toEqual(['pause', 'resume', 'pause']);
  });

  test('a field in it that gets the focus after the limit pauses anew', () => {
    const scene = page(obeying());
    for (let second = 0; second < 200; second += 20) page(scene.wait(20_000));
    scene.focus();
    expect(scene.sent).toEqual(['pause', 'resume', 'pause']);
  });
});

describe('a card number in free text', () => {
  test('is warned of for as long as it holds', () => {
    const scene = new Scene().on({
      type: 'hold',
      id: 'f',
      seq: 1,
      kind: 'card-number',
      reasons: ['value:card-number'],
      site: 'https://crm.test',
      tabId: 1,
      isAway: false,
    });
    expect(scene.yes().view.warning).toBe('cardInText');
    expect(scene.focus('f', 2).view.warning).toBeNull();
  });
});
