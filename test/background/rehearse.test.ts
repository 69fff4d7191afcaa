// A rehearsal goes through everything that a pause goes through, and leaves no trace: with every adapter.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createState } from '../../src/recording/state.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { allCases } from '../conformance/cases.ts';
import { createWorld, type World } from '../conformance/world.ts';

const { touched } = vi.hoisted(() => ({ touched: [] as string[] }));

// Whatever of the browser's is asked for is written down.
vi.mock('../../src/browser.ts', () => {
  const toApi = (path: string): object =>
    new Proxy(() => undefined, {
      get: (_target, name) => toApi(`${path}.${String(name)}`),
      apply: () => void touched.push(path),
    });
  return { browser: toApi('browser') };
});

const frame = { id: 'document-1', tabId: 7, isTop: true, site: 'https://crm.example' };

describe.each(allCases)('a rehearsal with $name', one => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld(one);
    touched.length = 0;
    vi.resetModules();
  });
  afterEach(() => world.stop());

  it('asks nobody, stores nothing and pauses nothing', async () => {
    const { rehearse } = await import('../../src/background/rehearse.ts');
    const fetched = vi.spyOn(globalThis, 'fetch');
    const call = world.startCall();
    const entry = { id: 'one', type: one.recorder.id, isRequired: true, settings: world.fake.settings };
    const settings = { ...settingsSchema.parse({}), recorders: [entry] };
    const state = createState();
    const before = structuredClone(state);
    await rehearse(state, { settings, secrets: {} }, frame, Date.now());
    expect(state).toEqual(before);
    expect(world.fake.server.requests).toEqual([]);
    expect(fetched).not.toHaveBeenCalled();
    expect(touched).toEqual([]);
    expect(call.recording.changes).toEqual([]);
    fetched.mockRestore();
  });
});

it('a rehearsal of a recorder that nobody knows ends as quietly', async () => {
  const { rehearse } = await import('../../src/background/rehearse.ts');
  const entry = { id: 'one', type: 'unheard-of', isRequired: true, settings: {} };
  const settings = { ...settingsSchema.parse({}), recorders: [entry] };
  await expect(rehearse(createState(), { settings, secrets: {} }, frame, 0)).resolves.toBeUndefined();
});
