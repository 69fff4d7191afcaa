import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/recorders/http.ts';
import type { CallRef } from '../../src/recorders/recorder.ts';
import { verint } from '../../src/recorders/verint.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import { Phone } from '../lab/phone.ts';
import { startVerint, toGuid, type FakeVerint } from '../lab/recorders/verint.ts';

const minuteMs = 60_000;

describe('Verint', () => {
  let dir = '';
  let phone: Phone;
  let fake: FakeVerint;
  let tokens = createMemoryTokens();
  /** How far the adapter's clock is ahead of the true one. */
  let aheadMs = 0;
  let given: Record<string, unknown> = {};
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'verint-'));
    phone = new Phone({ recordingsDir: dir });
    fake = await startVerint({ phone });
    tokens = createMemoryTokens();
    aheadMs = 0;
    given = {};
  });
  afterEach(async () => {
    await fake.stop();
    await phone.stop();
    rmSync(dir, { recursive: true });
  });

  const settings = () => {
    const { apiKey, login, password } = fake.knobs;
    return { baseUrl: fake.url, extension: '8856', apiKey, login, password, ...given };
  };
  const context = () => {
    const { signal } = new AbortController();
    return {
      settings: settings(),
      http: createHttpClient({ timeoutMs: 2_000, origins: verint.origins(settings()), signal }),
      tokens,
      signal,
      now: () => Date.now() + aheadMs,
      target: async () => {},
    };
  };
  const pause = (held: CallRef | null = null) => verint.pause(context(), held);
  const resume = (callRef: CallRef) => verint.resume(context(), callRef);
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail('did not fail'),
      (error: unknown) => error,
    );
  const actions = () => fake.requests.map(({ params }) => params['action']);

  describe('the requests', () => {
    it('mute by extension, ongoing calls only, both sides', async () => {
      phone.startCall('8856');
      await resume((await pause()).callRef);
      const [token, mute, unmute] = fake.requests;
      expect([token, mute, unmute].map(one => [one?.method, one?.path, one?.search])).toEqual(
        Array.from({ length: 3 }, () => ['POST', '/verba/api', '']),
      );
      expect(token?.params).toEqual({
        action: 'RequestToken',
        apiKey: fake.knobs.apiKey,
        responseType: 'XML',
      });
      expect(token?.headers.authorization).toMatch(/^Basic /);
      const common = {
        action: 'MuteRecording',
        apiKey: fake.knobs.apiKey,
        responseType: 'XML',
        token: fake.tokens[0],
        extension: '8856',
        status: 'ongoing',
      };
      expect(mute?.params).toEqual({ ...common, mute: '3' });
      expect(unmute?.params).toEqual({ ...common, mute: '0' });
      expect(mute?.headers.authorization).toBeUndefined();
    });

    it('mute by call id what was looked up, and resume that call wherever it is by then', async () => {
      given = { mode: 'callID' };
      const call = phone.startCall('8856');
      const { callRef } = await pause();
      expect(callRef).toEqual({ callIDs: [toGuid(call)] });
      expect(actions()).toEqual(['RequestToken', 'GetCallID', 'MuteRecording']);
      phone.startCall('8856');
      await resume(callRef);
      expect(call.recording.isPaused).toBe(false);
      expect(fake.requests.at(-1)?.params).toMatchObject({ callID: toGuid(call), mute: '0' });
    });

    it('go below a gateway’s own path, without a key where the gateway adds it', async () => {
      given = { baseUrl: `${fake.url}/vfc/`, apiKey: undefined, login: undefined, password: undefined };
      await failure(pause());
      expect(fake.requests).toMatchObject([{ path: '/vfc/verba/api' }]);
      expect(fake.requests[0]?.params).not.toHaveProperty('apiKey');
    });

    it('send a login with letters beyond Latin-1', async () => {
      Object.assign(fake.knobs, { login: 'Łukasz', password: 'contraseña €' });
      phone.startCall('8856');
      await pause();
      expect(actions()).toEqual(['RequestToken', 'MuteRecording']);
    });
  });

  describe('the token', () => {
    it('is asked for once, by however many requests at a time', async () => {
      phone.startCall('8856');
      await Promise.all([verint.prepare(context()), pause(), verint.prepare(context())]);
      await pause();
      expect(fake.tokens).toHaveLength(1);
    });

    it('is ready before a pause that was prepared: one request', async () => {
      phone.startCall('8856');
      await verint.prepare(context());
      fake.requests.length = 0;
      await pause();
      expect(actions()).toEqual(['MuteRecording']);
    });

    it('is renewed before it is needed, not when it is refused', async () => {
      const call = phone.startCall('8856');
      const { callRef } = await pause();
      aheadMs = 49 * minuteMs;
      await pause(callRef);
      expect(fake.tokens).toHaveLength(1);
      aheadMs = 51 * minuteMs;
      await pause(callRef);
      expect(fake.tokens).toHaveLength(2);
      expect(actions()).toEqual([
        'RequestToken',
        'MuteRecording',
        'MuteRecording',
        'RequestToken',
        'MuteRecording',
      ]);
      expect(call.recording.isPaused).toBe(true);
    });

    it('is renewed once on refusal, in mid-pause', async () => {
      const call = phone.startCall('8856');
      const { callRef } = await pause();
      fake.expireTokens();
      fake.requests.length = 0;
      await resume(callRef);
      expect(actions()).toEqual(['MuteRecording', 'RequestToken', 'MuteRecording']);
      expect(call.recording.isPaused).toBe(false);
    });

    it('is suspected of a refusal in unknown words when it is more than fresh, and only then', async () => {
      fake.knobs.refusals.token = { code: '17', message: 'E_FAIL' };
      const call = phone.startCall('8856');
      const { callRef } = await pause();
      fake.expireTokens();
      expect(await failure(resume(callRef))).toMatchObject({ code: 'badAnswer', message: 'code 17: E_FAIL' });
      expect(fake.tokens).toHaveLength(1);
      aheadMs = 2 * minuteMs;
      await resume(callRef);
      expect(call.recording.isPaused).toBe(false);
    });

    it('is not asked for again and again where a new one is refused as well', async () => {
      fake.knobs.tokenLifeMs = 0;
      phone.startCall('8856');
      expect(await failure(pause())).toMatchObject({ code: 'unauthorized' });
      expect(actions()).toEqual(['RequestToken', 'MuteRecording', 'RequestToken', 'MuteRecording']);
    });

    it('is no token for another server or login', async () => {
      phone.startCall('8856');
      await pause();
      fake.knobs.login = given['login'] = 'other';
      await pause();
      expect(fake.tokens).toHaveLength(2);
    });

    it('is not taken from a clock that was set back', async () => {
      phone.startCall('8856');
      await pause();
      aheadMs = -10 * minuteMs;
      await pause();
      expect(fake.tokens).toHaveLength(2);
    });

    it('has to be in the answer', async () => {
      fake.knobs.instead = () => ({ body: '<VerbaApi><Response code="0" type="RequestToken"/></VerbaApi>' });
      expect(await failure(pause())).toMatchObject({ code: 'badAnswer' });
    });
  });

  describe('refusals', () => {
    const say = (refusal: Partial<FakeVerint['knobs']['refusals']>) =>
      Object.assign(fake.knobs.refusals, refusal);

    it.each([200, 400, 404, 500])('are understood with status %i', async status => {
      fake.knobs.refusalStatus = status;
      expect(await failure(pause())).toMatchObject({ code: 'noCall' });
      phone.startCall('8856');
      phone.startCall('8856');
      expect(await failure(pause())).toMatchObject({ code: 'ambiguousCall' });
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
      expect(await failure(pause())).toMatchObject({ code });
    });

    it('by call id are refused the same way, and never muted by guess', async () => {
      given = { mode: 'callID' };
      expect(await failure(pause())).toMatchObject({ code: 'noCall' });
      const calls = [phone.startCall('8856'), phone.startCall('8856')];
      expect(await failure(pause())).toMatchObject({ code: 'ambiguousCall' });
      say({ severalCalls: { code: '99', message: 'E_MANY' } });
      expect(await failure(pause())).toMatchObject({ code: 'badAnswer' });
      expect(calls.some(({ recording }) => recording.isPaused)).toBe(false);
      expect(actions()).not.toContain('MuteRecording');
    });

    it('of a list of ids is not guessed from', async () => {
      given = { mode: 'callID' };
      await verint.prepare(context());
      fake.knobs.instead = () => ({
        body: '<VerbaApi><Response code="0"/><CallID>a</CallID><CallID>b</CallID></VerbaApi>',
      });
      expect(await failure(pause())).toMatchObject({ code: 'ambiguousCall' });
      fake.knobs.instead = () => ({ body: '<VerbaApi><Response code="0"/></VerbaApi>' });
      expect(await failure(pause())).toMatchObject({ code: 'badAnswer' });
    });

    it('of a mute that changes nothing leave the call as it is, and are no yes', async () => {
      fake.knobs.repeated = 'refused';
      const call = phone.startCall('8856');
      const { callRef } = await pause();
      expect(await failure(pause(callRef))).toMatchObject({ code: 'badAnswer' });
      expect(call.recording.isPaused).toBe(true);
      await resume(callRef);
      expect(call.recording.isPaused).toBe(false);
    });

    it('of forms are seen by the check, and cured by GET', async () => {
      fake.knobs.post = 'query';
      const call = phone.startCall('8856');
      expect((await verint.check(context())).at(-1)).toMatchObject({ label: 'Sign in', isOk: false });
      given = { method: 'GET' };
      expect((await verint.check(context())).at(-1)).toMatchObject({ isOk: true });
      await pause();
      expect(call.recording.isPaused).toBe(true);
    });

    it('of a token without its cookie are seen by the check', async () => {
      fake.knobs.isCookieNeeded = true;
      const steps = await verint.check(context());
      expect(steps.map(({ isOk }) => isOk)).toEqual([true, false]);
    });
  });

  it('says that one side is not enough: a value that mutes one side pauses nothing', async () => {
    given = { pauseValue: '1' };
    const call = phone.startCall('8856');
    await pause();
    expect(call.recording.isPaused).toBe(false);
    const help = JSON.stringify(await verint.check(context()));
    expect(help).toContain('listen to it');
  });

  it('keeps to a call that was handed on while the agent takes another one', async () => {
    given = { mode: 'callID' };
    const first = phone.startCall('8856');
    const { callRef: held } = await pause();
    // Handed on: Verint does not list it at the extension any more.
    const search = (fake.knobs.isFaulty = ({ params }) => params['action'] === 'GetCallID');
    expect(search).toBeTypeOf('function');
    const second = phone.startCall('9999');
    fake.knobs.instead = () => ({
      body: `<VerbaApi><Response code="0"/><CallID>${toGuid(second)}</CallID></VerbaApi>`,
    });
    const { callRef } = await pause(held);
    expect(callRef).toEqual({ callIDs: [toGuid(first), toGuid(second)] });
    expect([first, second].map(({ recording }) => recording.isPaused)).toEqual([true, true]);
    phone.endCall(second.id);
    expect(await resume(callRef)).toMatchObject({ callRef: { callIDs: [toGuid(first)] } });
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
    const parsed = verint.settings.safeParse({ ...settings(), ...wrong });
    expect(parsed.error?.issues.map(({ message }) => message)).toContain(code);
  });
});
