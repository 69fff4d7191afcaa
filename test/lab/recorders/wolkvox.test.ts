import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Phone } from '../phone.ts';
import { buttonPath, realTimePath, startWolkvox, type FakeWolkvox } from './wolkvox.ts';

describe('the fake wolkvox', () => {
  let dir = '';
  let phone: Phone;
  let fake: FakeWolkvox;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'wolkvox-'));
    phone = new Phone({ recordingsDir: dir });
    fake = await startWolkvox({ phone });
  });
  afterEach(async () => {
    await fake.stop();
    await phone.stop();
    rmSync(dir, { recursive: true });
  });

  const send = async (path: string, method: string, token: string | null = fake.knobs.token) => {
    const headers: Record<string, string> = token === null ? {} : { 'wolkvox-token': token };
    const response = await fetch(`${fake.url}${path}`, { method, headers });
    const body = (await response.json()) as { code: unknown; msg: string; data?: unknown };
    return { status: response.status, ...body };
  };
  const press = (agentId = '12004', token?: string | null) =>
    send(`${buttonPath}?agent_id=${agentId}&api=mute`, 'POST', token);

  it('presses the button, whichever way it stands, and leaves the recording alone', async () => {
    const call = phone.startCall('12004');
    const other = phone.startCall('12005');
    for (const isMuted of [true, false, true]) {
      expect(await press()).toEqual({
        status: 200,
        code: '200',
        error: null,
        msg: 'Microphone agentbox has been excecuted',
      });
      expect(fake.isMuted(call)).toBe(isMuted);
    }
    expect(fake.isMuted(other)).toBe(false);
    expect(call.recording.changes).toEqual([]);
    expect(fake.presses.map(({ isMuted }) => isMuted)).toEqual([true, false, true]);
  });

  it('lets a call end with the button pressed, and the next one begin as the knob says', async () => {
    const call = phone.startCall('12004');
    await press();
    phone.endCall(call.id);
    await wait(2);
    const later = phone.startCall('12004');
    expect(fake.isMuted(later)).toBe(false);
    fake.knobs.doesOutliveCall = true;
    expect(fake.isMuted(later)).toBe(true);
    fake.knobs.doesOutliveCall = false;
    await press();
    expect(fake.isMuted(later)).toBe(true);
  });

  it('answers in the words of the table, with the status or the type that the knobs say', async () => {
    expect(await press('12004', null)).toMatchObject({ status: 401, code: '401' });
    expect(await press('12004', 'wrong')).toMatchObject({ status: 403, msg: 'PLEASE VALIDATE TOKEN' });
    expect(await press('')).toMatchObject({ code: '400', msg: 'SOME PARAMETERS ARE REQUIRED' });
    expect(await press('99999')).toMatchObject({ code: '400', msg: 'THE AGENT IS NOT CONNECTED' });
    expect(await send(buttonPath, 'POST')).toMatchObject({
      msg: 'THE API YOU WANT TO CONSULT DOES NOT EXIST',
    });
    Object.assign(fake.knobs, { httpStatus: 200, codeType: 'number', quota: 0 });
    expect(await press()).toEqual({
      status: 200,
      code: 403,
      error: 'FORBIDDEN',
      msg: 'TOKEN LIMIT EXCEEDED',
    });
    expect(fake.presses).toEqual([]);
  });

  it('refuses a third request at a time without doing anything', async () => {
    fake.knobs.workMs = 60;
    const answers = await Promise.all([press(), press(), press()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 403]);
    expect(answers.find(({ status }) => status === 403)?.msg).toBe(
      'EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)',
    );
    expect(fake.presses).toHaveLength(2);
  });

  it('lists its agents, and tells those on a call from the others', async () => {
    phone.startCall('12004');
    expect(await send(`${realTimePath}?api=agents`, 'GET')).toMatchObject({
      code: '200',
      data: [
        { agent_id: '12004', agent_status: 'inbound' },
        { agent_id: '12005', agent_status: 'ready' },
      ],
    });
  });
});
