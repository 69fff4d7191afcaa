// A trial with the real coordinator, the real adapters, and a recorder on loopback: what it shows, and what it leaves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toConfigured } from '../../src/background/configure.ts';
import { createCoordinator } from '../../src/background/coordinator.ts';
import { runCheck, runRequest } from '../../src/background/requests.ts';
import { createTrials } from '../../src/background/trial.ts';
import type { Note } from '../../src/recording/notes.ts';
import { createState, stateSchema, type State } from '../../src/recording/state.ts';
import type { Trial } from '../../src/recording/trial.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { Phone } from '../lab/phone.ts';
import { byCall, byExtension } from '../lab/recorders/custom-descriptions.ts';
import { startCustom, type CustomFake } from '../lab/recorders/custom.ts';

vi.mock('../../src/browser.ts', () => ({
  browser: { storage: { session: { get: async () => ({}), set: async () => {} } } },
}));

let dir = '';
let phone: Phone;
let api: CustomFake;
let boots: AbortController[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'cardhush-trial-'));
  phone = new Phone({ recordingsDir: dir });
  api = await startCustom(phone, ({ headers }) => headers.authorization !== 'Bearer WRONG');
});
afterEach(async () => {
  for (const one of boots) one.abort();
  boots = [];
  await api.stop();
  await phone.stop();
  rmSync(dir, { recursive: true, force: true });
});

const readable = { ...byCall, traits: { ...byCall.traits, readEveryMs: 1_000 } };

/** A worker on this desk; a second one starts with what the first has stored. */
function boot({
  description = readable as object,
  secret = 'x',
  mode = 'enforce',
  governance = {} as object,
  stored = null as State | null,
} = {}) {
  const dead = new AbortController();
  boots.push(dead);
  const settings = settingsSchema.parse({
    mode,
    governance,
    timings: { lingerMs: 200 },
    recorders: [
      {
        id: 'r0',
        type: 'custom',
        settings: {
          baseUrl: api.url,
          description: JSON.stringify(description),
          extension: '1001',
          user: 'u',
        },
      },
    ],
  });
  const known = { settings, secrets: { r0: { secret } } };
  const desk = { stored, notes: [] as Note[], kill: () => dead.abort() };
  const halt = () => new Promise<never>(() => {});
  let timer: ReturnType<typeof setTimeout> | undefined;
  const coordinator = createCoordinator({
    now: () => Date.now(),
    takeJump: () => 0,
    load: async () => ({
      state: stored ?? createState(),
      events: [toConfigured(known, () => {}), ...(stored === null ? [] : [{ type: 'restarted' as const }])],
    }),
    async save(state, notes) {
      if (dead.signal.aborted) return await halt();
      desk.stored = stateSchema.parse(JSON.parse(JSON.stringify(state)));
      desk.notes.push(...notes);
    },
    async request(effect, saved, onTarget) {
      const answer = await runRequest(effect, known, saved, onTarget);
      return dead.signal.aborted ? await halt() : answer;
    },
    publish: (_view, state) => trials.onState(state),
    wakeAt(atMs) {
      clearTimeout(timer);
      if (atMs === null || dead.signal.aborted) return;
      timer = setTimeout(() => void coordinator.dispatch({ type: 'tick' }), Math.max(0, atMs - Date.now()));
    },
    report: problem => void expect.unreachable(String(problem)),
  });
  dead.signal.addEventListener('abort', () => clearTimeout(timer));
  const trials = createTrials({
    coordinator,
    inForce: async () => known,
    check: runCheck,
    now: () => performance.now(),
  });
  return { ...desk, desk, coordinator, trials };
}

type Booted = ReturnType<typeof boot>;

/** Tries, and keeps what was shown. */
function attempt({ trials }: Booted, signal = new AbortController().signal, id = 'r0') {
  const shown: Trial[] = [];
  const done = trials.run(id, trial => void shown.push(structuredClone(trial)), signal);
  return { shown, done, last: () => shown.at(-1) };
}
const statesOf = (trial: Trial | undefined) => trial?.steps.map(({ state }) => state);

describe('a trial', () => {
  it('walks check, pause, read back and resume, and shows each as it happens', async () => {
    const call = phone.startCall('1001');
    const worker = boot();
    const { shown, done, last } = attempt(worker);
    await done;
    expect(last()).toMatchObject({ result: 'verified' });
    expect(statesOf(last())).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(shown.map(trial => statesOf(trial)?.indexOf('running'))).toEqual([0, -1, 1, -1, 2, -1, 3, -1, -1]);
    for (const { tookMs } of last()?.steps ?? []) expect(tookMs).toBeGreaterThanOrEqual(0);
    expect(call.recording.changes.map(({ isPaused }) => isPaused)).toEqual([true, false]);
    // Everybody who keeps count knows of it.
    expect(worker.desk.notes.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['holdStarted', 'paused', 'verified', 'resumed', 'holdEnded']),
    );
    expect((await worker.coordinator.view()).status).toBe('ready');
  });

  it('says where a recorder cannot be read, and reaches "accepted"', async () => {
    phone.startCall('1001');
    const { done, last } = attempt(boot({ description: byExtension }));
    await done;
    expect(last()?.result).toBe('accepted');
    expect(last()?.steps[2]).toMatchObject({ state: 'skipped', remark: 'cannotRead' });
  });

  it('without a call comes to "no call", and touches nothing', async () => {
    const { done, last } = attempt(boot());
    await done;
    expect(last()).toMatchObject({ result: 'noCall' });
    expect(statesOf(last())).toEqual(['ok', 'skipped', 'waiting', 'skipped']);
    expect(last()?.steps[3]?.remark).toBe('nothingToResume');
  });

  it('stops at a check that fails: the recording is not touched', async () => {
    const call = phone.startCall('1001');
    const worker = boot({ secret: 'WRONG' });
    const { done, last } = attempt(worker);
    await done;
    expect(last()).toMatchObject({
      result: 'failed',
      steps: [{ failure: { code: 'unauthorized' } }, {}, {}, {}],
    });
    expect(statesOf(last())).toEqual(['failed', 'waiting', 'waiting', 'waiting']);
    expect(call.recording.changes).toEqual([]);
    expect(worker.desk.notes).toEqual([]);
  });

  it('shows a recorder that refuses, and ends with nothing paused', async () => {
    const call = phone.startCall('1001');
    api.faults.isFaulty = ({ method }) => method === 'PUT';
    api.faults.instead = () => ({
      status: 409,
      json: { error: { message: 'Recording is mandatory here.' } },
    });
    const worker = boot();
    const { done, last } = attempt(worker);
    await done;
    expect(last()).toMatchObject({
      result: 'failed',
      steps: [
        {},
        {
          state: 'failed',
          failure: { code: 'refused', reason: expect.stringContaining('Recording is mandatory here.') },
        },
        {},
        {},
      ],
    });
    expect(last()?.steps[3]).toMatchObject({ state: 'skipped', remark: 'nothingToResume' });
    expect(call.recording.changes).toEqual([]);
    expect((await worker.coordinator.state()).episode).toBeNull();
  });

  it('that may have paused resumes, although it saw no yes', async () => {
    const call = phone.startCall('1001');
    api.faults.isFaulty = ({ method, body }) => method === 'PUT' && body.includes('paused');
    api.faults.dropAfterActing = true;
    const { done, last } = attempt(boot());
    await done;
    expect(last()).toMatchObject({ result: 'failed' });
    expect(last()?.steps[1]?.failure?.code).toBe('unreachable');
    expect(last()?.steps[3]?.state).toBe('ok');
    expect(call.recording.changes.map(({ isPaused }) => isPaused)).toEqual([true, false]);
  });

  it('says that the recording may still be paused where the resume fails, and the coordinator goes on trying', async () => {
    const call = phone.startCall('1001');
    api.faults.isFaulty = ({ method, body }) => method === 'PUT' && body.includes('recording');
    api.faults.status = 503;
    const worker = boot({ description: { ...readable, read: undefined } });
    const { done, last } = attempt(worker);
    await done;
    expect(last()).toMatchObject({ result: 'stillPaused' });
    expect((await worker.coordinator.view()).status).toBe('stillPaused');
    api.faults.status = null;
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(false), 5_000);
  });

  it('whose reader goes away resumes at once', async () => {
    const call = phone.startCall('1001');
    const reader = new AbortController();
    const { done, last } = attempt(boot(), reader.signal);
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(true));
    reader.abort();
    await done;
    expect(call.recording.isPaused).toBe(false);
    expect(last()?.result).toBe('stopped');
  });

  it('whose worker dies is ended by the next one', { timeout: 20_000 }, async () => {
    const call = phone.startCall('1001');
    const worker = boot();
    void attempt(worker);
    await vi.waitFor(() => expect(worker.desk.stored?.channels[0]?.phase).toBe('paused'));
    worker.kill();
    boot({ stored: worker.desk.stored });
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(false), { timeout: 14_000, interval: 100 });
  });

  it('leaves the pause to a card field that got focus meanwhile', async () => {
    const call = phone.startCall('1001');
    const worker = boot();
    const { done, last } = attempt(worker);
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(true));
    await worker.coordinator.dispatch({
      type: 'hold', id: 'f', seq: 1, kind: 'card-number', site: 'https://crm.test', tabId: 1, isAway: false,
    }); // prettier-ignore
    await done;
    expect(last()).toMatchObject({ result: 'takenOver' });
    expect(call.recording.isPaused).toBe(true);
    expect((await worker.coordinator.view()).status).toBe('paused');
  });

  it('lasts no longer than policy lets a pause by hand last', { timeout: 15_000 }, async () => {
    const call = phone.startCall('1001');
    const slow = { ...readable, traits: { ...readable.traits, readEveryMs: 20_000 } };
    const governance = { manualPauses: 'short', shortPauseMs: 5_000 };
    const { done, last } = attempt(boot({ description: slow, governance }));
    await done;
    expect(last()?.result).toBe('stopped');
    const [pausedAt, resumedAt] = call.recording.changes.map(({ atMs }) => atMs);
    expect((resumedAt ?? 0) - (pausedAt ?? 0)).toBeLessThan(7_000);
  });

  it('ends when a person resumes', async () => {
    const call = phone.startCall('1001');
    const worker = boot();
    const { done, last } = attempt(worker);
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(true));
    await worker.coordinator.dispatch({ type: 'manualResume' });
    await done;
    expect(last()?.result).toBe('stopped');
    expect(call.recording.isPaused).toBe(false);
  });
});

describe('a trial is refused, and touches nothing,', () => {
  it('while something is held', async () => {
    const call = phone.startCall('1001');
    const worker = boot();
    await worker.coordinator.dispatch({ type: 'manualPause' });
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(true));
    const { done, shown } = attempt(worker);
    await done;
    expect(shown).toMatchObject([{ result: 'busy' }]);
    expect(call.recording.isPaused).toBe(true);
  });

  it('while another one runs', async () => {
    phone.startCall('1001');
    const worker = boot();
    const first = attempt(worker);
    const second = attempt(worker);
    await Promise.all([first.done, second.done]);
    expect(second.shown).toMatchObject([{ result: 'otherTrial' }]);
    expect(first.last()?.result).toBe('verified');
  });

  it('in observe mode', async () => {
    const { done, shown } = attempt(boot({ mode: 'observe' }));
    await done;
    expect(shown).toMatchObject([{ result: 'observing' }]);
    expect(api.requests).toEqual([]);
  });

  it('where nobody may pause by hand', async () => {
    const call = phone.startCall('1001');
    const { done, shown } = attempt(boot({ governance: { manualPauses: 'forbidden' } }));
    await done;
    expect(shown).toMatchObject([{ result: 'forbidden' }]);
    expect([api.requests, call.recording.changes]).toEqual([[], []]);
  });

  it('for a recorder that is not saved', async () => {
    const { done, shown } = attempt(boot(), undefined, 'other');
    await done;
    expect(shown).toMatchObject([{ result: 'notSaved' }]);
  });
});
