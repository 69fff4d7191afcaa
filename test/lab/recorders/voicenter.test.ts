import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Phone } from '../phone.ts';
import { activeCallsPath, mutePath, startVoicenter, type FakeVoicenter } from './voicenter.ts';

describe('the fake Voicenter', () => {
  let dir = '';
  let phone: Phone;
  let fake: FakeVoicenter;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'voicenter-'));
    phone = new Phone({ recordingsDir: dir });
    fake = await startVoicenter({ phone });
  });
  afterEach(async () => {
    await fake.stop();
    await phone.stop();
    rmSync(dir, { recursive: true });
  });

  const get = (path: string, params: Record<string, string>) =>
    fetch(`${fake.url}${path}?${new URLSearchParams(params)}`).then(response => response.json());
  const post = (json: unknown) =>
    fetch(`${fake.url}${mutePath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    }).then(response => response.json());
  const list = (extension: string) => get(activeCallsPath, { code: fake.knobs.accountCode, extension });

  it('mutes the calls that an extension has at that moment, and no other', async () => {
    const [first, second, foreign] = ['SIPSIP', 'SIPSIP', 'SIPSIP2'].map(one => phone.startCall(one));
    expect(await get(mutePath, { extension: 'SIPSIP', state: '1' })).toEqual({
      ErrorCode: '200',
      Message: 'Success',
      ActionID: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const later = phone.startCall('SIPSIP');
    expect([first, second, foreign, later].map(call => call?.recording.isPaused)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    await post({ extension: 'SIPSIP', state: '0' });
    expect(first?.recording.isPaused).toBe(false);
  });

  it('mutes one call by its ivrid, and knows it no more when it is over', async () => {
    const [call, other] = [phone.startCall('SIPSIP'), phone.startCall('SIPSIP')];
    await post({ ivrid: call.id, state: '1' });
    expect([call.recording.isPaused, other.recording.isPaused]).toEqual([true, false]);
    phone.endCall(call.id);
    expect(await post({ ivrid: call.id, state: '0' })).toMatchObject({ Message: 'UniqueIvrID not found' });
  });

  it.each([
    {},
    { state: '1' },
    { extension: 'SIPSIP' },
    { extension: 'SIPSIP', state: '2' },
    { extension: 'SIPSIP', ivrid: 'a', state: '1' },
  ])('refuses parameters %j, in the words of the documents', async params => {
    phone.startCall('SIPSIP');
    expect(await post(params)).toMatchObject({
      ErrorCode: '400',
      Message: 'Parameters are not valid, should be "ivrid" and "mute"',
    });
    expect(phone.calls().some(call => call.recording.isPaused)).toBe(false);
  });

  it('lists the calls of an extension, with the mute state as old as the knobs say', async () => {
    const call = phone.startCall('SIPSIP');
    const muted = async () => (await list('SIPSIP')).EXTENSIONS[0].calls[0].recording.IsMuted;
    call.recording.setPaused(true);
    expect(await muted()).toBe(1);
    fake.knobs.readLagMs = 60_000;
    expect(await muted()).toBe(0);
    Object.assign(fake.knobs, { readLagMs: 0, listCacheMs: 60_000 });
    phone.endCall(call.id);
    expect((await list('SIPSIP')).EXTENSIONS[0].calls).toHaveLength(1);
    fake.knobs.listCacheMs = 0;
    expect(await list('SIPSIP')).toMatchObject({ EXTENSIONS: [{ username: 'SIPSIP', calls: [] }] });
  });

  it('gives a wrong account code an empty list or an error, and no code an error', async () => {
    const ask = () => get(activeCallsPath, { code: 'wrong' });
    expect(await ask()).toEqual({ ERR: 0, DESC: 'OK', EXTENSIONS: [] });
    fake.knobs.wrongCode = 'error';
    expect(await ask()).toEqual({ ERR: 1, DESC: 'Authorization failed.' });
  });

  it('notes every request with its times', async () => {
    await get(mutePath, { extension: 'SIPSIP', state: '1' });
    await post({ extension: 'SIPSIP', state: '0' });
    const [first, second] = fake.requests;
    expect(first).toMatchObject({
      method: 'GET',
      path: mutePath,
      params: { extension: 'SIPSIP', state: '1' },
    });
    expect(second).toMatchObject({
      method: 'POST',
      params: { extension: 'SIPSIP', state: '0' },
      body: '{"extension":"SIPSIP","state":"0"}',
    });
    expect(second?.answeredAtMs).toBeGreaterThanOrEqual(second?.atMs ?? Infinity);
  });

  it('drops before and after acting', async () => {
    const call = phone.startCall('SIPSIP');
    fake.knobs.dropBeforeActing = true;
    await expect(post({ ivrid: call.id, state: '1' })).rejects.toThrow();
    expect(call.recording.isPaused).toBe(false);
    Object.assign(fake.knobs, { dropBeforeActing: false, dropAfterActing: true });
    await expect(post({ ivrid: call.id, state: '1' })).rejects.toThrow();
    expect(call.recording.isPaused).toBe(true);
    expect(fake.requests.map(({ answeredAtMs }) => answeredAtMs)).toEqual([null, null]);
  });
});
