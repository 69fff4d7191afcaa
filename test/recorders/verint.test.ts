import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verint } from '../../src/recorders/verint.ts';
import { toGuid } from '../lab/recorders/verint.ts';
import { caught, createVerintWorld, type VerintWorld } from './verint-world.ts';

const minuteMs = 60_000;

describe('Verint', () => {
  let world: VerintWorld;
  beforeEach(async () => {
    world = await createVerintWorld();
  });
  afterEach(() => world.stop());

  describe('the requests', () => {
    it('mute by extension, ongoing calls only, both sides', async () => {
      world.phone.startCall('8856');
      await world.resume((await world.pause()).callRef);
      const [token, mute, unmute] = world.fake.requests;
      expect([token, mute, unmute].map(one => [one?.method, one?.path, one?.search])).toEqual(
        Array.from({ length: 3 }, () => ['POST', '/verba/api', '']),
      );
      expect(token?.params).toEqual({
        action: 'RequestToken',
        apiKey: world.knobs.apiKey,
        responseType: 'XML',
      });
      expect(token?.headers.authorization).toMatch(/^Basic /);
      const common = {
        action: 'MuteRecording',
        apiKey: world.knobs.apiKey,
        responseType: 'XML',
        token: world.fake.tokens[0],
        extension: '8856',
        status: 'ongoing',
      };
      expect(mute?.params).toEqual({ ...common, mute: '3' });
      expect(unmute?.params).toEqual({ ...common, mute: '0' });
      expect(mute?.headers.authorization).toBeUndefined();
    });

    it('mute by call id what was looked up, and resume that call wherever it is by then', async () => {
      world.given = { mode: 'callID' };
      const call = world.phone.startCall('8856');
      const { callRef } = await world.pause();
      expect(callRef).toEqual({ callIDs: [toGuid(call)] });
      expect(world.toActions()).toEqual(['RequestToken', 'GetCallID', 'MuteRecording']);
      world.phone.startCall('8856');
      await world.resume(callRef);
      expect(call.recording.isPaused).toBe(false);
      expect(world.fake.requests.at(-1)?.params).toMatchObject({ callID: toGuid(call), mute: '0' });
    });

    it('go below a gateway’s own path, without a key where the gateway adds it', async () => {
      world.given = {
        baseUrl: `${world.fake.url}/vfc/`,
        apiKey: undefined,
        login: undefined,
        password: undefined,
      };
      await caught(world.pause());
      expect(world.fake.requests).toMatchObject([{ path: '/vfc/verba/api' }]);
      expect(world.fake.requests[0]?.params).not.toHaveProperty('apiKey');
    });

    it('send a login with letters beyond Latin-1', async () => {
      Object.assign(world.knobs, { login: 'Łukasz', password: 'contraseña €' });
      world.phone.startCall('8856');
      await world.pause();
      expect(world.toActions()).toEqual(['RequestToken', 'MuteRecording']);
    });
  });

  describe('the token', () => {
    it('is asked for once, by however many requests at a time', async () => {
      world.phone.startCall('8856');
      await Promise.all([world.prepare(), world.pause(), world.prepare()]);
      await world.pause();
      expect(world.fake.tokens).toHaveLength(1);
    });

    it('is ready before a pause that was prepared: one request', async () => {
      world.phone.startCall('8856');
      await world.prepare();
      world.fake.requests.length = 0;
      await world.pause();
      expect(world.toActions()).toEqual(['MuteRecording']);
    });

    it('is renewed before it is needed, not when it is refused', async () => {
      const call = world.phone.startCall('8856');
      const { callRef } = await world.pause();
      world.aheadMs = 49 * minuteMs;
      await world.pause(callRef);
      expect(world.fake.tokens).toHaveLength(1);
      world.aheadMs = 51 * minuteMs;
      await world.pause(callRef);
      expect(world.fake.tokens).toHaveLength(2);
      expect(world.toActions()).toEqual([
        'RequestToken',
        'MuteRecording',
        'MuteRecording',
        'RequestToken',
        'MuteRecording',
      ]);
      expect(call.recording.isPaused).toBe(true);
    });

    it('is renewed once on refusal, in mid-pause', async () => {
      const call = world.phone.startCall('8856');
      const { callRef } = await world.pause();
      world.fake.expireTokens();
      world.fake.requests.length = 0;
      await world.resume(callRef);
      expect(world.toActions()).toEqual(['MuteRecording', 'RequestToken', 'MuteRecording']);
      expect(call.recording.isPaused).toBe(false);
    });

    it('is suspected of a refusal in unknown words when it is more than fresh, and only then', async () => {
      world.knobs.refusals.token = { code: '17', message: 'E_FAIL' };
      const call = world.phone.startCall('8856');
      const { callRef } = await world.pause();
      world.fake.expireTokens();
      expect(await caught(world.resume(callRef))).toMatchObject({
        code: 'badAnswer',
        message: 'code 17: E_FAIL',
      });
      expect(world.fake.tokens).toHaveLength(1);
      world.aheadMs = 2 * minuteMs;
      await world.resume(callRef);
      expect(call.recording.isPaused).toBe(false);
    });

    it('is not asked for again and again where a new one is refused as well', async () => {
      world.knobs.tokenLifeMs = 0;
      world.phone.startCall('8856');
      expect(await caught(world.pause())).toMatchObject({ code: 'unauthorized' });
      expect(world.toActions()).toEqual(['RequestToken', 'MuteRecording', 'RequestToken', 'MuteRecording']);
    });

    it('is no token for another server or login', async () => {
      world.phone.startCall('8856');
      await world.pause();
      world.knobs.login = world.given['login'] = 'other';
      await world.pause();
      expect(world.fake.tokens).toHaveLength(2);
    });

    it('is not taken from a clock that was set back', async () => {
      world.phone.startCall('8856');
      await world.pause();
      world.aheadMs = -10 * minuteMs;
      await world.pause();
      expect(world.fake.tokens).toHaveLength(2);
    });

    it('has to be in the answer', async () => {
      world.knobs.instead = () => ({ body: '<VerbaApi><Response code="0" type="RequestToken"/></VerbaApi>' });
      expect(await caught(world.pause())).toMatchObject({ code: 'badAnswer' });
    });
  });

  it('says that one side is not enough: a value that mutes one side pauses nothing', async () => {
    world.given = { pauseValue: '1' };
    const call = world.phone.startCall('8856');
    await world.pause();
    expect(call.recording.isPaused).toBe(false);
    const help = JSON.stringify(await world.check());
    expect(help).toContain('check_verint_values');
  });

  it('keeps to a call that was handed on while the agent takes another one', async () => {
    world.given = { mode: 'callID' };
    const first = world.phone.startCall('8856');
    const { callRef: held } = await world.pause();
    // Handed on: Verint does not list it at the extension any more.
    world.knobs.isFaulty = ({ params }) => params['action'] === 'GetCallID';
    const second = world.phone.startCall('9999');
    world.knobs.instead = () => ({
      body: `<VerbaApi><Response code="0"/><CallID>${toGuid(second)}</CallID></VerbaApi>`,
    });
    const { callRef } = await world.pause(held);
    expect(callRef).toEqual({ callIDs: [toGuid(first), toGuid(second)] });
    expect([first, second].map(({ recording }) => recording.isPaused)).toEqual([true, true]);
    world.phone.endCall(second.id);
    expect(await world.resume(callRef)).toMatchObject({ callRef: { callIDs: [toGuid(first)] } });
    expect(first.recording.isPaused).toBe(false);
  });

  it.each([
    [{ login: 'only', password: undefined }, 'verintLoginIncomplete'],
    [{ login: undefined }, 'verintLoginIncomplete'],
    [{ login: 'a:b' }, 'verintLogin'],
    [{ pauseValue: 'both' }, 'verintMuteValue'],
    [{ pauseValue: '0' }, 'verintSameValues'],
    [{ pauseValue: '00' }, 'verintSameValues'],
    [{ extension: '88 56' }, 'noSpaces'],
  ])('refuses settings %j', (wrong, code) => {
    const parsed = verint.settings.safeParse({ ...world.settings(), ...wrong });
    expect(parsed.error?.issues.map(({ message }) => message)).toContain(code);
  });
});
