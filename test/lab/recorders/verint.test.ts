import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Phone } from '../phone.ts';
import { apiPath, startVerint, toGuid, type FakeVerint } from './verint.ts';

describe('the fake Verint', () => {
  let dir = '';
  let phone: Phone;
  let fake: FakeVerint;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'verint-'));
    phone = new Phone({ recordingsDir: dir });
    fake = await startVerint({ phone });
  });
  afterEach(async () => {
    await fake.stop();
    await phone.stop();
    rmSync(dir, { recursive: true });
  });

  const send = (params: Record<string, string>, init: RequestInit = {}) =>
    fetch(`${fake.url}${apiPath}?${new URLSearchParams({ apiKey: fake.knobs.apiKey, ...params })}`, init);
  const ask = async (params: Record<string, string>, init?: RequestInit) =>
    (await (await send(params, init)).text()).replace(/^<\?xml[^>]*>\n/, '');
  const login = () => {
    const { login: name, password } = fake.knobs;
    return { headers: { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` } };
  };
  const mute = (params: Record<string, string>) =>
    ask({ action: 'MuteRecording', token: fake.tokens.at(-1) ?? '', ...params });

  it('gives out a token for a login in the header or, as older pages have it, in the query', async () => {
    expect(await ask({ action: 'RequestToken' }, login())).toMatch(
      /^<VerbaApi><Response code="0" type="RequestToken" token="[0-9a-f]{32}"\/><SessionId>/,
    );
    const { login: userName, password } = fake.knobs;
    expect(await ask({ action: 'RequestToken', userName, password })).toContain('code="0"');
    expect(await ask({ action: 'RequestToken', userName, password: 'wrong' })).toContain('code="6"');
    expect(await ask({ action: 'RequestToken', apiKey: 'wrong' }, login())).toContain('code="4"');
  });

  it('mutes the one call of an extension, or a call by its id, side by side', async () => {
    await ask({ action: 'RequestToken' }, login());
    const call = phone.startCall('8856');
    for (const [value, isPaused] of [
      ['1', false],
      ['3', true],
      ['2', false],
      ['0', false],
    ] as const) {
      const answer = await mute({ extension: '8856', status: 'ongoing', mute: value });
      expect(answer).toBe('<VerbaApi><Response code="0" type="MuteRecording"/></VerbaApi>');
      expect(call.recording.isPaused).toBe(isPaused);
    }
    await mute({ callID: toGuid(call), mute: '3' });
    expect(call.recording.isPaused).toBe(true);
  });

  it('refuses none, several, a wrong value and a missing status', async () => {
    await ask({ action: 'RequestToken' }, login());
    const byExtension = { extension: '8856', status: 'ongoing', mute: '3' };
    expect(await mute(byExtension)).toContain('code="2"');
    const calls = [phone.startCall('8856'), phone.startCall('8856')];
    expect(await mute(byExtension)).toContain('More than one call');
    expect(await mute({ ...byExtension, mute: '7' })).toContain('code="1"');
    expect(await mute({ extension: '8856', mute: '3' })).toContain('code="1"');
    expect(await mute({ ...byExtension, status: 'last' })).toContain('code="2"');
    expect(calls.some(({ recording }) => recording.isPaused)).toBe(false);
  });

  it('knows a token no more after its hour, after an end, and without its cookie where that is needed', async () => {
    phone.startCall('8856');
    const isTaken = async (init?: RequestInit) =>
      (
        await ask(
          { action: 'GetCallID', extension: '8856', status: 'ongoing', token: fake.tokens.at(-1) ?? '' },
          init,
        )
      ).includes('code="0"');
    expect(await isTaken()).toBe(false);
    const { headers } = await send({ action: 'RequestToken' }, login());
    expect(await isTaken()).toBe(true);
    fake.knobs.isCookieNeeded = true;
    expect(await isTaken()).toBe(false);
    const [cookie = ''] = headers.getSetCookie();
    expect(await isTaken({ headers: { cookie: cookie.split(';')[0] ?? '' } })).toBe(true);
    fake.knobs.isCookieNeeded = false;
    fake.expireTokens();
    expect(await isTaken()).toBe(false);
    fake.knobs.tokenLifeMs = 0;
    await send({ action: 'RequestToken' }, login());
    expect(await isTaken()).toBe(false);
  });

  it('tells of a call, with its id', async () => {
    await ask({ action: 'RequestToken' }, login());
    const call = phone.startCall('8856');
    const params = { extension: '8856', status: 'ongoing', token: fake.tokens.at(-1) ?? '' };
    expect(await ask({ action: 'GetCallID', ...params })).toContain(`<CallID>${toGuid(call)}</CallID>`);
    expect(await ask({ action: 'GetCallInformation', ...params })).toContain('<verbacdr state="0">');
    expect(toGuid(call)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
