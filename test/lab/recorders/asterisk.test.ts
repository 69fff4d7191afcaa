// The fake Asterisk answers as a real one did.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exchangeAll } from '../asterisk/exchanges.ts';
import { Phone } from '../phone.ts';
import recorded from './asterisk-recorded.json' with { type: 'json' };
import { nameVariable } from './asterisk-ari.ts';
import { startAsterisk, type FakeAsterisk } from './asterisk.ts';

let dir: string;
let phone: Phone;
let fake: FakeAsterisk;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'asterisk-'));
  phone = new Phone({ recordingsDir: dir });
  fake = await startAsterisk({ phone });
});
afterEach(async () => {
  await fake.stop();
  await phone.stop();
  rmSync(dir, { recursive: true });
});

it('gives the answers that were written down, request by request', async () => {
  expect(nameVariable).toBe('RECORDING_NAME');
  phone.startCall('100');
  phone.startCall('1001');
  const [call] = fake.calls();
  if (call === undefined) expect.fail('no call');
  const exchanges = await exchangeAll({
    url: fake.url,
    recordedLeg: call.callerId,
    otherLeg: call.agentId,
    recordingName: fake.knobs.toRecordingName(call),
    channelWithVariable: call.callerId,
    secrets: {
      narrow: fake.knobs.users['narrow']?.secret ?? '',
      viewer: fake.knobs.users['viewer']?.secret ?? '',
    },
  });
  for (const [index, exchange] of exchanges.entries())
    expect(exchange, exchange.ask).toEqual(recorded[index]);
  expect(exchanges).toHaveLength(recorded.length);
});

it('holds no secret in what was written down', () => {
  const text = JSON.stringify(recorded);
  for (const { secret } of Object.values(fake.knobs.users)) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/127\.0\.0\.1|\d{10}/);
});

it('keeps the other calls as they are', async () => {
  const calls = ['100', '1001'].map(extension => phone.startCall(extension));
  const body = new URLSearchParams({
    Action: 'Login',
    username: 'narrow',
    secret: fake.knobs.users['narrow']?.secret ?? '',
  });
  const login = await fetch(`${fake.url}/rawman`, { method: 'POST', body });
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const Channel = fake.calls()[0]?.callerId ?? '';
  const mute = new URLSearchParams({ Action: 'MixMonitorMute', Channel, Direction: 'read', State: '1' });
  const send = async () =>
    await (await fetch(`${fake.url}/rawman`, { method: 'POST', body: mute, headers: { cookie } })).text();
  // One direction alone leaves the other to be heard.
  expect(await send()).toContain('Success');
  expect(calls.map(({ recording }) => recording.isPaused)).toEqual([false, false]);
  mute.set('Direction', 'both');
  expect(await send()).toContain('Success');
  expect(calls.map(({ recording }) => recording.isPaused)).toEqual([true, false]);
});
