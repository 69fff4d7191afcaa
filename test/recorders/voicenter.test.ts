import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setTimeout as wait } from 'node:timers/promises';
import type { Outcome } from '../../src/recorders/recorder.ts';
import { activeCallsPath, mutePath } from '../lab/recorders/voicenter.ts';
import { caught, createVoicenterWorld, type VoicenterWorld } from './voicenter-world.ts';

describe('Voicenter', () => {
  let world: VoicenterWorld;
  beforeEach(async () => {
    world = await createVoicenterWorld();
  });
  afterEach(() => world.stop());

  const toIvrids = ({ callRef }: Outcome) => (callRef as { ivrids: string[] }).ivrids;

  describe('the mute request', () => {
    it('is a POST with strings, as documented, and keeps the extension out of the address', async () => {
      world.phone.startCall('SIPSIP');
      await world.pause(world.byExtension);
      expect(world.fake.requests).toMatchObject([
        { method: 'POST', path: mutePath, search: '', body: '{"extension":"SIPSIP","state":"1"}' },
      ]);
    });

    it('is a GET where the settings say so', async () => {
      world.phone.startCall('SIPSIP');
      await world.pause({ ...world.byExtension, method: 'GET' });
      expect(world.fake.requests).toMatchObject([
        { method: 'GET', search: '?extension=SIPSIP&state=1', body: '' },
      ]);
    });

    it('goes below a gateway’s own path, with or without a slash at its end', async () => {
      for (const path of ['/voicenter', '/voicenter/'])
        await caught(world.pause({ ...world.byExtension, baseUrl: world.fake.url + path }));
      expect(world.toPaths()).toEqual([`/voicenter${mutePath}`, `/voicenter${mutePath}`]);
    });

    it('asks nothing before it: by extension, the first request is the mute', async () => {
      world.phone.startCall('SIPSIP');
      const { reference } = await world.pause(world.readable);
      expect(world.toPaths()).toEqual([mutePath]);
      expect(reference).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  describe('answers', () => {
    it.each(['string', 'number'] as const)('takes an ErrorCode that is a %s', async errorCodeType => {
      world.knobs.errorCodeType = errorCodeType;
      const call = world.phone.startCall('SIPSIP');
      await world.pause(world.byExtension);
      expect(call.recording.isPaused).toBe(true);
    });

    it.each([200, 400, 404, 500])(
      'understands a failure with status %i, even with ErrorCode 200',
      async status => {
        Object.assign(world.knobs, { failureStatus: status, isSuccessWithoutCall: false });
        const call = world.phone.startCall('SIPSIP');
        const { callRef } = await world.pause(world.byIvrid);
        world.phone.endCall(call.id);
        for (const failureErrorCode of [200, 400]) {
          world.knobs.failureErrorCode = failureErrorCode;
          expect(await caught(world.resume(world.byIvrid, callRef))).toMatchObject({ code: 'callOver' });
          expect(await caught(world.pause(world.byExtension))).toMatchObject({ code: 'noCall' });
        }
      },
    );

    it('takes refused parameters for a wrong setting', async () => {
      world.knobs.instead = () => ({
        json: { ErrorCode: '200', Message: 'Parameters are not valid, should be "ivrid" and "mute"' },
      });
      expect(await caught(world.pause(world.byExtension))).toMatchObject({
        code: 'misconfigured',
        message: expect.stringContaining('Parameters are not valid'),
      });
    });

    it('tells of the address list when this network is not on it', async () => {
      world.knobs.isAddressListed = false;
      const attempts = [
        world.pause(world.byExtension),
        world.pause(world.byIvrid),
        world.read(world.readable, null),
      ];
      for (const error of await Promise.all(attempts.map(caught)))
        expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('list') });
      expect(await world.check(world.readable)).toMatchObject([
        { isOk: false, detail: expect.stringContaining('list') },
      ]);
    });
  });

  describe('by ivrid', () => {
    it('keeps the ids of the calls that it muted', async () => {
      const calls = [world.phone.startCall('SIPSIP'), world.phone.startCall('SIPSIP')];
      world.phone.startCall('SIPSIP2');
      expect(toIvrids(await world.pause(world.byIvrid))).toEqual(calls.map(({ id }) => id));
      expect(world.toPaths()).toEqual([activeCallsPath, mutePath, mutePath]);
    });

    it('finds no call where there is none, and sends nothing', async () => {
      expect(await caught(world.pause(world.byIvrid))).toMatchObject({ code: 'noCall' });
      expect(world.toPaths()).toEqual([activeCallsPath]);
    });

    it('is not fooled by a list that still shows a call that is over', async () => {
      world.knobs.listCacheMs = 60_000;
      const first = world.phone.startCall('SIPSIP');
      const second = world.phone.startCall('SIPSIP');
      await world.read(world.byIvrid, null);
      world.phone.endCall(first.id);
      expect(toIvrids(await world.pause(world.byIvrid))).toEqual([second.id]);
      world.phone.endCall(second.id);
      expect(await caught(world.pause(world.byIvrid))).toMatchObject({ code: 'noCall' });
    });

    it('mutes again what it muted before, even while an old list does not show it', async () => {
      const call = world.phone.startCall('SIPSIP2');
      await world.pause(world.byIvrid, { ivrids: [call.id] });
      expect(call.recording.isPaused).toBe(true);
    });

    it('does not let one refusal hide that another call was muted', async () => {
      const [first, second] = [world.phone.startCall('SIPSIP'), world.phone.startCall('SIPSIP')];
      Object.assign(world.knobs, { status: 429, retryAfter: '9' });
      world.knobs.isFaulty = ({ params }) => params['ivrid'] === second.id;
      // A plain `rateLimited` would tell the core that nothing is owed.
      expect(await caught(world.pause(world.byIvrid))).toMatchObject({
        code: 'badAnswer',
        retryAfterMs: 9_000,
      });
      expect([first, second].map(call => call.recording.isPaused)).toEqual([true, false]);
      world.knobs.isFaulty = ({ params }) => params['ivrid'] !== undefined;
      expect(await caught(world.pause(world.byIvrid))).toMatchObject({ code: 'rateLimited' });
    });

    it('follows a call that was transferred to a colleague, and resumes it there', async () => {
      const call = world.phone.startCall('SIPSIP2');
      const callRef = { ivrids: [call.id] };
      call.recording.setPaused(true);
      expect(await world.read(world.byIvrid, callRef)).toEqual({ state: 'paused' });
      await world.resume(world.byIvrid, callRef);
      expect(call.recording.isPaused).toBe(false);
      expect(await world.read(world.byIvrid, callRef)).toEqual({ state: 'recording' });
    });

    it('resumes by the ids alone, whatever the settings have become', async () => {
      const call = world.phone.startCall('SIPSIP');
      const { callRef } = await world.pause(world.byIvrid);
      await world.resume({ ...world.byExtension, extension: 'SIPSIP2' }, callRef);
      expect(call.recording.isPaused).toBe(false);
    });
  });

  describe('by extension', () => {
    it('resumes the extension that it paused, whatever the settings have become', async () => {
      const call = world.phone.startCall('SIPSIP');
      const { callRef } = await world.pause(world.byExtension);
      await world.resume({ ...world.byExtension, extension: 'SIPSIP2' }, callRef);
      expect(call.recording.isPaused).toBe(false);
    });

    it('tells a call that began after the pause from a list that is late', async () => {
      world.knobs.readLagMs = 60_000;
      const call = world.phone.startCall('SIPSIP');
      await wait(1_100);
      const { callRef } = await world.pause(world.readable);
      expect(await world.read(world.readable, callRef)).toEqual({ state: 'recording' });
      world.phone.endCall(call.id);
      world.phone.startCall('SIPSIP');
      expect(await world.read(world.readable, callRef)).toEqual({ state: 'recording', isNewCall: true });
    });
  });

  it.each([null, {}, { ivrids: [] }, { extension: 7 }, 'a', ['a']])(
    'resumes nothing from %j, which is no call reference of ours',
    async callRef => {
      expect(await caught(world.resume(world.byExtension, callRef))).toMatchObject({ code: 'badAnswer' });
      expect(world.fake.requests).toHaveLength(0);
    },
  );

  it('checks without an account code what can be checked, and names what cannot', async () => {
    const steps = await world.check(world.byExtension);
    expect(steps.map(({ label }) => label)).toEqual(['check_voicenter_reach', 'check_voicenter_unread']);
    expect(world.fake.requests.map(({ params }) => params)).toEqual([{}]);
  });
});
