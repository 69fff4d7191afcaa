// When a card field may be typed into: only with the recorder's yes, a person's word, or nothing that records.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactDetail, toGate, type Gate, type GateNeeds } from '../../src/recording/gate.ts';
import { Scene } from './scene.ts';

function gateOf(scene: Scene, id = 'f', needs: GateNeeds = 'accepted'): Gate {
  const hold = scene.state.holds.find(known => known.id === id);
  if (hold === undefined) throw new Error(`${id} does not hold`);
  return toGate(scene.state, hold, needs);
}

const typeAnyway = (scene: Scene, tabId = 1, detail = '') =>
  scene.on({ type: 'breakGate', tabId, needs: 'accepted', reason: 'notRecorded', detail });

const shut = (why: Gate['why'], canBreak = false): Gate => ({ isOpen: false, why, canBreak });
const open = (why: Gate['why']): Gate => ({ isOpen: true, why, canBreak: false });

describe('the gate', () => {
  it('opens with the yes of the recorder, and not before', () => {
    const scene = new Scene().focus();
    expect(gateOf(scene)).toEqual(shut('pausing'));
    scene.yes();
    expect(gateOf(scene)).toEqual(open('paused'));
  });

  it('waits for the last of several required recorders', () => {
    const scene = new Scene([{}, {}]).focus().yes('r0');
    expect(gateOf(scene)).toEqual(shut('pausing'));
    scene.yes('r1');
    expect(gateOf(scene)).toEqual(open('paused'));
  });

  it('that needs a verified pause opens after the read-back', () => {
    const scene = new Scene({ canRead: true }).focus().yes();
    expect(gateOf(scene, 'f', 'verified')).toEqual(shut('unverified'));
    scene.wait(5_000).reads('paused');
    expect(gateOf(scene, 'f', 'verified')).toEqual(open('paused'));
  });

  it('that needs a verified pause can be broken where the read-back fails, or will never come', () => {
    const unread = new Scene({ canRead: false }).focus().yes();
    expect(gateOf(unread, 'f', 'verified')).toEqual(shut('unverified', true));
    const failing = new Scene({ canRead: true }).focus().yes().wait(5_000).no('timedOut');
    expect(gateOf(failing, 'f', 'verified')).toEqual(shut('unverified', true));
  });

  it('stays shut while the pause fails, and can be broken then', () => {
    const scene = new Scene().failing('timedOut').focus();
    expect(gateOf(scene)).toEqual(shut('failed', true));
  });

  it('shuts again where the recorder is found running', () => {
    const scene = new Scene({ canRead: true }).focus().yes().wait(11_000);
    scene.reads('recording');
    expect(gateOf(scene).isOpen).toBe(false);
  });

  it('opens where nothing is recorded', () => {
    expect(gateOf(new Scene().focus().no('noCall'))).toEqual(open('nothingRecorded'));
    expect(gateOf(new Scene().focus().no('notRecording'))).toEqual(open('nothingRecorded'));
  });

  it('opens for the focus that a person resumed under, and for no other', () => {
    const scene = new Scene().focus('f').yes().on({ type: 'manualResume' });
    scene.focus('other').no('timedOut');
    expect(gateOf(scene, 'f')).toEqual(open('overridden'));
    expect(gateOf(scene, 'other').isOpen).toBe(false);
  });

  it('is shut for a focus that a limit ended, until the next try to type pauses again', () => {
    const scene = new Scene({}, { softLimitMs: 30_000 }).focus().yes().wait(60_000);
    expect(gateOf(scene)).toEqual(shut('limit'));
    scene.yes().on({ type: 'activity', id: 'f', seq: 1 });
    expect(gateOf(scene)).toEqual(shut('pausing'));
    scene.yes();
    expect(gateOf(scene)).toEqual(open('paused'));
  });

  it('never opens because a microphone was switched off', () => {
    const scene = new Scene({ effect: 'agentMicrophone' }).focus().yes();
    expect(gateOf(scene)).toEqual(shut('microphoneOnly', true));
  });

  it('without a recorder is shut, and can be broken', () => {
    expect(gateOf(new Scene([]).focus())).toEqual(shut('failed', true));
  });
});

describe('a person who types anyway', () => {
  const failing = () => new Scene().failing('timedOut').focus();

  it('opens the gate and is written down, without what could be a card number', () => {
    const scene = typeAnyway(failing(), 1, 'card 4242 4242 4242 4242, PBX 5 is down');
    expect(gateOf(scene)).toEqual(open('broken'));
    expect(scene.noted('gateBroken')).toMatchObject([
      {
        reason: 'notRecorded',
        detail: 'card …, PBX 5 is down',
        kind: 'card-number',
        site: 'https://crm.test',
      },
    ]);
    expect(scene.status).toBe('stillRecording');
  });

  it('opens it for that focus only', () => {
    const scene = typeAnyway(failing()).focus('f', 2);
    expect(gateOf(scene)).toEqual(shut('failed', true));
  });

  it('opens it in the tab in front of them only', () => {
    expect(gateOf(typeAnyway(failing(), 2))).toEqual(shut('failed', true));
  });

  it('keeps the pause being tried', () => {
    const scene = typeAnyway(failing());
    const sent = scene.requests.length;
    scene.wait(10_000);
    expect(scene.requests.length).toBeGreaterThan(sent);
  });

  it('cannot do so ahead of a failure', () => {
    const scene = typeAnyway(new Scene().focus());
    expect(gateOf(scene)).toEqual(shut('pausing'));
    expect(scene.noted('gateBroken')).toEqual([]);
  });
});

it('no run of digits that could be part of a card survives', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.stringMatching(/^\d(?:[ .-]?\d){3,18}$/),
      fc.string(),
      (before, digits, after) => {
        expect(redactDetail(`${before}${digits}${after}`)).not.toMatch(/\d{4}/);
      },
    ),
  );
});
