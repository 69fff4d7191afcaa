// The fake is as strict as the documents: a careless adapter must not get by.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Phone, type PhoneCall } from '../phone.ts';
import { agentName, startGenesys, type FakeGenesys } from './genesys.ts';

describe('the fake Genesys Web Services', () => {
  let dir = '';
  let phone: Phone;
  let call: PhoneCall;
  let fake: FakeGenesys;
  let headers: Record<string, string>;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'genesys-fake-'));
    phone = new Phone({ recordingsDir: dir });
    call = phone.startCall('SIPSIP');
    fake = await startGenesys({ phone });
    const basic = Buffer.from(`${agentName}:${fake.knobs.agents[agentName]?.password ?? ''}`);
    headers = { origin: fake.url, authorization: `Basic ${basic.toString('base64')}` };
  });
  afterEach(async () => {
    await fake.stop();
    await phone.stop();
    rmSync(dir, { recursive: true });
  });

  const get = (path: string, more: Record<string, string> = {}) =>
    fetch(`${fake.url}/api/v2${path}`, { headers: { ...headers, ...more } });
  const operate = async (operationName: string, id = call.id) => {
    const response = await fetch(`${fake.url}/api/v2/me/calls/${id}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ operationName }),
    });
    return { status: response.status, text: await response.text() };
  };
  /** As a browser does: with the session's cookie and its CSRF token from then on. */
  const signIn = async () => {
    const answer = await get('/me');
    const [cookie = ''] = answer.headers.getSetCookie()[0]?.split(';') ?? [];
    headers = { origin: fake.url, cookie, 'x-csrf-token': answer.headers.get('x-csrf-token') ?? '' };
  };

  it('lets nobody in without Basic or a session, and tells it in its own words', async () => {
    headers = { origin: fake.url };
    const answer = await get('/me');
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { statusCode: 20, statusMessage: 'Access denied' },
    ]);
    headers = {
      origin: fake.url,
      authorization: `Basic ${Buffer.from(`${agentName}:wrong`).toString('base64')}`,
    };
    expect((await get('/me')).status).toBe(401);
  });

  it('turns away an Origin that is not listed, and a change without one', async () => {
    expect((await get('/me', { origin: 'chrome-extension://abc' })).status).toBe(403);
    fake.knobs.allowedOrigins.push('chrome-extension://abc');
    expect((await get('/me', { origin: 'chrome-extension://abc' })).status).toBe(200);
    await signIn();
    const { origin: _origin, ...without } = headers;
    headers = without;
    expect((await get('/me')).status).toBe(200);
    expect(await operate('PauseCallRecording')).toMatchObject({ status: 403 });
    expect(call.recording.isPaused).toBe(false);
  });

  it('wants the session’s CSRF token with every change', async () => {
    expect(await operate('PauseCallRecording')).toEqual({
      status: 403,
      text: 'Missing or invalid Csrf token',
    });
    await signIn();
    headers['x-csrf-token'] = 'another';
    expect((await operate('PauseCallRecording')).status).toBe(403);
    expect(call.recording.isPaused).toBe(false);
  });

  it('pauses and resumes the agent’s own call, and refuses what its state does not allow', async () => {
    await signIn();
    expect(await operate('ResumeCallRecording')).toMatchObject({
      text: expect.stringContaining('"statusCode":2'),
    });
    expect(await operate('PauseCallRecording')).toEqual({ status: 200, text: '{"statusCode":0}' });
    expect(call.recording.isPaused).toBe(true);
    expect(await operate('PauseCallRecording')).toMatchObject({
      text: expect.stringContaining('"statusCode":2'),
    });
    await operate('ResumeCallRecording');
    expect(call.recording.isPaused).toBe(false);
    expect(await operate('ToggleCallRecording')).toMatchObject({
      text: expect.stringContaining('"statusCode":1'),
    });
    const foreign = phone.startCall('SIPSIP2');
    fake.knobs.hasErrorStatus = true;
    expect(await operate('PauseCallRecording', foreign.id)).toMatchObject({
      status: 404,
      text: expect.stringContaining('"statusCode":6'),
    });
    expect(foreign.recording.isPaused).toBe(false);
  });

  it('shows a call as the documents do', async () => {
    call.recording.setPaused(true);
    const { statusCode, calls } = await (await get('/me/calls?fields=*')).json();
    expect(statusCode).toBe(0);
    expect(calls).toEqual([
      expect.objectContaining({
        id: call.id,
        state: 'Established',
        recordingState: 'Paused',
        mute: 'Off',
        userData: expect.objectContaining({ GSIP_RECORD: 'PAUSED' }),
        capabilities: expect.arrayContaining(['ResumeCallRecording', 'StopCallRecording', 'Hangup']),
      }),
    ]);
  });

  it('lists calls in three shapes', async () => {
    const listed = async () => (await get('/me/calls?fields=*')).json();
    expect((await listed()).calls).toHaveLength(1);
    fake.knobs.listShape = 'uris';
    expect((await listed()).uris).toEqual([
      expect.stringMatching(new RegExp(`/api/v2/me/calls/${call.id}$`)),
    ]);
    fake.knobs.listShape = 'me';
    expect((await listed()).user.calls).toHaveLength(1);
  });

  it('makes a session another agent’s where Basic names one', async () => {
    fake.knobs.agents['other'] = { password: 'p', extension: 'SIPSIP2' };
    await signIn();
    await get('/me', { authorization: `Basic ${Buffer.from('other:p').toString('base64')}` });
    expect(fake.sessions.all()).toMatchObject([{ userName: 'other' }]);
  });
});
