// What each frame is told of its gate.
import { describe, expect, it } from 'vitest';
import { toWord, type Listener } from '../../src/background/words.ts';
import type { ProtectionProblem } from '../../src/protection/problems.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { Scene } from '../recording/scene.ts';

const settings = settingsSchema.parse({ gate: 'block' });
let problems: ProtectionProblem[] | undefined;
const wordFor = (listener: Partial<Listener>) =>
  toWord(
    { view: new Scene().view, state: new Scene().state, settings, problemsOf: () => problems },
    { id: null, tabId: 1, isTop: false, ...listener },
  );

const gateFor = (scene: Scene, listener: Partial<Listener>, more: object = {}) =>
  toWord(
    { view: scene.view, state: scene.state, settings: { ...settings, ...more }, problemsOf: () => problems },
    { id: null, tabId: 1, isTop: false, ...listener },
  ).gate;

const frame = { id: 'f' };
const top = { isTop: true };

describe('the frame that holds', () => {
  it('is told of its own focus, and only of that', () => {
    const scene = new Scene().focus('f', 3).yes();
    expect(gateFor(scene, frame)).toMatchObject({
      mode: 'block',
      seq: 3,
      isOpen: true,
      isPaused: true,
      says: null,
    });
    expect(gateFor(scene, { id: 'g' })).toMatchObject({ seq: null, isOpen: false, says: null });
  });

  it('hears what the banner says while it is shut', () => {
    expect(gateFor(new Scene().focus(), frame)).toMatchObject({
      isOpen: false,
      canBreak: false,
      says: { title: null, also: 'banner_gate_held' },
    });
    expect(gateFor(new Scene().failing('timedOut').focus(), frame)).toMatchObject({
      isOpen: false,
      canBreak: true,
      says: { also: 'banner_gate_shut' },
    });
  });

  it('is told that the gate is open for this focus only where a person opened it', () => {
    const broken = new Scene().failing('timedOut').focus();
    broken.on({ type: 'breakGate', tabId: 1, needs: 'accepted', reason: 'other', detail: '' });
    const overridden = new Scene().focus().yes().on({ type: 'manualResume' });
    for (const scene of [broken, overridden, new Scene().focus().no('noCall')])
      expect(gateFor(scene, frame)).toMatchObject({ isOpen: true, isPaused: false });
  });

  it('hears that a limit came, so that the next try to type is news', () => {
    const scene = new Scene({}, { softLimitMs: 30_000 }).focus().yes().wait(60_000);
    expect(gateFor(scene, frame)).toMatchObject({ isOpen: false, isAtLimit: true });
  });

  it('is asked for what the settings ask for', () => {
    const scene = new Scene({ canRead: true }).focus().yes();
    expect(gateFor(scene, frame, { gateNeeds: 'verified' })).toMatchObject({
      isOpen: false,
      says: { title: 'banner_gate_unverified' },
    });
    expect(gateFor(scene, frame, { gate: 'warn' })?.mode).toBe('warn');
  });
});

describe('the top frame', () => {
  it('says what is to be said of a field in one of the frames of its tab, and of no other tab', () => {
    const scene = new Scene().failing('timedOut').focus();
    expect(gateFor(scene, top)).toMatchObject({ seq: null, isOpen: false, canBreak: true });
    expect(gateFor(scene, { ...top, tabId: 2 })).toMatchObject({ canBreak: false, says: null });
  });

  it('that holds for a frame leaves the word to the field in it', () => {
    const scene = new Scene().failing('timedOut').focus('top', 1, { reasons: ['frame:card-number'] });
    // Nobody is in that frame: what is typed there cannot be held back.
    expect(gateFor(scene, { ...top, id: 'top' })).toMatchObject({
      canBreak: false,
      says: { also: 'banner_gate_frame' },
    });
    scene.focus('inside', 5);
    expect(gateFor(scene, { ...top, id: 'top' })).toMatchObject({
      seq: 1,
      canBreak: true,
      says: { also: 'banner_gate_shut' },
    });
  });
});

it('who only watches stays out of sight', () => {
  const scene = new Scene().focus();
  scene.state.mode = 'observe';
  expect(gateFor(scene, frame)?.mode).toBe('off');
});

describe('what to say to the caller', () => {
  const scene = new Scene().focus().yes();
  const wordWith = (comforts: object) =>
    toWord(
      {
        view: scene.view,
        state: scene.state,
        settings: settingsSchema.parse({ comforts }),
        problemsOf: () => undefined,
      },
      { id: null, tabId: 1, isTop: true },
    );

  it('goes along, empty where the browser’s language decides', () => {
    expect(wordWith({ wordsPaused: 'Off now.' }).say).toEqual({ paused: 'Off now.', resumed: '' });
  });

  it('does not where none is wanted', () => {
    expect(wordWith({ showsWords: false })).not.toHaveProperty('say');
  });
});

describe('why a page is not protected', () => {
  const toProblem = (code: ProtectionProblem['code']): ProtectionProblem => ({
    code,
    cure: 'allow',
    patterns: [],
    recorderId: null,
  });

  it('is told to top frames, without what is no alarm', () => {
    problems = [toProblem('frameAccess'), toProblem('otherFrame')];
    expect(wordFor(top).problems).toEqual(['frameAccess']);
    expect(wordFor({}).problems).toBeUndefined();
  });

  it('is left out where nobody has looked, so that a page keeps what it knows', () => {
    problems = undefined;
    expect(wordFor(top)).not.toHaveProperty('problems');
    problems = [];
    expect(wordFor(top).problems).toEqual([]);
  });
});
