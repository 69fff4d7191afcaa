// Whose call is paused; the phone's recordings are the judges.
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
    expect((await check()).at(-1)).toMatchObject({ label: 'check_ringcx_agent', isOk: false });
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
      label: 'check_ringcx_reach',
      isOk: false,
      detail: expect.stringContaining('check the account ID'),
    });
  });
});
