// A recorder that only switches the agent's microphone: nothing that people see may call that a pause.
import { describe, expect, test } from 'vitest';
import { toToggleEvent } from '../../src/background/toggle.ts';
import { toMainAction } from '../../src/popup/actions.ts';
import { toBadge } from '../../src/ui/badge.ts';
import { toStatus } from '../../src/ui/status.ts';
import { Scene } from './scene.ts';

const microphone = {
  effect: 'agentMicrophone',
  command: 'toggle',
  scope: 'agent',
  coversNewCalls: false,
} as const;
const recording = { effect: 'silence' } as const;

const targeted = (scene: Scene, attemptId = 1) =>
  scene.on({ type: 'targeted', channelId: 'r0', attemptId, callRef: 'agent' });

const saw = (scene: Scene, isPaused: boolean) => scene.on({ type: 'personSaw', channelId: 'r0', isPaused });

describe('a microphone alone', () => {
  test('is never shown as a pause, from the first to the last moment', () => {
    const scene = new Scene(microphone);
    const shown: string[] = [];
    const look = () => {
      const { view } = scene;
      const { shape, headline, advice } = toStatus({ state: 'live', view });
      const { icon, title } = toBadge(view);
      const { label } = toMainAction({ state: 'live', view }, null);
      expect([shape, icon]).not.toContain('paused');
      expect(view).toMatchObject({ isMicrophoneOnly: true, evidence: null });
      shown.push(view.status);
      expect([headline, advice, title, label].join(' ')).not.toMatch(/_paus(e|ed|ing)(?!_advice)/);
    };
    look();
    scene.focus();
    look();
    scene.yes();
    look();
    scene.blur().wait(3_000);
    look();
    scene.yes();
    look();
    expect(shown).toEqual(['ready', 'pausing', 'microphoneOff', 'resuming', 'ready']);
  });

  test('has a badge of its own that differs from every pause', () => {
    const badge = toBadge(new Scene(microphone).focus().yes().view);
    expect(badge).toMatchObject({ icon: 'idle', text: 'MIC', title: 'title_microphoneOff' });
  });

  test('is switched back on by the key that resumes', () => {
    expect(toToggleEvent(new Scene(microphone).focus().yes().view)).toEqual({ type: 'manualResume' });
  });

  test('is noted as what it is', () => {
    const scene = new Scene(microphone).focus().yes().blur().wait(3_000).yes();
    expect(scene.noted('paused')).toMatchObject([{ isMicrophone: true }]);
    expect(scene.noted('resumed')).toMatchObject([{ isMicrophone: true }]);
    expect(new Scene(recording).focus().yes().noted('paused')[0]).not.toHaveProperty('isMicrophone');
  });

  test('is pressed once, however long the field keeps the focus', () => {
    const scene = new Scene(microphone).focus().yes();
    for (let waited = 0; waited < 120_000; waited += 10_000) scene.wait(10_000).focus();
    expect(scene.sent).toEqual(['pause']);
  });

  test('that could not be switched back is no recording that is still paused', () => {
    const scene = targeted(new Scene(microphone).focus()).yes().blur().wait(3_000).no('forbidden');
    expect(scene.status).toBe('microphoneStuck');
    expect(scene.noted('alertStarted')).toMatchObject([{ alert: 'microphoneStuck' }]);
    scene.wait(1_000);
    expect(scene.sent).toEqual(['pause', 'resume', 'resume']);
  });
});

describe('a microphone whose state was lost', () => {
  test('is asked of a person, and pressed no more', () => {
    const scene = targeted(new Scene(microphone).focus()).no('timedOut').wait(60_000);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.view).toMatchObject({ status: 'stillRecording', recorders: [{ needsPerson: true }] });
    expect(toStatus({ state: 'live', view: scene.view }).advice).toBe('status_microphoneLost_advice');
  });

  test('goes on from "it is muted": off, and switched back on when the field is left', () => {
    const scene = saw(targeted(new Scene(microphone).focus()).no('badAnswer').wait(500), true);
    expect(scene.view).toMatchObject({ status: 'microphoneOff', recorders: [{ needsPerson: false }] });
    scene.blur().wait(3_000);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'agent' });
  });

  test('goes on from "it is on": pressed again while the field has focus', () => {
    const scene = saw(targeted(new Scene(microphone).focus()).no('unreachable').wait(500), false);
    expect(scene.sent).toEqual(['pause', 'pause']);
    expect(scene.yes().status).toBe('microphoneOff');
  });

  test('goes on from "it is on" after the field was left: nothing is owed any more', () => {
    const scene = targeted(new Scene(microphone).focus())
      .yes()
      .blur()
      .wait(3_000)
      .no('timedOut')
      .wait(60_000);
    expect(scene.status).toBe('microphoneStuck');
    expect(scene.sent).toEqual(['pause', 'resume']);
    saw(scene, false);
    expect(scene.status).toBe('ready');
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('goes on from "it is muted" after the field was left: one more press', () => {
    const scene = targeted(new Scene(microphone).focus()).yes().blur().wait(3_000).no('timedOut').wait(500);
    expect(saw(scene, true).sent).toEqual(['pause', 'resume', 'resume']);
    expect(scene.yes().status).toBe('ready');
  });

  test('is asked about after the browser died, and not pressed', () => {
    const scene = new Scene(microphone).on({
      type: 'recovered',
      owed: [{ channelId: 'r0', callRef: 'agent', sinceMs: 1 }],
    });
    expect(scene.wait(60_000).sent).toEqual([]);
    expect(scene.status).toBe('microphoneStuck');
    expect(saw(scene, false).status).toBe('ready');
  });

  test('is noted with what the person said, once', () => {
    const scene = saw(targeted(new Scene(microphone).focus()).no('timedOut').wait(500), true);
    saw(scene, false);
    expect(scene.noted('personSaw')).toMatchObject([{ recorder: 'r0', isPaused: true, isMicrophone: true }]);
    expect(scene.status).toBe('microphoneOff');
  });

  test('is not asked about where nobody lost it', () => {
    const scene = saw(new Scene(microphone).focus().yes(), false);
    expect(scene.status).toBe('microphoneOff');
    expect(scene.noted('personSaw')).toEqual([]);
  });
});

describe('a microphone beside a recording', () => {
  const both = () => new Scene([recording, microphone]).focus();

  test('adds nothing to a pause, and takes nothing from its evidence', () => {
    const scene = new Scene([{ ...recording, canRead: true }, microphone]).focus().yes('r0').yes('r1');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted', isMicrophoneOnly: false });
    scene.wait(5_000).reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
  });

  test('does not make it paused on its own', () => {
    expect(both().yes('r1').status).toBe('pausing');
    expect(both().yes('r1').no('refused', {}, 'r0').status).toBe('stillRecording');
    expect(both().yes('r1').no('noCall', {}, 'r0').status).toBe('microphoneOff');
    expect(both().yes('r1').no('notRecording', {}, 'r0').status).toBe('microphoneOff');
  });

  test('is still required: refused, it is not all as it should be', () => {
    expect(both().yes('r0').no('refused', {}, 'r1').status).toBe('stillRecording');
  });

  test('that is stuck leaves the word to a recording that is stuck too', () => {
    const scene = both()
      .yes('r0')
      .yes('r1')
      .blur()
      .wait(3_000)
      .no('refused', {}, 'r0')
      .no('refused', {}, 'r1');
    expect(scene.status).toBe('stillPaused');
  });
});

test('a recording that is not required does not turn a required microphone into a pause', () => {
  const scene = new Scene([recording, microphone]);
  for (const channel of scene.state.channels) channel.isRequired = channel.id !== 'r0';
  scene.focus().yes('r0').yes('r1');
  expect(scene.view).toMatchObject({ status: 'microphoneOff', isMicrophoneOnly: true, evidence: null });
});
