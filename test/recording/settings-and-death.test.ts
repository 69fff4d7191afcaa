// What the core takes over: settings that change while something is paused, and what a dead worker or browser left.
import { describe, expect, test } from 'vitest';
import type { RecordingEvent } from '../../src/recording/events.ts';
import { createState, defaultTimings, stateSchema } from '../../src/recording/state.ts';
import { Scene, setTraits } from './scene.ts';

type Configured = Extract<RecordingEvent, { type: 'configured' }>;
const configure = (scene: Scene, ...channels: Configured['channels']) =>
  scene.on({ type: 'configured', timings: scene.state.timings, channels });
const entry = (id: string, traits: object = {}) => ({
  id,
  isRequired: true,
  traits: { ...setTraits, ...traits },
});
const left = (scene: Scene) => scene.blur().wait(3_000);

describe('new settings in mid-pause', () => {
  test('leave what is paused as it is, with its new traits', () => {
    const scene = new Scene().focus().yes('r0', 'call-7');
    configure(scene, { ...entry('r0', { effect: 'cut', readEveryMs: 9_000 }), isRequired: false });
    expect(scene.channel()).toMatchObject({
      phase: 'paused',
      isRequired: false,
      owed: { callRef: 'call-7' },
    });
    expect(scene.channel().traits).toMatchObject({ effect: 'cut', readEveryMs: 9_000 });
    expect(scene.sent).toEqual(['pause']);
  });

  test('pause a recorder that is new at once', () => {
    const scene = configure(new Scene().focus().yes(), entry('r0'), entry('new'));
    expect(scene.requests.at(-1)).toMatchObject({ channelId: 'new', command: 'pause' });
    expect(scene.status).toBe('pausing');
  });

  test('take other times from then on', () => {
    const scene = new Scene().focus().yes();
    scene.on({ type: 'configured', timings: { ...defaultTimings, lingerMs: 500 }, channels: [entry('r0')] });
    expect(scene.blur().view.lingerUntilMs).toBe(scene.nowMs + 500);
  });
});

describe('a recorder that is removed', () => {
  test('stays, without a say, while it owes something', () => {
    const scene = configure(new Scene([{}, {}]).focus().yes('r0').yes('r1'), entry('r1'));
    expect(scene.state.channels).toMatchObject([
      { id: 'r1', isRequired: true },
      { id: 'r0', isRequired: false, owed: { callRef: 'call-1' } },
    ]);
    left(scene);
    expect(scene.requests.at(-1)).toMatchObject({ channelId: 'r0', command: 'resume' });
    configure(scene.yes('r0'), entry('r1'));
    expect(scene.state.channels).toMatchObject([{ id: 'r1' }]);
  });

  test('stays while a request of it is under way, as that may pause', () => {
    const scene = configure(new Scene([{}, {}]).focus().yes('r1'), entry('r1'));
    expect(scene.state.channels.map(({ id }) => id)).toEqual(['r1', 'r0']);
    configure(left(scene.no('noCall', {}, 'r0')).yes('r1'), entry('r1'));
    expect(scene.state.channels.map(({ id }) => id)).toEqual(['r1']);
  });

  test('goes at once where it owes nothing', () => {
    expect(configure(new Scene([{}, {}]), entry('r1')).state.channels).toMatchObject([{ id: 'r1' }]);
  });

  test('is still resumed when it is stuck, and says so', () => {
    const scene = left(configure(new Scene([{}, {}]).focus().yes('r0').yes('r1'), entry('r1')));
    scene.yes('r1').no('misconfigured', {}, 'r0');
    expect(scene.status).toBe('stillPaused');
  });
});

describe('whether pauses are asked for', () => {
  test('is yes as long as nothing else is set', () => {
    expect(createState()).toMatchObject({ mode: 'enforce', wantedMode: 'enforce' });
  });

  test('is yes where it was stored before one could only watch', () => {
    const { mode: _mode, wantedMode: _wanted, ...older } = new Scene().state;
    expect(stateSchema.parse(older)).toMatchObject({ mode: 'enforce', wantedMode: 'enforce' });
  });
});

describe('a worker that died', () => {
  test.each([
    ['pause', () => new Scene().focus()],
    ['resume', () => left(new Scene().focus().yes())],
  ] as const)('with a %s in flight asks again, as it may not have been executed', (command, create) => {
    const scene = create().on({ type: 'restarted' });
    expect(scene.channel()).toMatchObject({ attempt: null, phase: 'unknown' });
    expect(scene.channel().failure).toMatchObject({
      command,
      code: 'timedOut',
      reason: expect.stringContaining('lost'),
    });
    expect(scene.wait(400).sent.slice(-2)).toEqual([command, command]);
  });

  test('with a read in flight takes the proof away', () => {
    const scene = new Scene({ canRead: true }).focus().yes().wait(5_000).reads('paused').wait(5_000);
    expect(scene.on({ type: 'restarted' }).view).toMatchObject({ status: 'paused', evidence: 'accepted' });
  });

  test('with nothing in flight loses nothing', () => {
    const scene = new Scene({ canRead: true }).focus().yes().wait(5_000).reads('paused');
    const before = scene.state.channels;
    expect(scene.on({ type: 'restarted' }).state.channels).toStrictEqual(before);
    expect(scene.noted('failed')).toEqual([]);
  });

  test('presses no toggle again', () => {
    const scene = new Scene({ command: 'toggle' }).focus().on({ type: 'restarted' }).wait(10_000);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.channel().needsPerson).toBe(true);
  });

  test('loses the requests of every recorder', () => {
    const scene = new Scene([{}, {}]).focus().on({ type: 'restarted' });
    expect(scene.state.channels).toMatchObject([{ attempt: null }, { attempt: null }]);
  });
});

describe('a browser that died while something was paused', () => {
  const recovered = (scene: Scene, channelId = 'r0') =>
    scene.on({ type: 'recovered', owed: [{ channelId, callRef: 'old', sinceMs: 1, reference: 'REF' }] });

  test('resumes it first, on its own call, and says so', () => {
    const scene = recovered(new Scene());
    expect(scene.channel().owed).toStrictEqual({ callRef: 'old', sinceMs: 1, reference: 'REF' });
    expect(scene.requests).toMatchObject([{ command: 'resume', callRef: 'old' }]);
    expect(scene.noted('recovered')).toMatchObject([{ recorder: 'r0' }]);
    expect(scene.yes().status).toBe('ready');
  });

  test('does so for each recorder', () => {
    const scene = new Scene([{}, {}]).on({
      type: 'recovered',
      owed: [
        { channelId: 'r1', callRef: 'b', sinceMs: 1 },
        { channelId: 'r0', callRef: 'a', sinceMs: 1 },
      ],
    });
    expect(scene.requests).toMatchObject([
      { channelId: 'r0', callRef: 'a' },
      { channelId: 'r1', callRef: 'b' },
    ]);
  });

  test('is an alert until it is resumed', () => {
    const scene = recovered(new Scene()).no('unreachable');
    expect(scene.status).toBe('stillPaused');
  });

  test('is not taken for news where the state was not lost', () => {
    const scene = recovered(new Scene().focus().yes('r0', 'call-7'));
    expect(scene.channel().owed).toMatchObject({ callRef: 'call-7' });
    expect(scene.noted('recovered')).toEqual([]);
  });

  test('cannot resume what nobody has configured any more', () => {
    const scene = recovered(new Scene(), 'gone');
    expect(scene.sent).toEqual([]);
    expect(scene.noted('recovered')).toEqual([]);
  });

  test('and comes back to a card field pauses again, and resumes both calls in the end', () => {
    const scene = new Scene({ coversNewCalls: false });
    scene.responder = undefined;
    recovered(scene).focus();
    expect(scene.sent).toEqual(['resume']);
    scene.yes('r0', 'old');
    expect(scene.sent).toEqual(['resume', 'pause']);
  });

  test('reads a toggle before it is pressed', () => {
    const scene = recovered(new Scene({ command: 'toggle', canRead: true }));
    expect(scene.sent).toEqual(['read']);
    expect(scene.reads('recording').status).toBe('ready');
    expect(scene.sent).toEqual(['read']);
  });
});
