import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Phone } from '../phone.ts';
import { john, paco } from './ringcx-knobs.ts';
import { startRingcx, type FakeRingcx } from './ringcx.ts';
import { toUii } from './ringcx-rows.ts';

const redirectUri = 'https://fake.chromiumapp.org/';
const verifier = 'a-verifier-of-the-test';

describe('the fake RingCX', () => {
  let dir = '';
  let nowMs = 0;
  let phone: Phone;
  let fake: FakeRingcx;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ringcx-'));
    phone = new Phone({ recordingsDir: dir });
    nowMs = 1_000_000;
    fake = await startRingcx({ phone, knobs: { now: () => nowMs } });
  });
  afterEach(async () => {
    await fake.stop();
    await phone.stop();
    rmSync(dir, { recursive: true });
  });

  const post = async (path: string, form: Record<string, string>) => {
    const response = await fetch(fake.url + path, { method: 'POST', body: new URLSearchParams(form) });
    const text = await response.text();
    return { status: response.status, text, json: text.startsWith('{') ? JSON.parse(text) : null };
  };
  const authorize = async (method = 'S256') => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: fake.knobs.clientId,
      redirect_uri: redirectUri,
      state: 'its state',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: method,
    });
    const { headers } = await fetch(`${fake.url}/restapi/oauth/authorize?${query}`, { redirect: 'manual' });
    const location = headers.get('location');
    return location === null ? null : new URL(location).searchParams;
  };
  const redeem = (code: string, given: Record<string, string> = {}) =>
    post('/restapi/oauth/token', {
      grant_type: 'authorization_code',
      code,
      client_id: fake.knobs.clientId,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...given,
    });
  const renew = (refreshToken: string) =>
    post('/restapi/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: fake.knobs.clientId,
    });
  const exchange = (token: string) =>
    post('/api/auth/login/rc/accesstoken?includeRefresh=true', {
      rcAccessToken: token,
      rcTokenType: 'Bearer',
    });
  const signIn = async () => (await redeem((await authorize())?.get('code') ?? '')).json;
  const takeToken = async () => (await exchange((await signIn()).access_token)).json;
  const ask = async (token: string, path: string, method = 'GET') => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${fake.url}/voice/api/v1/admin/accounts${path}`, { method, headers });
    const text = await response.text();
    return { status: response.status, text, type: response.headers.get('content-type') };
  };
  const toggle = (token: string, uii: string, record: string) =>
    ask(token, `/99990001/activeCalls/${uii}/toggleCallRecording?record=${record}`, 'POST');

  it('redeems a code once, in its minute, for whoever knows the verifier and the redirect address', async () => {
    const query = await authorize();
    expect(query?.get('state')).toBe('its state');
    const code = query?.get('code') ?? '';
    expect((await redeem(code, { code_verifier: 'another' })).status).toBe(400);
    expect((await redeem(code)).status).toBe(403);
    const late = (await authorize())?.get('code') ?? '';
    nowMs += 60_000;
    expect((await redeem(late)).json.errors[0].errorCode).toBe('OAU-108');
    const elsewhere = (await authorize())?.get('code') ?? '';
    expect((await redeem(elsewhere, { redirect_uri: 'https://evil.example.test/' })).status).toBe(403);
    expect((await redeem((await authorize())?.get('code') ?? '')).json).toMatchObject({
      token_type: 'bearer',
      expires_in: 3_600,
      refresh_token_expires_in: 604_800,
    });
    expect(await authorize('plain')).toBeNull();
  });

  it('ends the access token before it when it renews one, and the refresh token 10 s after the first use', async () => {
    const first = await signIn();
    const second = (await renew(first.refresh_token)).json;
    expect((await exchange(first.access_token)).status).toBe(401);
    expect((await renew(first.refresh_token)).json).toEqual(second);
    expect((await exchange(second.access_token)).status).toBe(200);
    nowMs += 9_999;
    expect((await renew(first.refresh_token)).json).toEqual(second);
    nowMs += 60_001;
    expect(await renew(first.refresh_token)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    expect((await renew(second.refresh_token)).status).toBe(200);
  });

  it('gives a RingCX token 5 minutes, and its refresh token one use', async () => {
    const { accessToken, refreshToken, agentDetails } = await takeToken();
    expect(agentDetails).toMatchObject([{ agentId: john.agentId, accountId: '99990001' }]);
    nowMs += 5 * 60_000 - 1;
    expect((await ask(accessToken, '')).status).toBe(200);
    nowMs += 1;
    expect(await ask(accessToken, '')).toMatchObject({ status: 401, text: 'Jwt is expired' });
    const renewed = await post('/api/auth/token/refresh', { refresh_token: refreshToken });
    expect((await ask(renewed.json.accessToken, '')).status).toBe(200);
    expect((await post('/api/auth/token/refresh', { refresh_token: refreshToken })).status).toBe(401);
  });

  it('exchanges 5 times a minute, and begins the wait anew for whoever does not wait', async () => {
    const { access_token: token } = await signIn();
    for (let index = 0; index < 5; index += 1) expect((await exchange(token)).status).toBe(200);
    expect((await exchange(token)).status).toBe(429);
    nowMs += 59_999;
    expect((await exchange(token)).status).toBe(429);
    nowMs += 1_000;
    expect((await exchange(token)).status).toBe(429);
    nowMs += 60_000;
    expect((await exchange(token)).status).toBe(200);
  });

  it('sets the recording of one call, and answers with a word', async () => {
    const { accessToken } = await takeToken();
    const [call, other] = [phone.startCall(john.extension), phone.startCall(paco.extension)];
    const uii = toUii(call);
    expect(uii).toMatch(/^\d{30}$/);
    expect(await toggle(accessToken, uii, 'false')).toEqual({
      status: 200,
      text: 'true',
      type: 'text/plain',
    });
    expect(await toggle(accessToken, uii, 'false')).toMatchObject({ text: 'true' });
    expect([call, other].map(({ recording }) => recording.isPaused)).toEqual([true, false]);
    expect((await toggle(accessToken, uii, 'no')).status).toBe(400);
    await toggle(accessToken, uii, 'true');
    expect(call.recording.isPaused).toBe(false);
    phone.endCall(call.id);
    expect((await toggle(accessToken, uii, 'false')).status).toBe(404);
  });

  it('shows each login with its call, and the calls page by page', async () => {
    const { accessToken } = await takeToken();
    const calls = [phone.startCall(john.extension), phone.startCall(paco.extension)];
    const logins = JSON.parse((await ask(accessToken, '/99990001/realTimeData/agent')).text);
    expect(logins).toMatchObject(calls.map(call => ({ callUii: toUii(call), agentState: 'ON_CALL' })));
    const list = async (query: string) =>
      JSON.parse((await ask(accessToken, `/99990001/activeCalls/list?${query}`)).text).length;
    expect(await list('product=ACCOUNT&productId=99990001&page=0&maxRows=1')).toBe(1);
    expect(await list('product=ACCOUNT&productId=99990001&page=2&maxRows=1')).toBe(0);
    expect(await list('product=AGENT&productId=111111')).toBe(0);
  });

  it('refuses what the rights do not cover', async () => {
    const { accessToken } = await takeToken();
    Object.assign(fake.knobs, { canReport: false, canControl: false });
    expect((await ask(accessToken, '/99990001/realTimeData/agent')).text).toContain(
      'access.denied.exception',
    );
    expect((await toggle(accessToken, '0', 'true')).status).toBe(403);
    expect((await ask(accessToken, '/99990002/activeCalls/list')).status).toBe(403);
  });
});
