import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caught, createVerintWorld, type VerintWorld } from './verint-world.ts';

describe('Verint', () => {
  let world: VerintWorld;
  beforeEach(async () => {
    world = await createVerintWorld();
  });
  afterEach(() => world.stop());

  describe('refusals', () => {
    const say = (refusal: Partial<VerintWorld['knobs']['refusals']>) =>
      Object.assign(world.knobs.refusals, refusal);

    it.each([200, 400, 404, 500])('are understood with status %i', async status => {
      world.knobs.refusalStatus = status;
      expect(await caught(world.pause())).toMatchObject({ code: 'noCall' });
      world.phone.startCall('8856');
      world.phone.startCall('8856');
      expect(await caught(world.pause())).toMatchObject({ code: 'ambiguousCall' });
    });

    it.each([
      ['Call not found', 'noCall'],
      ['The calls could not be found.', 'noCall'],
      ['There is no ongoing call.', 'noCall'],
      ['Multiple calls found.', 'ambiguousCall'],
      ['Too many matches', 'ambiguousCall'],
      // What we do not understand is never "no call": a call may well go on, and be recorded.
      ['Recorder service not found', 'badAnswer'],
      ['Muting is not supported by this recorder.', 'badAnswer'],
      ['', 'badAnswer'],
    ])('in the words "%s" are %s', async (message, code) => {
      say({ noCall: { code: '2', message } });
      expect(await caught(world.pause())).toMatchObject({ code });
    });

    it('by call id are refused the same way, and never muted by guess', async () => {
      world.given = { mode: 'callID' };
      expect(await caught(world.pause())).toMatchObject({ code: 'noCall' });
      const calls = [world.phone.startCall('8856'), world.phone.startCall('8856')];
      expect(await caught(world.pause())).toMatchObject({ code: 'ambiguousCall' });
      say({ severalCalls: { code: '99', message: 'E_MANY' } });
      expect(await caught(world.pause())).toMatchObject({ code: 'badAnswer' });
      expect(calls.some(({ recording }) => recording.isPaused)).toBe(false);
      expect(world.toActions()).not.toContain('MuteRecording');
    });

    it('of a list of ids is not guessed from', async () => {
      world.given = { mode: 'callID' };
      await world.prepare();
      world.knobs.instead = () => ({
        body: '<VerbaApi><Response code="0"/><CallID>a</CallID><CallID>b</CallID></VerbaApi>',
      });
      expect(await caught(world.pause())).toMatchObject({ code: 'ambiguousCall' });
      world.knobs.instead = () => ({ body: '<VerbaApi><Response code="0"/></VerbaApi>' });
      expect(await caught(world.pause())).toMatchObject({ code: 'badAnswer' });
    });

    it('of a mute that changes nothing leave the call as it is, and are no yes', async () => {
      world.knobs.repeated = 'refused';
      const call = world.phone.startCall('8856');
      const { callRef } = await world.pause();
      expect(await caught(world.pause(callRef))).toMatchObject({ code: 'badAnswer' });
      expect(call.recording.isPaused).toBe(true);
      await world.resume(callRef);
      expect(call.recording.isPaused).toBe(false);
    });

    it('of forms are seen by the check, and cured by GET', async () => {
      world.knobs.post = 'query';
      const call = world.phone.startCall('8856');
      expect((await world.check()).at(-1)).toMatchObject({ label: 'check_signIn', isOk: false });
      world.given = { method: 'GET' };
      expect((await world.check()).at(-1)).toMatchObject({ isOk: true });
      await world.pause();
      expect(call.recording.isPaused).toBe(true);
    });

    it('of a token without its cookie are seen by the check', async () => {
      world.knobs.isCookieNeeded = true;
      const steps = await world.check();
      expect(steps.map(({ isOk }) => isOk)).toEqual([true, false]);
    });
  });
});
