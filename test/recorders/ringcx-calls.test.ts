// Whose call is paused, and what RingCX's answers mean; the phone's recordings are the judges.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { john, paco } from '../lab/recorders/ringcx-knobs.ts';
import { toUii } from '../lab/recorders/ringcx-rows.ts';
import { createRingcxWorld, toFailure, type RingcxWorld } from './ringcx-world.ts';

let world: RingcxWorld;
beforeEach(async () => {
  world = await createRingcxWorld();
  await world.signIn();
});
afterEach(async () => await world.stop());

const agents = [john, paco];

describe('the agent’s call', () => {
  it('is asked for right before each pause, so that an old one is never stopped', async () => {
    const { phone, startCall, pause, prepare } = world;
    const old = startCall();
    await prepare();
    phone.endCall(old.id);
    const call = startCall();
    await pause();
    expect(call.recording.isPaused).toBe(true);
  });

  it('is the agent’s in settings, whoever signed in', async () => {
    const { startCall, pause, settings } = world;
    const [own, other] = [startCall(), startCall(paco.extension)];
    for (const agent of [paco.username.toUpperCase(), paco.email, String(paco.agentId)]) {
      settings['agent'] = agent;
      await pause();
    }
    expect([own, other].map(({ recording }) => recording.isPaused)).toEqual([false, true]);
  });

  it('is not the one that a left-over login shows', async () => {
    const { startCall, pause, fake } = world;
    const [own, other] = [startCall(), startCall(paco.extension)];
    fake.knobs.agents = [{ ...john, isGhost: true, extension: paco.extension }, ...agents];
    await pause();
    expect([own, other].map(({ recording }) => recording.isPaused)).toEqual([true, false]);
  });

  it('is refused where two agents fit', async () => {
    const { startCall, pause, fake, settings } = world;
    const call = startCall();
    fake.knobs.agents = [john, { ...paco, email: john.email }];
    settings['agent'] = john.email;
    expect(await toFailure(pause())).toMatchObject({ code: 'ambiguousCall' });
    expect(call.recording.changes).toEqual([]);
  });

  it('is none where the agent has none, or is not logged in', async () => {
    const { startCall, pause, check, fake } = world;
    startCall(paco.extension);
    expect(await toFailure(pause())).toMatchObject({ code: 'noCall' });
    fake.knobs.agents = [paco];
    expect(await toFailure(pause())).toMatchObject({
      code: 'noCall',
      message: expect.stringContaining('no login'),
    });
    expect((await check()).at(-1)).toMatchObject({ label: 'Find the agent', isOk: false });
  });

  it('is not guessed where whoever signed in is no agent', async () => {
    const { startCall, pause, signIn, fake } = world;
    const call = startCall();
    fake.knobs.signsIn = 'admin@example.com';
    await signIn();
    expect(await toFailure(pause())).toMatchObject({ code: 'misconfigured' });
    expect(call.recording.changes).toEqual([]);
  });

  it('is resumed where it was transferred to a colleague', async () => {
    const { startCall, pause, resume, fake } = world;
    const call = startCall();
    const { callRef } = await pause();
    fake.knobs.agents = [
      { ...john, extension: 'none' },
      { ...paco, extension: john.extension },
    ];
    expect((await pause(callRef)).callRef).toEqual(callRef);
    await resume(callRef);
    expect(call.recording.isPaused).toBe(false);
  });

  it('stays addressed where the agent logged out', async () => {
    const { startCall, pause, resume, fake } = world;
    const call = startCall();
    const { callRef } = await pause();
    fake.knobs.agents = [paco, { ...john, agentId: 333_333 }];
    await resume((await pause(callRef)).callRef);
    expect(call.recording.isPaused).toBe(false);
  });

  it('that another login hides is found as soon as it shows', async () => {
    const { phone, startCall, pause, fake } = world;
    fake.knobs.secondCall = 'hidden';
    const [first, second] = [startCall(), startCall()];
    const { callRef } = await pause();
    expect([first, second].map(({ recording }) => recording.isPaused)).toEqual([true, false]);
    phone.endCall(first.id);
    await pause(callRef);
    expect(second.recording.isPaused).toBe(true);
  });
});

describe('the list by name', () => {
  beforeEach(() => {
    world.settings['agentName'] = 'john wang';
    world.fake.knobs.canReport = false;
  });

  it('is the last resort, asked for to its end', async () => {
    const { startCall, pause, asked, fake } = world;
    fake.knobs.maxRows = 2;
    startCall(paco.extension);
    startCall(paco.extension);
    const call = startCall();
    await pause();
    expect(asked()).toEqual(['exchange', 'agent', 'list', 'list', 'list', 'record=false']);
    expect(call.recording.isPaused).toBe(true);
    fake.knobs.canReport = true;
    await pause();
    expect(asked()).toEqual(['agent', 'record=false']);
  });

  it('is only looked at where the settings say so', async () => {
    const { pause, settings, asked } = world;
    delete settings['agentName'];
    expect(await toFailure(pause())).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('RingCX Admin rights'),
    });
    expect(asked()).toEqual(['exchange', 'agent']);
  });

  it('refuses a name that two calls have, even on different pages', async () => {
    const { startCall, pause, fake } = world;
    fake.knobs.maxRows = 1;
    fake.knobs.agents = [john, { ...paco, firstName: 'John', lastName: 'Wang' }];
    const calls = [startCall(), startCall(paco.extension)];
    expect(await toFailure(pause())).toMatchObject({ code: 'ambiguousCall' });
    expect(calls.flatMap(({ recording }) => recording.changes)).toEqual([]);
  });

  it('leaves out calls that are over and only waiting to be filed', async () => {
    const { startCall, pause, fake } = world;
    const call = startCall();
    const row = { agentFirstName: 'John', agentLastName: 'Wang', callState: 'ACTIVE', archive: false };
    const rows = [
      { ...row, uii: toUii(call) },
      { ...row, uii: '1', archive: true },
      { ...row, uii: '2', callState: 'COMPLETE' },
    ];
    fake.knobs.isFaulty = ({ path }) => path.endsWith('/list');
    fake.knobs.instead = () => ({ json: rows });
    await pause();
    expect(call.recording.isPaused).toBe(true);
  });

  it('finds no call of a name that none has', async () => {
    const { startCall, pause } = world;
    startCall(paco.extension);
    expect(await toFailure(pause())).toMatchObject({ code: 'noCall' });
  });

  it('is not believed where it does not end', async () => {
    const { pause, startCall, fake } = world;
    startCall();
    let count = 0;
    fake.knobs.isFaulty = ({ path }) => path.endsWith('/list');
    fake.knobs.instead = () => ({ json: [{ uii: `${(count += 1)}`, callState: 'ACTIVE', archive: false }] });
    expect(await toFailure(pause())).toMatchObject({ code: 'badAnswer' });
  });
});

describe('the account', () => {
  it('is the agent’s own, and asked for only where that is not known', async () => {
    const { signIn, startCall, pause, settings, asked, fake } = world;
    startCall();
    await pause();
    expect(asked()).toEqual(['exchange', 'agent', 'record=false']);
    fake.knobs.signsIn = 'admin@example.com';
    settings['agent'] = john.username;
    await signIn();
    await pause();
    expect(asked()).toEqual(['exchange', 'accounts', 'agent', 'record=false']);
    await pause();
    expect(asked()).toEqual(['agent', 'record=false']);
  });

  it('has to be told where there are several', async () => {
    const { signIn, startCall, pause, settings, fake } = world;
    fake.knobs.signsIn = 'admin@example.com';
    fake.knobs.accounts = ['99990001', '99990002'];
    settings['agent'] = john.username;
    await signIn();
    const call = startCall();
    expect(await toFailure(pause())).toMatchObject({ code: 'misconfigured' });
    settings['accountId'] = '99990001';
    await pause();
    expect(call.recording.isPaused).toBe(true);
  });

  it('that the user may not see is told by the check', async () => {
    const { check, settings } = world;
    settings['accountId'] = '99990002';
    expect((await check()).at(-1)).toMatchObject({
      label: 'Reach RingCX',
      isOk: false,
      detail: expect.stringContaining('check the account ID'),
    });
  });
});

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
      label: 'Right to control recordings',
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
      ['Reach RingCX', true],
      ['Find the agent', true],
      ['Right to control recordings', true],
    ]);
  });
});
