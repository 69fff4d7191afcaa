import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { voicenter } from '../../src/recorders/voicenter.ts';
import { mutePath } from '../lab/recorders/voicenter.ts';
import { caught, createVoicenterWorld, type VoicenterWorld } from './voicenter-world.ts';

describe('Voicenter’s Active Calls', () => {
  let world: VoicenterWorld;
  beforeEach(async () => {
    world = await createVoicenterWorld();
  });
  afterEach(() => world.stop());

  it.each([
    ['emptyList', 'misconfigured'],
    ['error', 'unauthorized'],
  ] as const)('never takes a wrong account code for "no call": %s', async (wrongCode, code) => {
    world.knobs.wrongCode = wrongCode;
    world.phone.startCall('SIPSIP');
    const attempts = [
      world.pause({ ...world.byIvrid, code: 'wrong' }),
      world.read({ ...world.readable, code: 'wrong' }, { extension: 'SIPSIP' }),
      world.read({ ...world.byIvrid, code: 'wrong' }, { ivrids: ['a'] }),
    ];
    for (const error of await Promise.all(attempts.map(caught))) expect(error).toMatchObject({ code });
    expect(world.toPaths()).not.toContain(mutePath);
  });

  it('finds an extension that the account does not know', async () => {
    const settings = { ...world.byIvrid, extension: '101' };
    expect(await caught(world.pause(settings))).toMatchObject({ code: 'misconfigured' });
    expect((await world.check(settings)).at(-1)).toMatchObject({ isOk: false });
  });

  it.each([
    [{ ERR: 1, DESC: 'Bad format' }, 'misconfigured'],
    [{ ERR: '1', DESC: 'Authorization failed.' }, 'unauthorized'],
    [{ ERR: 2, DESC: 'Internal error.' }, 'refused'],
    [{ ERR: 0, DESC: 'OK' }, 'badAnswer'],
    [{ ERR: 0, EXTENSIONS: [{ username: 'SIPSIP', calls: [{ ivrid: 7 }] }] }, 'badAnswer'],
    [
      { ERR: 0, EXTENSIONS: [{ username: 'SIPSIP', calls: [{ ivrid: 'a', recording: { IsMuted: 2 } }] }] },
      'badAnswer',
    ],
  ])('%j means %s', async (json, code) => {
    world.knobs.instead = () => ({ json });
    expect(await caught(world.read(world.readable, null))).toMatchObject({ code });
  });

  it.each([
    [[{ IsMuted: '1' }], 'paused'],
    [[{ IsMuted: 1 }, { IsMuted: true }], 'paused'],
    [[{ IsMuted: 1 }, { IsMuted: '0' }], 'recording'],
    [[{ IsMuted: false }], 'recording'],
    [[{ IsMuted: 1 }, {}], 'unknown'],
    [[{ IsMuted: 1 }, null], 'unknown'],
    [[{ IsMuted: null }], 'unknown'],
    [[undefined], 'unknown'],
    [[undefined, { IsMuted: 0 }], 'recording'],
    [[], 'callOver'],
    [null, 'callOver'],
  ])('reads recordings %j as %s', async (recordings, state) => {
    const calls = recordings?.map((recording, index) => ({ ivrid: `i${index}`, recording })) ?? null;
    const json = { ERR: 0, EXTENSIONS: [{ username: 'sipsip', calls }] };
    world.knobs.instead = () => ({ json });
    expect((await world.read(world.readable, null)).state).toBe(state);
    expect((await world.read(world.readable, { extension: 'SIPSIP' })).state).toBe(state);
  });

  it('looks at its own extension alone where the answer holds more', async () => {
    const toExtension = (username: string, IsMuted: number) => ({
      username,
      calls: [{ ivrid: username, recording: { IsMuted } }],
    });
    const json = { ERR: 0, EXTENSIONS: [toExtension('OTHER', 0), toExtension('SIPSIP', 1)] };
    world.knobs.instead = () => ({ json });
    expect(await world.read(world.readable, null)).toEqual({ state: 'paused' });
  });

  it('knows a call as new by extension where the same list shows another one muted', async () => {
    const toList = (...muted: number[]) => ({
      ERR: 0,
      EXTENSIONS: [
        {
          username: 'SIPSIP',
          calls: muted.map((IsMuted, index) => ({ ivrid: `${index}`, recording: { IsMuted } })),
        },
      ],
    });
    const callRef = { extension: 'SIPSIP' };
    world.knobs.instead = () => ({ json: toList(1, 0) });
    expect(await world.read(world.readable, callRef)).toEqual({ state: 'recording', isNewCall: true });
    world.knobs.instead = () => ({ json: toList(0, 0) });
    expect(await world.read(world.readable, callRef)).toEqual({ state: 'recording' });
  });

  it('shows what was before for a while, and never more than it knows', async () => {
    world.knobs.readLagMs = 150;
    const call = world.phone.startCall('SIPSIP');
    await wait(20);
    const { callRef } = await world.pause(world.byIvrid);
    expect(await world.read(world.byIvrid, callRef)).toEqual({ state: 'recording' });
    await wait(200);
    expect(await world.read(world.byIvrid, callRef)).toEqual({ state: 'paused' });
    expect(call.recording.isPaused).toBe(true);
  });

  it('asks a gateway that adds the code itself', async () => {
    world.phone.startCall('SIPSIP');
    const { code: _, ...settings } = world.byIvrid;
    expect(voicenter.traits(settings).canRead).toBe(true);
    // Without a gateway in between, nobody added it.
    expect(await caught(world.pause(settings))).toMatchObject({ code: 'unauthorized' });
    expect(world.fake.requests[0]?.params).toEqual({ extension: 'SIPSIP' });
  });
});
