// Events over a real CometD server, and the desktop that listens there too.
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noFaults } from '../lab/recorders/fake-server.ts';
import { startDesktop, type Desktop } from '../lab/recorders/genesys-desktop.ts';
import { notificationsPath } from '../lab/recorders/genesys.ts';
import { list, useScene } from './genesys-scene.ts';

const scene = useScene();
let desktop: Desktop | undefined;
afterEach(() => desktop?.stop());

describe('events', () => {
  beforeEach(() => {
    scene().settings['confirmBy'] = 'events';
  });
  /** Our client takes its leave without being waited for. */
  const untilGone = async (left = 0) => {
    const { fake } = scene();
    const [session] = fake.sessions.all();
    await vi.waitFor(() => expect(fake.events.clientsOf(session?.id ?? '')).toBe(left));
  };

  it.each(['new', 'old', 'noMessageType'] as const)(
    'verify what the call does not tell (%s)',
    async eventFormat => {
      const { call, turn, pause, resume } = scene();
      turn({ isToldByEventsOnly: true, eventMs: 150, eventFormat });
      expect(await pause()).toMatchObject({ evidence: 'verified' });
      await untilGone();
      turn({ eventMs: null });
      await wait(50);
      expect(await resume({ callIds: [call.id] })).toMatchObject({ evidence: 'accepted' });
    },
  );

  it('count when they come before the answer', async () => {
    const { turn, pause } = scene();
    turn({ isToldByEventsOnly: true, eventMs: 100, answerMs: 300 });
    expect(await pause()).toMatchObject({ evidence: 'verified' });
  });

  it('are not forgotten because the call itself tells nothing', async () => {
    const { phone, fake, turn, pause, asked } = scene();
    phone.startCall('SIPSIP');
    let count = 0;
    // One call's event comes before the server forgets us, the other's after.
    const eventMs = { get: () => ((count += 1) === 1 ? 50 : 400), enumerable: false };
    Object.defineProperty(fake.knobs, 'eventMs', eventMs);
    turn({ isToldByEventsOnly: true });
    const pausing = pause();
    await vi.waitFor(() => expect(asked()).toContain('/meta/connect'));
    await wait(30);
    fake.events.forgetClients();
    expect(await pausing).toMatchObject({ evidence: 'verified' });
  });

  it('that come too soon for our subscription cost a look at the call', async () => {
    const { turn, pause, asked } = scene();
    turn({ eventMs: 0 });
    expect(await pause()).toMatchObject({ evidence: 'verified' });
    expect(asked().filter(what => what === list)).toHaveLength(2);
  });

  it('that never come are made up for by a last look', async () => {
    const { call, turn, pause } = scene();
    turn({ backEndMs: 300, eventMs: null });
    expect(await pause()).toMatchObject({ evidence: 'verified' });
    expect(call.recording.isPaused).toBe(true);
  });

  it('are taken up again where the server forgot us, and the call is asked for what was missed', async () => {
    const { fake, turn, pause, asked } = scene();
    turn({ backEndMs: 450, eventMs: 0 });
    const pausing = pause();
    await vi.waitFor(() => expect(asked()).toContain('/meta/subscribe /meta/connect'));
    fake.events.forgetClients();
    await vi.waitFor(() => expect(asked().filter(what => what === '/meta/handshake')).toHaveLength(2));
    expect(await pausing).toMatchObject({ evidence: 'verified' });
    await untilGone();
  });

  it('that tell of a failure are no pause, and may be about somebody else’s request', async () => {
    const { call, turn, pause } = scene();
    turn({ backEnd: 'complains', backEndMs: 100 });
    await expect(pause()).rejects.toMatchObject({
      code: 'badAnswer',
      message: expect.stringContaining('The recorder did not answer'),
    });
    expect(call.recording.isPaused).toBe(false);
    turn({ isToldByEventsOnly: true });
    await expect(pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it.each([{ status: 500 }, { hang: true }, { html: true }, { status: 403 }])(
    'that cannot be had (%j) leave it to reading',
    async faults => {
      const { call, turn, pause, check } = scene();
      turn({ ...noFaults, ...faults, isFaulty: ({ path }) => path === notificationsPath });
      const startedMs = performance.now();
      expect(await pause()).toMatchObject({ evidence: 'verified' });
      expect(performance.now() - startedMs).toBeLessThan(1_000);
      expect(call.recording.isPaused).toBe(true);
      expect((await check()).at(-1)?.isOk).toBe(false);
    },
  );

  it('are never waited for before the pause leaves', async () => {
    const { call, turn, pause } = scene();
    turn({ ...noFaults, delayMs: 500, isFaulty: ({ path }) => path === notificationsPath });
    const startedMs = performance.now();
    void pause();
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(true));
    expect(performance.now() - startedMs).toBeLessThan(300);
    await wait(1_500);
  });

  it('leave no client behind, and hold no connection meanwhile', async () => {
    const { fake, turn, pause, resume } = scene();
    turn({ backEndMs: 300, eventMs: 50 });
    const { callRef } = await pause();
    await untilGone();
    await resume(callRef);
    await untilGone();
    expect(fake.requests.every(({ answeredAtMs }) => answeredAtMs !== null)).toBe(true);
    const connects = fake.requests.filter(({ body }) => body.includes('/meta/connect'));
    for (const { atMs, answeredAtMs } of connects)
      expect((answeredAtMs ?? Infinity) - atMs).toBeLessThan(100);
  });

  it('leave the desktop its place, its subscription and its events', async () => {
    const { call, fake, send, turn, pause, resume } = scene();
    desktop = await startDesktop(fake, send);
    turn({ backEndMs: 300, eventMs: 50 });
    const { callRef } = await pause();
    await resume(callRef);
    await untilGone(1);
    await vi.waitFor(() => expect(desktop?.heard).toHaveLength(2));
    call.recording.setPaused(false);
    await pause();
    await vi.waitFor(() => expect(desktop?.heard).toHaveLength(3));
    expect(desktop.troubles).toEqual([]);
  });
});

describe('without events', () => {
  it('the desktop is left alone by a server that knows one client only and ends the session with it', async () => {
    const { fake, send, turn, pause, resume } = scene();
    turn({ toldClients: 'newest', isClientTheSession: true });
    desktop = await startDesktop(fake, send);
    const { callRef } = await pause();
    await resume(callRef);
    await vi.waitFor(() => expect(desktop?.heard).toHaveLength(2));
    expect(desktop.troubles).toEqual([]);
    expect(fake.sessions.all()).toHaveLength(1);
  });
});
