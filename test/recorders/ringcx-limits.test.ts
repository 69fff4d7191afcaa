// RingCentral's limits, kept by us, and what is left of a sign-in when the browser is closed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRingcxWorld, minuteMs, toFailure, type RingcxWorld } from './ringcx-world.ts';

describe('the limits of RingCentral', () => {
  let world: RingcxWorld;
  beforeEach(async () => {
    world = await createRingcxWorld({ ringcxRefreshLifeMs: 0 });
    await world.signIn();
  });
  afterEach(async () => await world.stop());

  it('are kept: never more than 5 exchanges in a minute, and the wait is told', async () => {
    const { startCall, pause, fake, clock } = world;
    const call = startCall();
    for (let index = 0; index < 5; index += 1) {
      await pause();
      fake.auth.expireRingcx();
      clock.nowMs += 1_000;
    }
    const failure = await toFailure(pause());
    expect(failure).toMatchObject({ code: 'rateLimited', retryAfterMs: 55_000 });
    expect(fake.requests.filter(({ path }) => path.endsWith('/rc/accesstoken'))).toHaveLength(5);
    clock.nowMs += 55_000;
    await pause();
    expect(call.recording.isPaused).toBe(true);
  });

  it.each([
    { retryAfter: null, waitMs: 30_000 },
    { retryAfter: '7', waitMs: 7_000 },
    { retryAfter: '999999999999', waitMs: 600_000 },
  ])('once met ($retryAfter) are waited for without another request', async ({ retryAfter, waitMs }) => {
    const { startCall, pause, fake, clock, asked } = world;
    startCall();
    Object.assign(fake.knobs, { exchangesPerMinute: 0, limitRetryAfter: retryAfter });
    expect(await toFailure(pause())).toMatchObject({ code: 'rateLimited', retryAfterMs: waitMs });
    expect(asked()).toEqual(['exchange']);
    clock.nowMs += waitMs - 1;
    expect(await toFailure(pause())).toMatchObject({ code: 'rateLimited', retryAfterMs: 1 });
    expect(asked()).toEqual([]);
    fake.knobs.exchangesPerMinute = 5;
    clock.nowMs += minuteMs;
    await pause();
    expect(asked()).toContain('exchange');
  });

  it('do not outlast a clock that was set back', async () => {
    const { startCall, pause, fake, clock } = world;
    startCall();
    Object.assign(fake.knobs, {
      status: 429,
      isFaulty: ({ path }: { path: string }) => path.endsWith('/rc/accesstoken'),
    });
    await toFailure(pause());
    Object.assign(fake.knobs, { status: null });
    clock.nowMs -= 60 * minuteMs;
    await pause();
  });
});

describe('a browser that is closed', () => {
  let world: RingcxWorld;
  beforeEach(async () => {
    world = await createRingcxWorld();
  });
  afterEach(async () => await world.stop());

  it('ends the sign-in', async () => {
    await world.signIn();
    expect(world.tokens.kept.size).toBe(0);
    world.tokens.restartBrowser();
    world.startCall();
    expect(await toFailure(world.pause())).toMatchObject({ code: 'unauthorized' });
    expect(world.asked()).toEqual([]);
  });

  it('keeps the sign-in where that is allowed: RingCentral’s refresh token, and nothing else', async () => {
    world.settings['staySignedIn'] = true;
    await world.signIn();
    const call = world.startCall();
    await world.pause();
    expect([...world.tokens.kept.keys()]).toEqual(['ringcentralRefresh']);
    world.tokens.restartBrowser();
    world.asked();
    await world.pause();
    expect(world.asked()).toEqual(['ringcentral refresh_token', 'exchange', 'agent', 'record=false']);
    expect(call.recording.isPaused).toBe(true);
    const kept = JSON.stringify([...world.tokens.kept.values()]);
    expect(kept).toContain(world.fake.secrets.findLast(secret => secret.startsWith('rc-refresh')));
    expect(kept).not.toContain(world.fake.secrets.findLast(secret => secret.startsWith('rc-access')));
  });

  it('keeps nothing any more where that is no longer allowed', async () => {
    world.settings['staySignedIn'] = true;
    await world.signIn();
    world.settings['staySignedIn'] = false;
    world.tokens.restartBrowser();
    expect((await world.check()).at(-1)?.detail).toContain('nobody is signed in');
    expect(world.tokens.kept.size).toBe(0);
    expect(world.asked()).toEqual([]);
  });
});
