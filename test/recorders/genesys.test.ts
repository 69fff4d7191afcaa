// Genesys Web Services beyond what every recorder has to pass: what the answer alone does not say, and the desktop
// that lives in the same browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { genesys } from '../../src/recorders/genesys.ts';
import { createHttpClient } from '../../src/recorders/http.ts';
import type { CallRef } from '../../src/recorders/recorder.ts';
import { createBrowserFetch } from '../conformance/browser-fetch.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import { Phone, type PhoneCall } from '../lab/phone.ts';
import { noFaults } from '../lab/recorders/fake-server.ts';
import { signInDesktop, startDesktop, type Desktop } from '../lab/recorders/genesys-desktop.ts';
import {
  agentName,
  notificationsPath,
  startGenesys,
  type FakeGenesys,
  type GenesysKnobs,
} from '../lab/recorders/genesys.ts';

let dir = '';
let phone: Phone;
let call: PhoneCall;
let fake: FakeGenesys;
let send: typeof fetch;
let desktop: Desktop | undefined;
let settings: Record<string, unknown>;
let targets: CallRef[];
let tokens: ReturnType<typeof createMemoryTokens>;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'genesys-'));
  phone = new Phone({ recordingsDir: dir });
  call = phone.startCall('SIPSIP');
  fake = await startGenesys({ phone });
  send = createBrowserFetch();
  tokens = createMemoryTokens();
  settings = { baseUrl: fake.url };
  targets = [];
  await signInDesktop(fake, send);
  fake.requests.length = 0;
});
afterEach(async () => {
  desktop?.stop();
  desktop = undefined;
  await fake.stop();
  await phone.stop();
  rmSync(dir, { recursive: true });
});

function createContext() {
  const { signal } = new AbortController();
  const origins = genesys.origins({ baseUrl: fake.url });
  return {
    settings,
    signal,
    http: createHttpClient({ timeoutMs: 2_000, origins, signal, fetch: send }),
    tokens,
    now: () => Date.now(),
    target: async (callRef: CallRef) => void targets.push(callRef),
  };
}

const turn = (knobs: Partial<GenesysKnobs>) => void Object.assign(fake.knobs, knobs);
const pause = (held: CallRef | null = null) => genesys.pause(createContext(), held);
const resume = (callRef: CallRef) => genesys.resume(createContext(), callRef);
const read = (callRef: CallRef | null) => genesys.read(createContext(), callRef);
const useEvents = () => {
  settings = { ...settings, confirmBy: 'events' };
};

/** What was asked for, in short, oldest first. */
function asked(): string[] {
  return fake.requests.map(({ method, path, params, body }) => {
    if (path !== notificationsPath) return params['operationName'] ?? `${method} ${path}`;
    return (JSON.parse(body) as { channel: string }[]).map(({ channel }) => channel).join(' ');
  });
}

const list = 'GET /api/v2/me/calls';
const commands = () => asked().filter(what => what.endsWith('CallRecording'));

describe('a pause is verified by reading the call back', () => {
  it('in three requests where the back end is quick, and so is a resume in two', async () => {
    const outcome = await pause();
    expect(outcome).toEqual({ callRef: { callIds: [call.id] }, evidence: 'verified' });
    expect(asked()).toEqual([list, 'PauseCallRecording', list]);
    fake.requests.length = 0;
    expect(await resume(outcome.callRef)).toMatchObject({ evidence: 'verified' });
    expect(asked()).toEqual(['ResumeCallRecording', list]);
    expect(call.recording.isPaused).toBe(false);
  });

  it('waits for a back end that takes its time, and never claims it sooner', async () => {
    turn({ backEndMs: 400 });
    const outcome = await pause();
    expect(outcome.evidence).toBe('verified');
    expect(call.recording.isPaused).toBe(true);
    await resume(outcome.callRef);
    expect(call.recording.isPaused).toBe(false);
  });

  it('says so where the back end does nothing, within a second and a half', async () => {
    turn({ backEnd: 'ignores' });
    const startedMs = performance.now();
    await expect(pause()).rejects.toMatchObject({
      code: 'badAnswer',
      message: expect.stringContaining('not seen as paused'),
    });
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    // What may yet happen is owed.
    expect(targets).toEqual([{ callIds: [call.id] }]);
  });

  it('finds out that a pause which came too late for us is ours', async () => {
    turn({ backEndMs: 1_400 });
    await expect(pause()).rejects.toMatchObject({ code: 'badAnswer' });
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(true), 2_000);
    const { callRef, evidence } = await pause(targets[0] ?? null);
    expect(evidence).toBe('verified');
    expect(commands()).toHaveLength(1);
    turn({ backEndMs: 0 });
    await resume(callRef);
    expect(call.recording.isPaused).toBe(false);
  });

  it.each([{ hasRecordingState: false }, { hasRecordingState: false, hasAttachedData: false }])(
    'also where the call tells it only by %j',
    async knobs => {
      turn(knobs);
      expect(await pause()).toMatchObject({ evidence: 'verified' });
      expect(call.recording.isPaused).toBe(true);
    },
  );

  it('is only accepted where nothing in the call tells', async () => {
    turn({ isToldByEventsOnly: true });
    const { callRef, evidence } = await pause();
    expect(evidence).toBe('accepted');
    expect(call.recording.isPaused).toBe(true);
    expect(await read(callRef)).toEqual({ state: 'unknown' });
    await resume(callRef);
    expect(call.recording.isPaused).toBe(false);
  });

  it('is only accepted where the call cannot be read any more', async () => {
    const isFaulty = () => commands().length > 0;
    turn({ ...noFaults, status: 500, isFaulty: request => isFaulty() && request.method === 'GET' });
    expect(await pause()).toMatchObject({ evidence: 'accepted' });
    expect(call.recording.isPaused).toBe(true);
  });

  it('notices that the call ended meanwhile', async () => {
    turn({ backEndMs: 300 });
    const pausing = pause();
    pausing.catch(() => {});
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    phone.endCall(call.id);
    await expect(pausing).rejects.toMatchObject({ code: 'callOver' });
  });
});

describe('what may not be paused', () => {
  it('is not asked for, and the administrator is told what is off', async () => {
    turn({ isControllable: false });
    await expect(pause()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('api-voice-recording'),
    });
    expect(commands()).toEqual([]);
    const steps = await genesys.check(createContext());
    expect(steps.at(-1)).toMatchObject({
      isOk: false,
      detail: expect.stringContaining('PauseCallRecording'),
    });
  });

  it('because its state does not allow it, although it looks recorded', async () => {
    const instead = () => ({ json: { statusCode: 2, statusMessage: 'invalid state' } });
    turn({ ...noFaults, instead, isFaulty: ({ method }) => method === 'POST' });
    await expect(pause()).rejects.toMatchObject({ code: 'refused' });
    turn({ isToldByEventsOnly: true });
    await expect(pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('because nobody records it', async () => {
    fake.knobs.unrecorded.add(call.id);
    await expect(pause()).rejects.toMatchObject({ code: 'notRecording' });
    expect(commands()).toEqual([]);
  });

  it('because somebody else has: it is theirs to resume', async () => {
    call.recording.setPaused(true);
    await expect(pause()).rejects.toMatchObject({ code: 'notRecording' });
    const own = phone.startCall('SIPSIP');
    const { callRef } = await pause();
    expect(callRef).toEqual({ callIds: [own.id] });
    await resume(callRef);
    expect([call, own].map(({ recording }) => recording.isPaused)).toEqual([true, false]);
  });

  it('does not keep a call on hold from being paused', async () => {
    fake.knobs.callStates.set(call.id, 'Held');
    const consulted = phone.startCall('SIPSIP');
    fake.knobs.unrecorded.add(consulted.id);
    const { callRef } = await pause();
    expect(callRef).toEqual({ callIds: [call.id] });
    expect(call.recording.isPaused).toBe(true);
  });
});

describe('the session', () => {
  it('is neither begun nor ended, and no cookie is touched', async () => {
    settings = { ...settings, confirmBy: 'events' };
    const [before] = fake.sessions.all();
    const { callRef } = await pause();
    await read(callRef);
    await resume(callRef);
    await genesys.check(createContext());
    await genesys.prepare(createContext());
    expect(new Set(commands())).toEqual(new Set(['PauseCallRecording', 'ResumeCallRecording']));
    const operations = fake.requests.flatMap(({ params }) => params['operationName'] ?? []);
    expect(operations).toEqual(commands());
    expect(new Set(fake.requests.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']));
    expect(fake.sessions.all()).toEqual([before]);
    expect(fake.requests.every(({ headers }) => headers.cookie?.includes(`JSESSIONID=${before?.id}`))).toBe(
      true,
    );
  });

  it('is the desktop’s, without a password', async () => {
    await pause();
    expect(fake.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
    fake.sessions.closeAll();
    await expect(pause()).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('takes user names and passwords of any language', async () => {
    const userName = 'jürgen@example.test';
    turn({ agents: { [userName]: { password: 'пароль:ß', extension: 'SIPSIP' } }, isCookieEnough: false });
    fake.sessions.closeAll();
    settings = { ...settings, account: 'password', userName, password: 'пароль:ß' };
    expect(await pause()).toMatchObject({ evidence: 'verified' });
  });

  it('carries the CSRF token under the name that the server gives it', async () => {
    turn({ csrfHeader: 'X-Other-Token' });
    const { callRef } = await pause();
    await resume(callRef);
    expect(commands()).toHaveLength(2);
    expect(call.recording.changes).toHaveLength(2);
  });

  it('asks for a new CSRF token once, where its own is refused', async () => {
    settings = {
      ...settings,
      account: 'password',
      userName: agentName,
      password: fake.knobs.agents[agentName]?.password,
    };
    const { callRef } = await pause();
    fake.sessions.closeAll();
    fake.requests.length = 0;
    await resume(callRef);
    expect(asked().slice(0, 3)).toEqual(['ResumeCallRecording', 'GET /api/v2/me', 'ResumeCallRecording']);
    expect(call.recording.isPaused).toBe(false);
  });

  it('sends the Origin that the server wants with each request', async () => {
    useEvents();
    await pause();
    expect(new Set(fake.requests.map(({ headers }) => headers.origin))).toEqual(new Set([fake.url]));
    expect(genesys.originRewrites(settings)).toEqual([{ to: fake.url, origin: fake.url }]);
    settings = { ...settings, origin: 'https://desktop.example.test' };
    expect(genesys.originRewrites(settings)).toEqual([
      { to: fake.url, origin: 'https://desktop.example.test' },
    ]);
    await expect(pause()).rejects.toMatchObject({ code: 'forbidden' });
    turn({ allowedOrigins: ['https://desktop.example.test'] });
    expect(await pause({ callIds: [call.id] })).toMatchObject({ evidence: 'verified' });
  });

  it('is found with and without the path of the API', async () => {
    settings = { baseUrl: `${fake.url}/api/v2/` };
    expect(await pause()).toMatchObject({ evidence: 'verified' });
  });
});

describe('events', () => {
  beforeEach(useEvents);
  /** Our client takes its leave without being waited for. */
  const untilGone = async (left = 0) => {
    const [session] = fake.sessions.all();
    await vi.waitFor(() => expect(fake.events.clientsOf(session?.id ?? '')).toBe(left));
  };

  it.each(['new', 'old', 'noMessageType'] as const)(
    'verify what the call does not tell (%s)',
    async eventFormat => {
      turn({ isToldByEventsOnly: true, eventMs: 150, eventFormat });
      expect(await pause()).toMatchObject({ evidence: 'verified' });
      await untilGone();
      turn({ eventMs: null });
      await wait(50);
      expect(await resume({ callIds: [call.id] })).toMatchObject({ evidence: 'accepted' });
    },
  );

  it('count when they come before the answer', async () => {
    turn({ isToldByEventsOnly: true, eventMs: 100, answerMs: 300 });
    expect(await pause()).toMatchObject({ evidence: 'verified' });
  });

  it('are not forgotten because the call itself tells nothing', async () => {
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
    turn({ eventMs: 0 });
    expect(await pause()).toMatchObject({ evidence: 'verified' });
    expect(asked().filter(what => what === list)).toHaveLength(2);
  });

  it('that never come are made up for by a last look', async () => {
    turn({ backEndMs: 300, eventMs: null });
    expect(await pause()).toMatchObject({ evidence: 'verified' });
    expect(call.recording.isPaused).toBe(true);
  });

  it('are taken up again where the server forgot us, and the call is asked for what was missed', async () => {
    turn({ backEndMs: 450, eventMs: 0 });
    const pausing = pause();
    await vi.waitFor(() => expect(asked()).toContain('/meta/subscribe /meta/connect'));
    fake.events.forgetClients();
    await vi.waitFor(() => expect(asked().filter(what => what === '/meta/handshake')).toHaveLength(2));
    expect(await pausing).toMatchObject({ evidence: 'verified' });
    await untilGone();
  });

  it('that tell of a failure are no pause, and may be about somebody else’s request', async () => {
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
      turn({ ...noFaults, ...faults, isFaulty: ({ path }) => path === notificationsPath });
      const startedMs = performance.now();
      expect(await pause()).toMatchObject({ evidence: 'verified' });
      expect(performance.now() - startedMs).toBeLessThan(1_000);
      expect(call.recording.isPaused).toBe(true);
      expect((await genesys.check(createContext())).at(-1)?.isOk).toBe(false);
    },
  );

  it('are never waited for before the pause leaves', async () => {
    turn({ ...noFaults, delayMs: 500, isFaulty: ({ path }) => path === notificationsPath });
    const startedMs = performance.now();
    void pause();
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(true));
    expect(performance.now() - startedMs).toBeLessThan(300);
    await wait(1_500);
  });

  it('leave no client behind, and hold no connection meanwhile', async () => {
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
    turn({ toldClients: 'newest', isClientTheSession: true });
    desktop = await startDesktop(fake, send);
    const { callRef } = await pause();
    await resume(callRef);
    await vi.waitFor(() => expect(desktop?.heard).toHaveLength(2));
    expect(desktop.troubles).toEqual([]);
    expect(fake.sessions.all()).toHaveLength(1);
  });
});

describe('settings', () => {
  it.each([
    [{ account: 'password' }, 'genesysPasswordMissing'],
    [{ account: 'password', userName: 'agent' }, 'genesysPasswordMissing'],
    [{ account: 'password', userName: 'a:b', password: 'secret' }, 'genesysNoColon'],
    [{ baseUrl: 'http://gws.example.test' }, 'recorderAddress'],
  ])('%j are refused', (given, message) => {
    const parsed = genesys.settings.safeParse({ baseUrl: 'https://gws.example.test', ...given });
    expect(parsed.error?.issues.map(issue => issue.message)).toContain(message);
  });
});
