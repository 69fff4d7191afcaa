// The life of RingCX's tokens, by a clock that is moved, and proved by the recording where a pause is meant.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRingcxWorld, minuteMs, toFailure, type RingcxWorld } from './ringcx-world.ts';

describe('the tokens of RingCX', () => {
  let world: RingcxWorld;
  beforeEach(async () => {
    world = await createRingcxWorld();
    await world.signIn();
  });
  afterEach(async () => await world.stop());

  const look = 'agent';

  it('need one more request for the first pause, and none for those that follow', async () => {
    const { startCall, pause, resume, asked } = world;
    startCall();
    const { callRef } = await pause();
    expect(asked()).toEqual(['exchange', look, 'record=false']);
    await resume(callRef);
    expect(asked()).toEqual(['record=true']);
    await pause();
    expect(asked()).toEqual([look, 'record=false']);
  });

  it('are renewed at 4 minutes, a minute before they end', async () => {
    const { startCall, pause, clock, asked } = world;
    startCall();
    await pause();
    asked();
    clock.nowMs += 4 * minuteMs - 1;
    await pause();
    expect(asked()).toEqual([look, 'record=false']);
    clock.nowMs += 1;
    await pause();
    expect(asked()).toEqual(['refresh', look, 'record=false']);
  });

  it('are had ahead of the pause when it prepares, and only then when they are about to end', async () => {
    const { startCall, pause, prepare, clock, asked } = world;
    const call = startCall();
    await prepare();
    expect(asked()).toEqual(['exchange']);
    await prepare();
    expect(asked()).toEqual([]);
    clock.nowMs += 4 * minuteMs;
    await prepare();
    expect(asked()).toEqual(['refresh']);
    await pause();
    expect(asked()).toEqual([look, 'record=false']);
    expect(call.recording.isPaused).toBe(true);
  });

  it('carry a pause of an hour, and its resume', async () => {
    const { startCall, pause, resume, clock, fake } = world;
    const call = startCall();
    let { callRef } = await pause();
    for (let index = 0; index < 12; index += 1) {
      clock.nowMs += 5 * minuteMs + 1;
      callRef = (await pause(callRef)).callRef;
      expect(call.recording.changes).toHaveLength(1);
    }
    clock.nowMs += 5 * minuteMs + 1;
    await resume(callRef);
    expect(call.recording.isPaused).toBe(false);
    expect(fake.requests.filter(({ answeredAtMs }) => answeredAtMs === null)).toEqual([]);
  });

  it('that ended before their time are renewed once, and the command is sent again', async () => {
    const { startCall, pause, resume, fake, asked } = world;
    const call = startCall();
    const { callRef } = await pause();
    fake.auth.expireRingcx();
    asked();
    await resume(callRef);
    expect(asked()).toEqual(['record=true', 'refresh', 'record=true']);
    expect(call.recording.isPaused).toBe(false);
  });

  it('are renewed once for all who ask at the same time', async () => {
    const { startCall, pause, fake, clock, asked } = world;
    startCall();
    await pause();
    for (const spoil of [() => fake.auth.expireRingcx(), () => void (clock.nowMs += 6 * minuteMs)]) {
      spoil();
      asked();
      await Promise.all(Array.from({ length: 8 }, () => pause()));
      expect(asked().filter(name => name === 'refresh')).toHaveLength(1);
    }
  });

  it('are exchanged once for all who ask at the same time', async () => {
    const { startCall, pause, asked } = world;
    startCall();
    await Promise.all(Array.from({ length: 8 }, () => pause()));
    expect(asked().filter(name => name === 'exchange')).toHaveLength(1);
  });

  it('of one use are never sent twice', async () => {
    const { startCall, pause, fake, clock } = world;
    startCall();
    for (let index = 0; index < 4; index += 1) {
      await pause();
      clock.nowMs += 5 * minuteMs;
    }
    const sent = fake.requests.flatMap(({ params }) => params['refresh_token'] ?? []);
    expect(sent.length).toBe(3);
    expect(new Set(sent).size).toBe(sent.length);
  });

  it('are stored before they are used', async () => {
    const { startCall, pause, fake, clock, tokens } = world;
    startCall();
    await pause();
    clock.nowMs += 5 * minuteMs;
    let storedAtUse: unknown;
    fake.knobs.instead = ({ headers }) => {
      storedAtUse = { sent: headers.authorization, stored: JSON.stringify(tokens.session.get('ringcx')) };
      return { status: 500 };
    };
    fake.knobs.isFaulty = ({ path }) => path.endsWith('/agent');
    await toFailure(pause());
    const { sent, stored } = storedAtUse as { sent: string; stored: string };
    expect(stored).toContain(sent.replace('Bearer ', ''));
    expect(stored).toContain(fake.secrets.findLast(secret => secret.startsWith('cx-refresh')));
  });

  it('that got lost with their answer are had anew by the other way', async () => {
    const { startCall, pause, fake, clock, asked } = world;
    const call = startCall();
    await pause();
    clock.nowMs += 5 * minuteMs;
    Object.assign(fake.knobs, {
      dropAfterActing: true,
      isFaulty: ({ path }: { path: string }) => path.endsWith('/refresh'),
    });
    expect(await toFailure(pause())).toMatchObject({ code: 'unreachable' });
    Object.assign(fake.knobs, { dropAfterActing: false });
    asked();
    await pause();
    expect(asked()).toEqual(['refresh', 'exchange', look, 'record=false']);
    expect(call.recording.isPaused).toBe(true);
  });

  it('are had for RingCentral’s token again where RingCX’s refresh token is dead', async () => {
    const { startCall, pause, fake, asked } = world;
    startCall();
    await pause();
    fake.auth.expireRingcx();
    fake.auth.expireRingcxRefresh();
    asked();
    await pause();
    expect(asked()).toEqual([look, 'refresh', 'exchange', look, 'record=false']);
  });

  it('of RingCentral are renewed where they have ended, by time or by RingCentral', async () => {
    const { startCall, pause, fake, clock, asked } = world;
    startCall();
    await pause();
    clock.nowMs += 61 * minuteMs;
    asked();
    await pause();
    expect(asked()).toEqual(['refresh', 'ringcentral refresh_token', 'exchange', look, 'record=false']);
    fake.auth.expireRingcxRefresh();
    fake.auth.expireRingCentral();
    clock.nowMs += 5 * minuteMs;
    await pause();
    expect(asked()).toEqual([
      'refresh',
      'exchange',
      'ringcentral refresh_token',
      'exchange',
      look,
      'record=false',
    ]);
  });

  it('of RingCentral that got lost with their answer are had again with the same refresh token', async () => {
    const { startCall, pause, fake, clock, asked } = world;
    startCall();
    clock.nowMs += 61 * minuteMs;
    Object.assign(fake.knobs, {
      dropAfterActing: true,
      isFaulty: ({ path }: { path: string }) => path.endsWith('/oauth/token'),
    });
    expect(await toFailure(pause())).toMatchObject({ code: 'unreachable' });
    Object.assign(fake.knobs, { dropAfterActing: false });
    asked();
    await pause();
    expect(asked()).toEqual(['ringcentral refresh_token', 'exchange', look, 'record=false']);
  });

  it('are given up where RingCentral has ended the sign-in, and nothing more is sent', async () => {
    const { startCall, pause, check, fake, clock, asked } = world;
    const call = startCall();
    await pause();
    fake.auth.endSignIn();
    fake.auth.expireRingcxRefresh();
    clock.nowMs += 61 * minuteMs;
    asked();
    const failure = { code: 'unauthorized', message: expect.stringContaining('sign in again') };
    expect(await toFailure(pause())).toMatchObject(failure);
    expect(asked()).toEqual(['refresh', 'ringcentral refresh_token']);
    expect(await toFailure(pause())).toMatchObject({ code: 'unauthorized' });
    expect(asked()).toEqual([]);
    expect(await check()).toEqual([
      {
        label: 'check_signIn_ringcentral',
        isOk: false,
        found: [],
        code: 'unauthorized',
        detail: expect.stringContaining('nobody is signed in'),
      },
    ]);
    expect(call.recording.changes).toHaveLength(1);
  });

  it('end 7 days after they were last renewed, which the check says', async () => {
    const { check, clock, asked } = world;
    expect((await check())[0]?.found).toContainEqual(['check_ringcx_good', '168']);
    clock.nowMs += 8 * 24 * 60 * minuteMs;
    asked();
    expect((await check()).at(-1)?.detail).toContain('expired');
    expect(asked()).toEqual(['refresh']);
  });

  it('are taken for old where the clock was set back', async () => {
    const { startCall, pause, clock, asked } = world;
    startCall();
    await pause();
    clock.nowMs -= minuteMs;
    asked();
    await pause();
    expect(asked()).toContain('refresh');
  });

  it('are not sent to another address', async () => {
    const { pause, startCall, asked } = world;
    startCall();
    await pause();
    asked();
    for (const other of [{ clientId: 'another' }, { baseUrl: `${world.fake.url}/elsewhere` }]) {
      const { settings } = world;
      world.settings = { ...settings, ...other };
      expect(await toFailure(pause())).toMatchObject({ code: 'unauthorized' });
      expect(asked()).toEqual([]);
      world.settings = settings;
    }
  });
});
