// What Asterisk's AMI adapter does beyond what every adapter does.
import { afterEach, expect, it } from 'vitest';
import { asterisk } from '../../src/recorders/asterisk.ts';
import { toError } from '../conformance/world.ts';
import { createAsteriskWorld, type AsteriskWorld } from './asterisk-world.ts';

let world: AsteriskWorld | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

const create = async (
  ...given: Parameters<typeof createAsteriskWorld> extends [unknown, ...infer Rest] ? Rest : never
) => (world = await createAsteriskWorld('ami', ...given));

it('logs in once, mutes every leg, and logs off after the resume', async () => {
  const { startCall, pause, resume, prepare, takeAsked } = await create();
  startCall();
  await prepare();
  expect(takeAsked()).toEqual(['Login']);
  await prepare();
  expect(takeAsked()).toEqual([]);
  const { callRef } = await pause();
  expect(takeAsked()).toEqual(['CoreShowChannels', 'MixMonitorMute', 'MixMonitorMute', 'Getvar']);
  await pause(callRef);
  expect(takeAsked()).toEqual(['CoreShowChannels', 'MixMonitorMute', 'MixMonitorMute']);
  await resume(callRef);
  expect(takeAsked()).toEqual(['CoreShowChannels', 'MixMonitorMute', 'MixMonitorMute', 'Logoff']);
  await pause();
  expect(takeAsked()[0]).toBe('Login');
});

it('has resumed also where it cannot log off', async () => {
  const { startCall, pause, resume, knobs, isSilenced } = await create();
  const call = startCall();
  const { callRef } = await pause();
  Object.assign(knobs, {
    status: 500,
    isFaulty: ({ params }: { params: Record<string, string> }) => params['Action'] === 'Logoff',
  });
  await resume(callRef);
  expect(isSilenced(call)).toBe(false);
});

it('leaves alone what still rings at the agent', async () => {
  const { startCall, pause, knobs, isSilenced } = await create({ isAnswered: false });
  const call = startCall();
  expect((await toError(pause())).code).toBe('noCall');
  expect(isSilenced(call)).toBe(false);
  knobs.isAnswered = true;
  await pause();
  expect(isSilenced(call)).toBe(true);
});

it('says that nothing records the call where no leg has a MixMonitor', async () => {
  const { startCall, pause, knobs } = await create({ recordedLeg: null });
  startCall();
  expect((await toError(pause())).code).toBe('notRecording');
  knobs.recordedLeg = 'agent';
  expect((await pause()).evidence).toBe('accepted');
});

it('does not believe a yes that is said for the sake of another listener', async () => {
  const { startCall, pause, resume, knobs, targets } = await create({ recordedLeg: null, isSpied: true });
  startCall();
  expect((await toError(pause())).code).toBe('badAnswer');
  // Not by asking again either, with what was stored.
  const held = targets[0]?.callRef ?? null;
  expect((await toError(pause(held))).code).toBe('badAnswer');
  knobs.recordedLeg = 'agent';
  const { callRef } = await pause(held);
  await resume(callRef);
});

it('never says of what is muted that nothing happened', async () => {
  const { startCall, pause, knobs, isSilenced } = await create();
  const call = startCall();
  const isFaulty = ({ params }: { params: Record<string, string> }) => params['Action'] === 'Getvar';
  Object.assign(knobs, { isFaulty, status: 429 });
  expect((await toError(pause())).code).toBe('badAnswer');
  expect(isSilenced(call)).toBe(true);
});

it('wants to see MixMonitor on each of two calls', async () => {
  const { startCall, pause, knobs } = await create({ isSpied: true });
  startCall();
  const { callRef } = await pause();
  knobs.recordedLeg = null;
  startCall();
  expect((await toError(pause(callRef))).code).toBe('badAnswer');
});

it('does not take another reference for a leg that the call gains', async () => {
  const { startCall, pause, targets } = await create();
  startCall();
  const { callRef } = await pause();
  await pause(callRef);
  const [first, second] = targets.map(target => target.callRef);
  expect(first).toEqual(Object.assign({}, callRef, { isSeen: false }));
  expect(second).toEqual(callRef);
});

it('mutes and unmutes also a leg that the call gains while it is paused', async () => {
  const { startCall, pause, resume, knobs, isSilenced } = await create();
  const call = startCall();
  const { callRef: held } = await pause();
  call.recording.setPaused(false);
  knobs.recordedLeg = 'colleague';
  const { callRef } = await pause(held);
  expect(isSilenced(call)).toBe(true);
  await resume(callRef);
  expect(isSilenced(call)).toBe(false);
});

it('finds the legs that it muted where their call was merged into another', async () => {
  const { startCall, pause, resume, knobs, isSilenced } = await create();
  const call = startCall();
  const { callRef } = await pause();
  knobs.linkedId = '1795150000.7';
  await resume(callRef);
  expect(isSilenced(call)).toBe(false);
});

it.each([
  ['cut short', (body: string) => body.slice(0, body.length / 2)],
  ['with a leg missing', (body: string) => body.replace(/Event: CoreShowChannel\r\n[^]*?\r\n\r\n/, '')],
  ['without linked ids, as before Asterisk 12', (body: string) => body.replaceAll(/Linkedid: .*\r\n/g, '')],
  ['without an end', (body: string) => body.replace('ListItems: 4', 'ListItems: ')],
])('does not trust a list of channels %s', async (_, garble) => {
  const { startCall, pause, knobs, commands, fake, isSilenced } = await create();
  const call = startCall();
  const isList = ({ params }: { params: Record<string, string> }) => params['Action'] === 'CoreShowChannels';
  const whole = await readList(fake.settings);
  expect(whole).toContain('ListItems: 4');
  Object.assign(knobs, { isFaulty: isList, instead: () => ({ body: garble(whole) }) });
  expect((await toError(pause())).code).toBe('badAnswer');
  expect(commands()).toHaveLength(0);
  expect(isSilenced(call)).toBe(false);
});

it('says what to mend where AMI is not served over HTTP', async () => {
  const { pause, knobs } = await create();
  knobs.isWebEnabled = false;
  const error = await toError(pause());
  expect(error.code).toBe('misconfigured');
  expect(error.message).toContain('webenabled');
});

it('says that rights are missing only after a new session', async () => {
  const { startCall, pause, knobs, takeAsked } = await create();
  startCall();
  const { narrow } = knobs.users;
  if (narrow === undefined) expect.fail('no user');
  narrow.mayMute = false;
  takeAsked();
  expect((await toError(pause())).code).toBe('forbidden');
  expect(takeAsked().filter(action => action === 'Login').length).toBeGreaterThan(1);
});

it('tells missing rights from a browser that keeps no cookies', async () => {
  const { startCall, pause } = await create({ areCookiesKept: false });
  startCall();
  const error = await toError(pause());
  expect(error.code).toBe('misconfigured');
  expect(error.message).toContain('cookies');
});

it('finds a wrong secret also while a session runs that was begun with the right one', async () => {
  const current = await create();
  await current.prepare();
  expect((await current.check()).every(({ isOk }) => isOk)).toBe(true);
  current.settings = { ...current.settings, secret: 'wrong' };
  expect(await current.check()).toMatchObject([{ isOk: false }]);
});

it('leaves the login to a gateway where no user is set', async () => {
  const none = { username: '', secret: '' };
  const { startCall, pause, resume, knobs, isSilenced, check, takeAsked } = await create(
    { gatewayUser: 'narrow' },
    none,
  );
  const call = startCall();
  const { callRef } = await pause();
  expect(isSilenced(call)).toBe(true);
  expect((await check()).every(({ isOk }) => isOk)).toBe(true);
  await resume(callRef);
  expect(takeAsked()).not.toContain('Login');
  knobs.gatewayUser = null;
  expect((await toError(pause())).code).toBe('unauthorized');
});

it('asks for user and secret, or for neither', () => {
  const accepts = (given: object) =>
    asterisk.settings.safeParse({ baseUrl: 'https://pbx.example.test:8089', extension: '100', ...given })
      .success;
  expect(accepts({})).toBe(true);
  expect(accepts({ username: 'cardhush', secret: 's' })).toBe(true);
  expect(accepts({ username: 'cardhush' })).toBe(false);
  expect(accepts({ secret: 's' })).toBe(false);
  expect(accepts({ extension: '1 00' })).toBe(false);
});

/** The list of channels, asked for beside the adapter. */
async function readList({ baseUrl, secret }: Record<string, unknown>): Promise<string> {
  const send = async (fields: Record<string, string>, cookie = '') =>
    await fetch(`${baseUrl}/rawman`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie },
    });
  const login = await send({ Action: 'Login', username: 'narrow', secret: String(secret) });
  const list = await send({ Action: 'CoreShowChannels' }, login.headers.getSetCookie()[0]?.split(';')[0]);
  return await list.text();
}
