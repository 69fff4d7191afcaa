// What RingCX's answers mean, what is said again, and a gateway; the phone's recordings are the judges.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { john } from '../lab/recorders/ringcx-knobs.ts';
import { createRingcxWorld, toFailure, type RingcxWorld } from './ringcx-world.ts';

let world: RingcxWorld;
beforeEach(async () => {
  world = await createRingcxWorld();
  await world.signIn();
});
afterEach(async () => await world.stop());

describe('an answer', () => {
  it('of false is a refusal', async () => {
    const { startCall, pause, resume, fake } = world;
    const call = startCall();
    const { callRef } = await pause();
    fake.knobs.refuses = true;
    expect(await toFailure(resume(callRef))).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('false'),
    });
    expect(await toFailure(pause(callRef))).toMatchObject({ code: 'refused' });
    expect(call.recording.isPaused).toBe(true);
  });

  it('of true counts as accepted, never as verified: it may take effect only seconds later', async () => {
    const { startCall, pause, fake } = world;
    fake.knobs.actDelayMs = 50;
    const call = startCall();
    expect(await pause()).toMatchObject({ evidence: 'accepted' });
    expect(call.recording.isPaused).toBe(false);
    await expect.poll(() => call.recording.isPaused).toBe(true);
  });

  it('of true may come as JSON', async () => {
    const { startCall, pause, fake } = world;
    fake.knobs.booleanType = 'application/json';
    const call = startCall();
    await pause();
    expect(call.recording.isPaused).toBe(true);
  });

  it('of 404 is no end of a call that RingCX still shows', async () => {
    const { startCall, pause, resume, phone, fake } = world;
    const call = startCall();
    const { callRef } = await pause();
    fake.knobs.isFaulty = ({ path }) => path.endsWith('/toggleCallRecording');
    fake.knobs.status = 404;
    for (const attempt of [pause, resume])
      expect(await toFailure(attempt(callRef))).toMatchObject({
        code: 'badAnswer',
        message: expect.stringContaining('404'),
      });
    phone.endCall(call.id);
    expect(await toFailure(resume(callRef))).toMatchObject({ code: 'callOver' });
    expect(await toFailure(pause(callRef))).toMatchObject({ code: 'noCall' });
  });

  it('of 404 to a call that late data still show raises an alert until they are up to date', async () => {
    const { startCall, pause, phone, fake } = world;
    fake.knobs.listCacheMs = 60_000;
    const call = startCall();
    await pause();
    phone.endCall(call.id);
    expect(await toFailure(pause())).toMatchObject({ code: 'badAnswer' });
    fake.knobs.listCacheMs = 0;
    expect(await toFailure(pause())).toMatchObject({ code: 'noCall' });
  });

  it('of 403 says which rights are wanted', async () => {
    const { startCall, pause, check, fake } = world;
    startCall();
    fake.knobs.canControl = false;
    const words = expect.stringContaining('RingCX Admin rights (reporting and call control)');
    expect(await toFailure(pause())).toMatchObject({ code: 'forbidden', message: words });
    expect((await check()).at(-1)).toMatchObject({
      label: 'check_ringcx_rights',
      isOk: false,
      detail: words,
    });
  });

  it('of 429 bids wait, 5 s where it does not say how long', async () => {
    const { startCall, pause, fake, asked } = world;
    startCall();
    await pause();
    fake.knobs.requestsPerMinute = 0;
    asked();
    expect(await toFailure(pause())).toMatchObject({ code: 'rateLimited', retryAfterMs: 5_000 });
    expect(asked()).toEqual(['agent']);
  });

  it('with an id that is none is not put into an address', async () => {
    const { startCall, pause, fake, asked } = world;
    startCall();
    fake.knobs.isFaulty = ({ path }) => path.endsWith('/agent');
    fake.knobs.instead = () => ({ json: [{ agentId: john.agentId, callUii: '../../users' }] });
    expect(await toFailure(pause())).toMatchObject({ code: 'badAnswer' });
    expect(asked()).toEqual(['exchange', 'agent']);
  });
});

describe('a pause that is said again', () => {
  it('is told as refused where RingCX answers false to it', async () => {
    const { startCall, pause, fake } = world;
    fake.knobs.repeatAnswer = false;
    startCall();
    const { callRef } = await pause();
    expect(await toFailure(pause(callRef))).toMatchObject({ code: 'refused' });
  });

  it('only looks for new calls where it is set to', async () => {
    const { phone, startCall, pause, settings, asked, fake } = world;
    fake.knobs.repeatAnswer = false;
    settings['repeat'] = 'lookUp';
    const call = startCall();
    const first = await pause();
    asked();
    const second = await pause(first.callRef);
    expect(asked()).toEqual(['agent']);
    expect(second.callRef).toEqual(first.callRef);
    phone.endCall(call.id);
    const later = startCall();
    const third = await pause(second.callRef);
    expect(later.recording.isPaused).toBe(true);
    phone.endCall(later.id);
    expect(await toFailure(pause(third.callRef))).toMatchObject({ code: 'noCall' });
  });

  it('stops again what something else has started, unless it is set not to', async () => {
    const { startCall, pause } = world;
    const call = startCall();
    const { callRef } = await pause();
    call.recording.setPaused(false);
    await pause(callRef);
    expect(call.recording.isPaused).toBe(true);
  });

  it('is sent for what was only addressed, whatever is set', async () => {
    const { startCall, pause, settings, fake } = world;
    settings['repeat'] = 'lookUp';
    const call = startCall();
    const { callRef } = await pause();
    call.recording.setPaused(false);
    const addressed = { ...(callRef as object), stopped: [] };
    await pause(addressed);
    expect(call.recording.isPaused).toBe(true);
    expect(fake.requests.at(-1)?.path).toContain('toggleCallRecording');
  });
});

describe('a gateway', () => {
  it('is sent no token of ours, and prepares nothing', async () => {
    const { startCall, pause, prepare, settings, asked, fake } = world;
    fake.knobs.gateway = { key: null };
    Object.assign(settings, { connection: 'gateway', agent: john.username, accountId: '99990001' });
    const call = startCall();
    await prepare();
    expect(asked()).toEqual([]);
    await pause();
    expect(fake.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(asked()).toEqual(['agent', 'record=false']);
    expect(call.recording.isPaused).toBe(true);
  });

  it('does not need the sign-in address', async () => {
    const { check, settings, fake } = world;
    fake.knobs.gateway = { key: null };
    Object.assign(settings, {
      connection: 'gateway',
      agent: john.username,
      authUrl: 'https://elsewhere.example.test',
    });
    expect((await check()).map(({ label, isOk }) => [label, isOk])).toEqual([
      ['check_ringcx_reach', true],
      ['check_ringcx_agent', true],
      ['check_ringcx_rights', true],
    ]);
  });
});
