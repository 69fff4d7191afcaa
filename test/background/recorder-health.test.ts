// How often recorders are asked how they are, and what counts as an answer.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckStep } from '../../src/recorders/recorder.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

const session: Record<string, unknown> = {};
vi.mock('../../src/browser.ts', () => ({
  browser: {
    storage: {
      session: {
        get: async (key: string) => structuredClone({ [key]: session[key] }),
        set: async (items: object) => void Object.assign(session, structuredClone(items)),
      },
    },
  },
}));
const runCheck = vi.fn<() => Promise<CheckStep[]>>();
vi.mock('../../src/background/requests.ts', () => ({ runCheck: () => runCheck() }));

const entry = { id: 'one', type: 'voicenter', isRequired: true, settings: { extension: 'SIPSIP' } };
const stored = { settings: settingsSchema.parse({ recorders: [entry] }), secrets: {} };
const fine: CheckStep[] = [{ label: 'check_voicenter_reach', isOk: true, found: [], detail: '' }];
const broken = (code: CheckStep['code']): CheckStep[] => [
  ...fine,
  { label: 'check_signIn', isOk: false, found: [], detail: 'no', ...(code === undefined ? {} : { code }) },
];
const minute = 60_000;

/** A worker that has just started: what it knows is in session storage. */
async function startWorker() {
  vi.resetModules();
  return await import('../../src/background/recorder-health.ts');
}
type Health = Awaited<ReturnType<typeof startWorker>>;
let health: Health;
const codeOf = async () => (await health.readHealth(stored)).get('one');

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 20, 9) });
  for (const key of Object.keys(session)) delete session[key];
  runCheck.mockReset().mockResolvedValue(fine);
  health = await startWorker();
});

describe('a check', () => {
  it('is due at first, and then for five minutes more or less not', async () => {
    expect(await health.isCheckDue(stored)).toBe(true);
    await health.checkRecorders(stored, false);
    vi.setSystemTime(Date.now() + 3.7 * minute);
    expect(await health.isCheckDue(stored)).toBe(false);
    await health.checkRecorders(stored, false);
    expect(runCheck).toHaveBeenCalledOnce();
    vi.setSystemTime(Date.now() + 2.7 * minute);
    expect(await health.isCheckDue(stored)).toBe(true);
  });

  it('waits between 3:45 and 6:15, whatever the dice say', () => {
    expect([0, 0.5, 1].map(random => health.toWaitMs(random))).toEqual([225_000, 300_000, 375_000]);
  });

  it('is not due again because the worker has died, and is because the settings have changed', async () => {
    await health.checkRecorders(stored, false);
    health = await startWorker();
    expect(await health.isCheckDue(stored)).toBe(false);
    const changed = settingsSchema.parse({ recorders: [{ ...entry, settings: { extension: 'OTHER' } }] });
    expect(await health.isCheckDue({ settings: changed, secrets: {} })).toBe(true);
    expect(await health.isCheckDue({ ...stored, secrets: { one: { code: 'x' } } })).toBe(true);
    expect((await health.readHealth({ settings: changed, secrets: {} })).get('one')).toBeUndefined();
  });

  it('is not due because the storage gives the same settings back in another order', async () => {
    const toStored = (settings: object) => ({
      settings: settingsSchema.parse({ recorders: [{ ...entry, settings }] }),
      secrets: {},
    });
    await health.checkRecorders(toStored({ extension: 'SIPSIP', baseUrl: 'https://one.example' }), false);
    const loaded = toStored({ baseUrl: 'https://one.example', extension: 'SIPSIP' });
    expect(await health.isCheckDue(loaded)).toBe(false);
    expect((await health.readHealth(loaded)).get('one')).toBeNull();
  });

  it.each([
    ['fine', fine, { type: 'failure', failure: { code: 'unreachable' } }, 'unreachable'],
    ['not', broken('unreachable'), { type: 'outcome', outcome: { callRef: 1, evidence: 'accepted' } }, null],
  ] as const)(
    'that takes long and finds it %s does not deny a pause that was answered meanwhile',
    async (...row) => {
      const [, found, answer, code] = row;
      let finish = (_steps: CheckStep[]) => {};
      runCheck.mockReturnValueOnce(new Promise(resolve => (finish = resolve)));
      const checking = health.checkRecorders(stored, false);
      await vi.waitFor(() => expect(runCheck).toHaveBeenCalled());
      await health.noteAnswer('one', 'pause', answer, stored);
      finish(found);
      await checking;
      expect(await codeOf()).toBe(code);
    },
  );

  it('is due where the clock was set back by a day', async () => {
    await health.checkRecorders(stored, false);
    vi.setSystemTime(Date.now() - 24 * 60 * minute);
    expect(await health.isCheckDue(stored)).toBe(true);
  });

  it('comes at once where a person asks for it', async () => {
    await health.checkRecorders(stored, false);
    await health.checkRecorders(stored, true);
    expect(runCheck).toHaveBeenCalledTimes(2);
  });

  it('is made once for those who ask at the same time', async () => {
    await Promise.all([health.checkRecorders(stored, false), health.checkRecorders(stored, false)]);
    expect(runCheck).toHaveBeenCalledOnce();
  });

  it.each([
    ['unauthorized', 'unauthorized'],
    [undefined, 'badAnswer'],
  ] as const)('that fails with %s is kept as %s', async (code, kept) => {
    runCheck.mockResolvedValue(broken(code));
    expect(await health.checkRecorders(stored, false)).toBe(true);
    expect(await codeOf()).toBe(kept);
  });

  it('keeps no setting and no secret', async () => {
    const secrets = { one: { code: 'GEHEIMGEHEIM7' } };
    await health.checkRecorders({ ...stored, secrets }, false);
    expect(JSON.stringify(session)).not.toMatch(/GEHEIM|SIPSIP/);
  });
});

describe('a real request', () => {
  const failed = { type: 'failure', failure: { code: 'unreachable' } } as const;
  const done = { type: 'outcome', outcome: { callRef: 'x', evidence: 'accepted' } } as const;
  const read = { type: 'reading', reading: { state: 'paused' } } as const;

  it('that fails counts, and one that succeeds clears it; either is news only once', async () => {
    expect(await health.noteAnswer('one', 'pause', failed, stored)).toBe(true);
    expect(await health.noteAnswer('one', 'pause', failed, stored)).toBe(false);
    expect(await codeOf()).toBe('unreachable');
    expect(await health.noteAnswer('one', 'resume', done, stored)).toBe(true);
    expect(await codeOf()).toBeNull();
  });

  it('puts off the next check', async () => {
    await health.noteAnswer('one', 'pause', done, stored);
    expect(await health.isCheckDue(stored)).toBe(false);
  });

  it('that reads is told apart: a pause that goes well does not make its state readable', async () => {
    await health.noteAnswer('one', 'read', failed, stored);
    await health.noteAnswer('one', 'pause', done, stored);
    expect(await codeOf()).toBe('unreachable');
    await health.noteAnswer('one', 'read', read, stored);
    expect(await codeOf()).toBeNull();
  });

  it('of a recorder that is not configured any more changes nothing', async () => {
    expect(await health.noteAnswer('gone', 'pause', failed, stored)).toBe(false);
    expect(session).toEqual({});
  });
});
