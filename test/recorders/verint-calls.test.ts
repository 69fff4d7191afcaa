// A call that was found ahead of the pause: muted without waiting, and confirmed or let go by the look-up that goes along.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../lab/recorders/fake-server.ts';
import { toGuid } from '../lab/recorders/verint.ts';
import { caught, createVerintWorld, type VerintWorld } from './verint-world.ts';

let world: VerintWorld;
beforeEach(async () => {
  world = await createVerintWorld();
  world.given = { mode: 'callID' };
});
afterEach(() => world.stop());

const isLookUp = ({ params }: LoggedRequest) => params['action'] === 'GetCallID';
const isMute = ({ params }: LoggedRequest) => params['action'] === 'MuteRecording';
/** From now on it is a colleague's. */
const handOn = (call: { readonly extension: string }) => void Object.assign(call, { extension: '9999' });
const isSilent = (...calls: { recording: { isPaused: boolean } }[]) =>
  calls.map(({ recording }) => recording.isPaused);

describe('a call that was foreseen', () => {
  it('is muted without waiting for the look-up, and counts once that agrees', async () => {
    const call = world.phone.startCall('8856');
    await world.prepare();
    expect(world.toActions()).toEqual(['RequestToken', 'GetCallID']);
    Object.assign(world.knobs, { isFaulty: isLookUp, delayMs: 300 });
    let isDone = false;
    const pausing = world.pause().then(outcome => {
      isDone = true;
      return outcome;
    });
    await expect.poll(() => call.recording.isPaused, { interval: 5 }).toBe(true);
    expect(isDone).toBe(false);
    expect(await pausing).toEqual({ callRef: { callIDs: [toGuid(call)] }, evidence: 'accepted' });
    expect(world.toActions().slice(2).toSorted()).toEqual(['GetCallID', 'MuteRecording']);
  });

  it('and is over gives way to the one that goes on', async () => {
    const first = world.phone.startCall('8856');
    await world.prepare();
    world.phone.endCall(first.id);
    const second = world.phone.startCall('8856');
    expect(await world.pause()).toEqual({ callRef: { callIDs: [toGuid(second)] }, evidence: 'accepted' });
    expect(isSilent(second)).toEqual([true]);
  });

  it('and was handed to a colleague is recorded again at once, while the agent’s new one is muted', async () => {
    const handedOn = world.phone.startCall('8856');
    await world.prepare();
    handOn(handedOn);
    const second = world.phone.startCall('8856');
    const { callRef } = await world.pause();
    expect(callRef).toEqual({ callIDs: [toGuid(second)] });
    expect(isSilent(handedOn, second)).toEqual([false, true]);
  });

  it('and was handed on by an agent who has no call now is recorded again, and there is none to pause', async () => {
    const handedOn = world.phone.startCall('8856');
    await world.prepare();
    handOn(handedOn);
    expect(await caught(world.pause())).toMatchObject({ code: 'noCall' });
    expect(isSilent(handedOn)).toEqual([false]);
  });

  it('stays owed where its mute may yet be carried out', async () => {
    const handedOn = world.phone.startCall('8856');
    await world.prepare();
    handOn(handedOn);
    // Taken, carried out, and never answered.
    const isGuess = ({ params }: LoggedRequest) =>
      params['callID'] === toGuid(handedOn) && params['mute'] === '3';
    Object.assign(world.knobs, { isFaulty: isGuess, dropAfterActing: true });
    expect(await caught(world.pause())).toMatchObject({ code: 'unreachable' });
    expect(world.targets.at(-1)).toEqual({ callIDs: [toGuid(handedOn)] });
    expect(isSilent(handedOn)).toEqual([false]);
  });

  it('takes nothing back where its mute was refused: whoever has it may have paused it', async () => {
    const handedOn = world.phone.startCall('8856');
    await world.prepare();
    handOn(handedOn);
    handedOn.recording.setPaused(true);
    const second = world.phone.startCall('8856');
    const isGuess = ({ params }: LoggedRequest) => params['callID'] === toGuid(handedOn);
    Object.assign(world.knobs, { isFaulty: isGuess, status: 429 });
    expect(await world.pause()).toEqual({ callRef: { callIDs: [toGuid(second)] }, evidence: 'accepted' });
    expect(isSilent(handedOn, second)).toEqual([true, true]);
    expect(world.fake.requests.filter(isMute).map(({ params }) => params['mute'])).not.toContain('0');
  });

  it('stays owed where it cannot be recorded again', async () => {
    const handedOn = world.phone.startCall('8856');
    await world.prepare();
    handOn(handedOn);
    const second = world.phone.startCall('8856');
    Object.assign(world.knobs, {
      isFaulty: (request: LoggedRequest) => isMute(request) && request.params['mute'] === '0',
      status: 403,
    });
    // No refusal: that would say that nothing is owed.
    expect(await caught(world.pause())).toMatchObject({ code: 'badAnswer' });
    expect(world.targets.at(-1)).toEqual({ callIDs: [toGuid(handedOn), toGuid(second)] });
  });

  it('is no yes where the look-up fails, and may be muted all the same', async () => {
    const call = world.phone.startCall('8856');
    await world.prepare();
    Object.assign(world.knobs, { isFaulty: isLookUp, status: 403 });
    expect(await caught(world.pause())).toMatchObject({ code: 'badAnswer' });
    expect(isSilent(call)).toEqual([true]);
    expect(world.targets).toEqual([{ callIDs: [toGuid(call)] }]);
  });

  it('is a refusal where both are refused', async () => {
    world.phone.startCall('8856');
    await world.prepare();
    world.knobs.status = 403;
    expect(await caught(world.pause())).toMatchObject({ code: 'forbidden' });
  });

  it('is no yes where the mute fails', async () => {
    const call = world.phone.startCall('8856');
    await world.prepare();
    Object.assign(world.knobs, { isFaulty: isMute, status: 500 });
    expect(await caught(world.pause())).toMatchObject({ code: 'badAnswer' });
    expect(isSilent(call)).toEqual([false]);
  });

  it.each([
    ['too long ago', () => (world.aheadMs = 4_000)],
    ['by a clock that was set back', () => (world.aheadMs = -1_000)],
    ['for another extension', () => (world.given = { ...world.given, extension: '9999' })],
  ])('%s is not thought of', async (_when, change) => {
    const call = world.phone.startCall('8856');
    await world.prepare();
    change();
    if (world.given['extension'] === '9999') {
      expect(await caught(world.pause())).toMatchObject({ code: 'noCall' });
      expect(isSilent(call)).toEqual([false]);
      return;
    }
    await world.pause();
    expect(world.toActions().slice(-2)).toEqual(['GetCallID', 'MuteRecording']);
  });

  it('is forgotten once there is none', async () => {
    const call = world.phone.startCall('8856');
    await world.prepare();
    world.phone.endCall(call.id);
    await world.prepare();
    expect(await caught(world.pause())).toMatchObject({ code: 'noCall' });
    expect(world.toActions()).not.toContain('MuteRecording');
  });
});
