// What a worker finds when it starts: storage and policy of any shape. It starts, protects, and never takes protection
// away without a word.
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { View } from '../../src/recording/view.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema, type Settings } from '../../src/settings/schema.ts';
import { anything, nearly } from './hostile-values.ts';
import { areas, registered, send, senders, startWorker } from './worker-double.ts';

const settings = settingsSchema.parse({
  sites: ['https://crm.test/*', 'https://pay.test/*'],
  recorders: [
    { id: 'voicenter', type: 'voicenter', settings: { baseUrl: 'https://gateway.test', extension: 'SIP1' } },
  ],
});
const hold = { type: 'hold', seq: 1, kind: 'card-number', reasons: ['autocomplete'], isAway: false };
const requests = vi.fn((_url: unknown) => Promise.reject(new Error('no network')));
const wrong: unknown[] = [];
const reported: string[] = [];

/** A worker that knows no older one, in a browser that has stored this. */
async function start(stored: Partial<typeof areas>): Promise<void> {
  Object.assign(areas, { local: { settings }, session: {}, managed: {}, ...structuredClone(stored) });
  registered.clear();
  requests.mockClear();
  reported.length = 0;
  await startWorker();
}

async function view(): Promise<View> {
  const said = (await send({ type: 'getView' }, senders.page)) as { answer: { view: View }; refusal?: Error };
  if (said.refusal !== undefined) throw said.refusal;
  return said.answer.view;
}

/** A field that gets the focus now is paused for. */
async function expectProtected(): Promise<void> {
  expect(await send(hold, senders.content)).toMatchObject({ answer: { gate: { seq: 1 } } });
  await vi.waitFor(() => expect(requests).toHaveBeenCalled());
  expect(['pausing', 'stillRecording']).toContain((await view()).status);
}

beforeEach(() => {
  vi.stubGlobal('fetch', requests);
  vi.spyOn(console, 'error').mockImplementation((...words) => void reported.push(words.join(' ')));
  const note = (problem: unknown) => void wrong.push(problem);
  process.on('uncaughtException', note).on('unhandledRejection', note);
  return () => {
    process.off('uncaughtException', note).off('unhandledRejection', note);
    expect(wrong.splice(0)).toEqual([]);
    vi.unstubAllGlobals();
  };
});

describe('a worker', () => {
  it('begins with any state, journal, outbox or note of its own, and protects', async () => {
    await start({});
    await expectProtected();
    const { local, session } = structuredClone({ local: areas.local, session: areas.session });
    const keys = fc.constantFrom('state', 'outbox', 'health', 'tabs', 'picking', 'inForce', 'shipping');
    const localKeys = fc.constantFrom(
      'journal',
      'outbox',
      'ledgerHead',
      'usage',
      'tally',
      'shipping',
      'drill',
    );
    await fc.assert(
      fc.asyncProperty(keys, localKeys, anything, anything, async (key, localKey, one, other) => {
        await start({
          session: { ...session, state: undefined, [key]: one },
          local: { ...local, [localKey]: other },
        });
        await expectProtected();
      }),
      { numRuns: 20 },
    );
  });

  it('begins with a state that is nearly right, and answers', async () => {
    await start({});
    await expectProtected();
    const { session } = structuredClone({ session: areas.session });
    await fc.assert(
      fc.asyncProperty(nearly([session]), async given => {
        await start({ session: Object(given) as Record<string, unknown> });
        const { status } = await view();
        expect(status).not.toBe('paused');
        expect(await send(hold, senders.content)).toHaveProperty('answer');
      }),
      { numRuns: 20 },
    );
  });

  it('loses one setting that makes no sense, says so, and protects with the others', async () => {
    for (const [name, bad] of [
      ['comforts', { volume: 'loud' }],
      ['timings', { lingerMs: -1 }],
      ['kinds', ['card-number', 'shoe-size']],
      ['version', 2],
      ['mode', 'sleep'],
      ['ledger', null],
      ['rules', [{ id: '' }]],
      ['gate', 7],
      ['sites', ['https://crm.test/*', 'file:///*', 7]],
    ] as const) {
      await start({ local: { settings: { ...settings, [name]: bad } } });
      expect(reported.join('\n'), name).toContain('refused');
      await expectProtected();
      expect(registered.get('watch')?.matches ?? ['https://crm.test/*']).toContain('https://crm.test/*');
    }
  });

  it('that has lost its recorders says that it is not set up', async () => {
    for (const recorders of [null, 'voicenter', [{}], [...settings.recorders, { id: '' }]]) {
      await start({ local: { settings: { ...settings, recorders } } });
      expect((await view()).status).toBe('notSetUp');
      expect(reported.join('\n')).toContain('refused');
    }
  });

  it('with settings and secrets of any shape starts, and never says that all is well', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, nearly([{ settings, secrets: {} }])), async given => {
        await start({ local: Object(given) as Record<string, unknown> });
        const { recorders } = settingsSchema.safeParse(areas.local['settings']).data ?? { recorders: [] };
        const { status } = await view();
        if (recorders.length === 0) expect(['notSetUp', 'ready']).toContain(status);
        else expect(status).not.toBe('notSetUp');
      }),
      { numRuns: 20 },
    );
  });
});

describe('a policy', () => {
  const policy = {
    sets: ['sites', 'recorders'],
    sites: ['https://crm.test/*'],
    recorders: [
      {
        id: 'main',
        type: 'voicenter',
        settings: { baseUrl: 'https://gateway.test' },
        agentFields: ['extension'],
      },
    ],
    agent: { main: { extension: 'SIP2' } },
    mode: 'enforce',
    kinds: ['card-number'],
    gate: 'block',
    timings: { lingerMs: 500, hardLimitMs: 600_000 },
    governance: {},
    allowOverride: false,
    shipping: {},
    shippingSecret: 'x',
    rules: [],
  };
  const user = { settings, secrets: {} };
  const hostile = fc.oneof(
    anything,
    nearly([policy]),
    nearly([policy]),
    fc.dictionary(fc.constantFrom(...Object.keys(policy)), anything),
  );

  it('of any shape gives settings that hold together, and takes away only what it says in so many words', () => {
    fc.assert(
      fc.property(hostile, given => {
        const { settings: laid, policy: report } = layPolicy(given, user);
        expect(settingsSchema.safeParse(laid).success).toBe(true);
        const said: Partial<Record<keyof Settings, unknown>> = Object(given);
        if (laid.mode !== 'enforce') expect(said.mode).toBe('observe');
        if (laid.recorders.length === 0) expect(said.recorders).toEqual([]);
        if (laid.kinds.length === 0) expect(said.kinds).toEqual([]);
        if (laid.sites.length === 0) expect(said.sites).toEqual([]);
        const isEmpty = [laid.recorders, laid.kinds, laid.sites].some(list => list.length === 0);
        if (isEmpty) expect([...report.problems, ...report.warnings]).not.toEqual([]);
        expect(({} as Record<string, unknown>)['isOurs']).toBeUndefined();
      }),
      { numRuns: 800 },
    );
  });
});
