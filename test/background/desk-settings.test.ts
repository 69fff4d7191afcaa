import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeskSettings, type DeskSettings } from '../../src/background/desk-settings.ts';
import { createState, type State } from '../../src/recording/state.ts';
import type { InForce } from '../../src/settings/in-force.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

const { areas, failing, slow } = vi.hoisted(() => ({
  areas: { local: {}, session: {}, managed: {} } as Record<string, Record<string, unknown>>,
  failing: { managed: false, local: false, session: false },
  slow: { managed: Promise.resolve() },
}));

vi.mock('../../src/browser.ts', async () => {
  const { asStored } = await import('./as-stored.ts');
  const toArea = (name: string) => ({
    get: async () => {
      // As Firefox does where no policy names us.
      if (name === 'managed' && failing.managed) throw new Error('Managed storage manifest not found');
      if (name === 'managed') await slow.managed;
      return asStored(areas[name]);
    },
    set: async (items: object) => {
      if (name !== 'managed' && failing[name as 'local' | 'session']) throw new Error('The disk is full.');
      Object.assign(areas[name] ?? {}, structuredClone(items));
    },
    remove: async (key: string) => void delete areas[name]?.[key],
  });
  return {
    browser: { storage: { local: toArea('local'), session: toArea('session'), managed: toArea('managed') } },
  };
});

const gate = (name: string) => ({
  type: 'voicenter',
  settings: { baseUrl: `https://${name}.example`, code: 'POLICYCODE' },
  agentFields: ['extension'],
});
const idle = createState();
/** A pause that goes on. */
const busy: State = {
  ...idle,
  episode: {
    id: 1,
    startedAtMs: 0,
    softLimitAtMs: 1,
    hardLimitAtMs: 2,
    extensions: 0,
    isAfterHardLimit: false,
    linger: null,
  },
};

let now: State;
let problems: unknown[] = [];
let applied: InForce[];
let desk: DeskSettings;

/** A worker starts: with what the one before it left in session storage. */
async function start(state: State | null = null): Promise<InForce> {
  desk = createDeskSettings({
    state: async () => now,
    onApplied: async ({ inForce }) => void applied.push(inForce),
    report(problem) {
      // Recorders of these policies lack what is the agent's own.
      if (!String(problem).includes('is not usable')) problems.push(problem);
    },
  });
  now = state ?? idle;
  return (await desk.begin(state, areas['session']?.['inForce'])).inForce;
}

const setPolicy = (policy: Record<string, unknown>) => {
  areas['managed'] = policy;
};
const addressOf = ({ settings }: InForce) => settings.recorders[0]?.settings['baseUrl'];

beforeEach(() => {
  Object.assign(areas, { local: {}, session: {}, managed: {} });
  failing.managed = false;
  failing.local = false;
  failing.session = false;
  slow.managed = Promise.resolve();
  applied = [];
  problems = [];
});
afterEach(() => expect(problems).toEqual([]));

describe('a desk', () => {
  it('without a policy has the user’s settings, also in a browser that rejects the question', async () => {
    failing.managed = true;
    areas['local'] = { settings: settingsSchema.parse({ sites: ['https://own.example/*'] }) };
    expect((await start()).settings.sites).toEqual(['https://own.example/*']);
    expect((await desk.refresh()).policy.isManaged).toBe(false);
  });

  it('gets a policy that comes seconds after its first start', async () => {
    expect((await start()).policy.isManaged).toBe(false);
    setPolicy({ recorders: [gate('one')], sites: ['https://crm.example/*'] });
    const inForce = await desk.refresh();
    expect(addressOf(inForce)).toBe('https://one.example');
    expect(applied.at(-1)).toEqual(inForce);
  });

  it('looks after its sites where the policy changed while the browser was closed, and only then', async () => {
    setPolicy({ sites: ['https://crm.example/*'] });
    await start();
    await desk.refresh();
    expect(applied.map(({ settings }) => settings.sites)).toEqual([['https://crm.example/*']]);
    await start(idle);
    await desk.refresh();
    expect(applied).toHaveLength(1);
    // The next browser session: what is registered is that of the last.
    areas['session'] = {};
    setPolicy({});
    await start();
    await desk.refresh();
    expect(applied.at(-1)?.settings.sites).toEqual([]);
  });

  it('takes what its storage gives back in another order for the same, also in mid-pause', async () => {
    const settings = { extension: 'SIPSIP', code: 'CODE1234', baseUrl: 'https://own.example' };
    const entry = { type: 'voicenter', isRequired: true, id: 'own', settings };
    await start();
    expect(await desk.save({ ...(await desk.inForce()).settings, recorders: [entry] }, {})).toEqual([]);
    applied = [];
    now = busy;
    await start(busy);
    expect((await desk.refresh()).policy).not.toHaveProperty('isWaiting', true);
    expect(applied).toEqual([]);
    expect(await desk.save({ ...(await desk.inForce()).settings, kinds: ['iban'] }, {})).toEqual([]);
  });

  it('goes back to the user’s settings when the policy goes, and has kept nothing of it', async () => {
    areas['local'] = { settings: settingsSchema.parse({ sites: ['https://own.example/*'] }) };
    const fixed = { ...gate('one'), agentFields: [] };
    Object.assign(fixed.settings, { extension: 'SIPSIP' });
    setPolicy({ recorders: [fixed], sites: ['https://crm.example/*'] });
    await start();
    expect(await desk.save({ ...(await desk.inForce()).settings, kinds: ['iban'] }, {})).toEqual([]);
    setPolicy({});
    const { settings, secrets } = await desk.refresh();
    expect(settings).toEqual(settingsSchema.parse({ sites: ['https://own.example/*'], kinds: ['iban'] }));
    expect(secrets).toEqual({});
    expect(JSON.stringify(areas['local'])).not.toMatch(/one\.example|POLICYCODE|crm\.example/);
  });
});

describe('recorders, while a pause is owed,', () => {
  it('stay as they are, and change when it has ended; everything else changes at once', async () => {
    setPolicy({ recorders: [gate('one')] });
    await start();
    now = busy;
    setPolicy({ recorders: [gate('two')], sites: ['https://crm.example/*'], timings: { lingerMs: 9_000 } });
    const inForce = await desk.refresh();
    expect(addressOf(inForce)).toBe('https://one.example');
    expect(inForce.settings).toMatchObject({
      sites: ['https://crm.example/*'],
      timings: { lingerMs: 9_000 },
    });
    expect(inForce.policy.isWaiting).toBe(true);
    desk.onState(busy);
    expect(addressOf(await desk.refresh())).toBe('https://one.example');
    now = idle;
    desk.onState(idle);
    await vi.waitFor(async () => expect(addressOf(await desk.inForce())).toBe('https://two.example'));
    expect(applied.at(-1)?.policy.isWaiting).toBe(false);
  });

  it('stay as they are although the worker died, and the policy changed meanwhile', async () => {
    setPolicy({ recorders: [gate('one')] });
    await start();
    await desk.refresh();
    setPolicy({ recorders: [gate('two')] });
    const inForce = await start(busy);
    expect(addressOf(inForce)).toBe('https://one.example');
    expect(inForce.secrets).toEqual({ voicenter: { code: 'POLICYCODE' } });
    now = idle;
    desk.onState(idle);
    await vi.waitFor(async () => expect(addressOf(await desk.inForce())).toBe('https://two.example'));
  });

  it('stay although the whole policy goes', async () => {
    setPolicy({ recorders: [gate('one')] });
    await start();
    now = busy;
    setPolicy({});
    expect(addressOf(await desk.refresh())).toBe('https://one.example');
    now = idle;
    expect((await desk.refresh()).settings.recorders).toEqual([]);
  });

  it('cannot be changed by the user', async () => {
    setPolicy({ recorders: [gate('one')] });
    const { settings } = await start();
    now = busy;
    const edited = structuredClone(settings);
    Object.assign(edited.recorders[0]?.settings ?? {}, { extension: 'OTHER' });
    expect(await desk.save(edited, {})).toMatchObject([{ path: 'recorders', code: 'busy' }]);
    expect(areas['local']).not.toHaveProperty('settings');
  });
});

describe('saving under a policy', () => {
  it('stores what is the agent’s own, apart from its secrets', async () => {
    setPolicy({ recorders: [{ ...gate('one'), agentFields: ['extension', 'code'] }] });
    const { settings } = await start();
    const edited = structuredClone(settings);
    Object.assign(edited.recorders[0]?.settings ?? {}, { extension: 'SIPSIP' });
    expect(await desk.save(edited, { voicenter: { code: 'AGENTCODE' } })).toEqual([]);
    const inForce = await desk.inForce();
    expect(inForce.settings.recorders[0]?.settings).toEqual({
      baseUrl: 'https://one.example',
      extension: 'SIPSIP',
    });
    expect(inForce.secrets).toEqual({ voicenter: { code: 'AGENTCODE' } });
    expect(JSON.stringify(areas['local']?.['settings'])).not.toContain('CODE');
  });

  it('refuses what the agent has to mend, and not what only the administrator can', async () => {
    setPolicy({ recorders: [{ type: 'telegraph' }, gate('one')] });
    const { settings } = await start();
    expect(await desk.save(settings, {})).toMatchObject([
      { path: 'recorders.1.settings.extension', code: 'required' },
    ]);
    const edited = structuredClone(settings);
    Object.assign(edited.recorders[1]?.settings ?? {}, { extension: 'SIPSIP' });
    expect(await desk.save(edited, {})).toEqual([]);
  });

  it('begins with the last policy where the browser takes its time, and takes what it says then', async () => {
    setPolicy({ recorders: [gate('one')] });
    await start();
    await desk.refresh();
    areas['session'] = {};
    setPolicy({ recorders: [gate('two')] });
    let answer = () => {};
    slow.managed = new Promise(resolve => {
      answer = resolve;
    });
    const inForce = await start();
    expect(addressOf(inForce)).toBe('https://one.example');
    expect(inForce.secrets).toEqual({ voicenter: { code: 'POLICYCODE' } });
    answer();
    await vi.waitFor(async () => expect(addressOf(await desk.inForce())).toBe('https://two.example'));
    expect(applied.map(addressOf).at(-1)).toBe('https://two.example');
  });

  it('forgets a policy that is gone', async () => {
    setPolicy({ recorders: [gate('one')] });
    await start();
    await desk.refresh();
    setPolicy({});
    await desk.refresh();
    areas['session'] = {};
    slow.managed = new Promise(() => {});
    expect((await start()).policy.isManaged).toBe(false);
    expect(JSON.stringify(areas['local'])).not.toContain('POLICYCODE');
  });

  it('that cannot be remembered is in force all the same', async () => {
    await start();
    await desk.refresh();
    setPolicy({ recorders: [gate('one')] });
    failing.local = true;
    expect(addressOf(await desk.refresh())).toBe('https://one.example');
    expect(problems.splice(0)).toEqual([new Error('The disk is full.')]);
  });

  it('that cannot be held for the next worker is not begun without either', async () => {
    setPolicy({ recorders: [gate('one')] });
    await start();
    await desk.refresh();
    setPolicy({ recorders: [gate('two')] });
    failing.session = true;
    expect(addressOf(await desk.refresh())).toBe('https://two.example');
    expect(problems.splice(0)).toEqual([new Error('The disk is full.')]);
    failing.session = false;
    expect(addressOf(await start(idle))).toBe('https://two.example');
  });

  it('waits for the first policy it ever sees', async () => {
    setPolicy({ recorders: [gate('one')] });
    slow.managed = new Promise(resolve => {
      setTimeout(resolve, 20);
    });
    expect(addressOf(await start())).toBe('https://one.example');
  });

  it('takes no value for what is locked', async () => {
    setPolicy({ recorders: [gate('one')], sites: ['https://crm.example/*'] });
    const { settings } = await start();
    const edited = { ...structuredClone(settings), sites: [] };
    Object.assign(edited.recorders[0]?.settings ?? {}, {
      extension: 'SIPSIP',
      baseUrl: 'https://evil.example',
    });
    expect(await desk.save(edited, { voicenter: { code: 'MINE' } })).toEqual([]);
    const inForce = await desk.inForce();
    expect(addressOf(inForce)).toBe('https://one.example');
    expect(inForce.settings.sites).toEqual(['https://crm.example/*']);
    expect(inForce.secrets).toEqual({ voicenter: { code: 'POLICYCODE' } });
  });
});
