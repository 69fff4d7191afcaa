// What Asterisk's ARI adapter does beyond what every adapter does.
import { afterEach, describe, expect, it } from 'vitest';
import { asteriskAri } from '../../src/recorders/asterisk-ari.ts';
import { toError } from '../conformance/world.ts';
import type { LoggedRequest } from '../lab/recorders/fake-server.ts';
import { createAsteriskWorld, type AsteriskWorld } from './asterisk-world.ts';

let world: AsteriskWorld | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

const create = async (
  ...given: Parameters<typeof createAsteriskWorld> extends [unknown, ...infer Rest] ? Rest : never
) => (world = await createAsteriskWorld('ari', ...given));

const isRead = ({ method, path }: LoggedRequest) => method === 'GET' && path.includes('/recordings/');

it('pauses and reads back in four requests, and never mutes', async () => {
  const { startCall, pause, resume, takeAsked } = await create();
  startCall();
  const { callRef, evidence } = await pause();
  expect(evidence).toBe('verified');
  const asked = takeAsked();
  expect(asked.map(one => one.split('/')[1])).toEqual(['channels', 'bridges', 'recordings', 'recordings']);
  expect(asked[2]).toMatch(/^POST .*\/pause$/);
  await resume(callRef);
  expect(asked.concat(takeAsked()).join()).not.toContain('/mute');
});

it('asks for nothing but the recording where its name is made of the extension', async () => {
  const { startCall, pause, takeAsked } = await create(
    { toRecordingName: ({ call }) => `agent ${call.extension}` },
    { recordingName: 'agent {extension}' },
  );
  startCall();
  await pause();
  expect(takeAsked()).toEqual([
    'POST /recordings/live/agent%20100/pause',
    'GET /recordings/live/agent%20100',
  ]);
});

it.each(['.', '..'])('sends nothing to a recording that is called %s', async extension => {
  const { pause, takeAsked } = await create({}, { extension, recordingName: '{extension}' });
  expect(await toError(pause())).toMatchObject({ code: 'misconfigured' });
  expect(takeAsked()).toEqual([]);
});

it('does not believe a yes that the next read denies', async () => {
  const { startCall, pause, knobs } = await create();
  startCall();
  const lie = { name: '', format: 'wav', state: 'recording', target_uri: 'bridge:1' };
  const toName = ({ path }: LoggedRequest) => decodeURIComponent(path.split('/').at(-1) ?? '');
  Object.assign(knobs, {
    isFaulty: isRead,
    instead: (request: LoggedRequest) => ({ json: { ...lie, name: toName(request) } }),
  });
  expect(await toError(pause())).toMatchObject({
    code: 'badAnswer',
    message: 'ARI says yes and is still recording',
  });
});

it('takes the pause as accepted where it cannot be read', async () => {
  const { startCall, pause, knobs, isSilenced } = await create();
  const call = startCall();
  Object.assign(knobs, { isFaulty: isRead, status: 500 });
  expect((await pause()).evidence).toBe('accepted');
  expect(isSilenced(call)).toBe(true);
});

it('leaves a later recording alone that was given the same name', async () => {
  const { phone, startCall, pause, resume, read, isSilenced } = await create(
    { toRecordingName: ({ call: one }) => `call/${one.extension}` },
    {
      recordingName: 'call/{extension}',
    },
  );
  const call = startCall();
  const { callRef } = await pause();
  phone.endCall(call.id);
  const later = startCall();
  expect(await read(callRef)).toEqual({ state: 'recording', isNewCall: true });
  later.recording.setPaused(true);
  expect(await read(callRef)).toEqual({ state: 'callOver' });
  expect((await toError(resume(callRef))).code).toBe('callOver');
  expect(isSilenced(later)).toBe(true);
});

it('does not take what is told of another recording', async () => {
  const { startCall, read, knobs } = await create();
  startCall();
  const other = { name: 'another', format: 'wav', state: 'paused', target_uri: 'bridge:1' };
  Object.assign(knobs, { isFaulty: isRead, instead: () => ({ json: other }) });
  expect((await toError(read(null))).code).toBe('badAnswer');
});

it('keeps trying what has not begun', async () => {
  const { startCall, pause, read } = await create({ runningState: 'queued' });
  startCall();
  expect((await toError(pause())).code).toBe('refused');
  expect(await read(null)).toEqual({ state: 'recording' });
});

it('tells a call that is not recorded from no call', async () => {
  const { startCall, pause, read, knobs } = await create({ toRecordingName: () => 'another name' });
  expect((await toError(pause())).code).toBe('noCall');
  expect(await read(null)).toEqual({ state: 'callOver' });
  startCall();
  expect((await toError(pause())).code).toBe('notRecording');
  expect(await read(null)).toEqual({ state: 'notRecording' });
  knobs.isAnswered = false;
  expect((await toError(pause())).code).toBe('noCall');
});

it('leaves the credentials to a gateway where no user is set', async () => {
  const { startCall, pause, fake, isSilenced } = await create(
    { gatewayUser: 'narrow' },
    { username: '', password: '' },
  );
  const call = startCall();
  await pause();
  expect(isSilenced(call)).toBe(true);
  expect(fake.server.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});

describe('settings', () => {
  const accepts = (given: object) =>
    asteriskAri.settings.safeParse({
      baseUrl: 'https://pbx.example.test:8089',
      extension: '100',
      recordingName: 'call-{bridgeId}',
      ...given,
    }).success;

  it.each([
    ['call-{bridgeId}', true],
    ['{extension}/{channelId}, {peerId}', true],
    ['everybody', false],
    ['call-{bridgeId}, everybody', false],
    ['call-{caller}', false],
    ['', false],
    [' , ', false],
    ['{}', false],
  ])('takes the name %j: %s', (recordingName, isGood) => {
    expect(accepts({ recordingName })).toBe(isGood);
  });

  it('ask for the variable that a name is made of, and for user and password or neither', () => {
    expect(accepts({ recordingName: '{variable}' })).toBe(false);
    expect(accepts({ recordingName: '{variable}', variable: 'RECORDING_NAME' })).toBe(true);
    expect(accepts({ username: 'cardhush' })).toBe(false);
    expect(accepts({ username: 'card:hush', password: 'p' })).toBe(false);
    expect(accepts({ username: 'cardhush', password: 'p' })).toBe(true);
  });
});
