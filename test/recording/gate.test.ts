// When a card field may be typed into: only with the recorder's yes, a person's word, or nothing that records.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactDetail, type Gate } from '../../src/recording/gate.ts';
import { Scene } from './scene.ts';

const gateOf = (scene: Scene, ...[id, needs]: Parameters<Scene['gate']>) => scene.gate(id, needs);

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

  it('that needs a verified pause can be broken where one of several recorders is in trouble', () => {
    const scene = new Scene([{ canRead: true }, { canRead: true }]).focus().yes('r0').yes('r1').wait(5_000);
    scene.reads('paused').no('timedOut', {}, 'r1');
    expect(gateOf(scene, 'f', 'verified')).toEqual(shut('unverified', true));
  });

  it('that needs a verified pause cannot be broken where only the read-back is waited for', () => {
    const scene = new Scene([{ canRead: false }, { canRead: true }]).focus().yes('r1');
    scene.answer({ type: 'outcome', outcome: { callRef: 'call-1', evidence: 'verified' } });
    expect(gateOf(scene, 'f', 'verified')).toEqual(shut('unverified', false));
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

  it.each([
    ['resuming', {}, (scene: Scene) => scene],
    ['ready', {}, (scene: Scene) => scene.yes()],
    ['stillPaused', {}, (scene: Scene) => scene.no('refused')],
    ['microphoneStuck', { effect: 'agentMicrophone' }, (scene: Scene) => scene.no('refused')],
  ] as const)(
    'of a focus that a limit ended is shut however the resume goes: %s',
    (status, traits, answer) => {
      const scene = answer(new Scene(traits, { softLimitMs: 30_000 }).focus().yes().wait(30_000));
      expect(scene.status).toBe(status);
      expect(gateOf(scene)).toEqual(shut('limit'));
    },
  );

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

  it('opens a frame and the field in it as one focus, and is written down for the field', () => {
    const site = 'https://pay.test';
    const scene = new Scene().failing('timedOut').focus('around', 1, { reasons: ['frame:0'] });
    scene.on({ type: 'hold', id: 'f', seq: 1, kind: 'card-csc', reasons: ['label:card-csc'], site, tabId: 1, isAway: false }); // prettier-ignore
    typeAnyway(scene);
    expect(gateOf(scene, 'around')).toEqual(open('broken'));
    expect(gateOf(scene)).toEqual(open('broken'));
    expect(scene.noted('gateBroken')).toMatchObject([{ kind: 'card-csc', site }]);
  });

  it('opens it where only the frame is known, and where no rule is', () => {
    const around = typeAnyway(new Scene().failing('timedOut').focus('f', 1, { reasons: ['frame:0'] }));
    expect(gateOf(around)).toEqual(open('broken'));
    expect(around.noted('gateBroken')).toHaveLength(1);
    const bare = typeAnyway(new Scene().failing('timedOut').focus('f', 1, { reasons: [] }));
    expect(gateOf(bare)).toEqual(open('broken'));
  });

  it('and adds nothing is written down with nothing added', () => {
    expect(typeAnyway(failing()).noted('gateBroken')[0]).not.toHaveProperty('detail');
  });

  it('has nothing to open on a payment page that has no field', () => {
    const scene = new Scene().failing('timedOut');
    scene.on({ type: 'pageHold', id: 'f:page', seq: 1, site: 'https://pay.test', tabId: 1, isAway: false });
    expect(typeAnyway(scene).noted('gateBroken')).toEqual([]);
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
