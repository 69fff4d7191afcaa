import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const { session, local, disk } = vi.hoisted(() => ({
  disk: { isFull: false },
  session: new Map<string, unknown>(),
  local: new Map<string, unknown>(),
}));

vi.mock('../../src/browser.ts', () => {
  const toArea = (stored: Map<string, unknown>) => ({
    get: async (key: string | null) =>
      Object.fromEntries([...stored].filter(([name]) => key === null || name === key)),
    set: async (items: object) => {
      if (disk.isFull && stored === local) throw new Error('IO error: No space left on device');
      Object.entries(items).forEach(([key, value]) => stored.set(key, value));
    },
    remove: async (keys: string | string[]) => {
      if (disk.isFull && stored === local) throw new Error('IO error: No space left on device');
      [keys].flat().forEach(key => stored.delete(key));
    },
  });
  return { browser: { storage: { session: toArea(session), local: toArea(local) } } };
});

type Tokens = typeof import('../../src/background/tokens.ts');
let tokens: Tokens;
const create = (id = 'one', signal = new AbortController().signal) => tokens.createTokenStore(id, signal);

/** The worker dies, and another one starts. */
async function restartWorker(): Promise<void> {
  vi.resetModules();
  tokens = await import('../../src/background/tokens.ts');
}

async function restartBrowser(): Promise<void> {
  session.clear();
  await restartWorker();
}

beforeEach(async () => {
  local.clear();
  await restartBrowser();
});

describe('tokens', () => {
  it('are gone with the browser', async () => {
    await create().set('access', 'a');
    expect(await create().get('access')).toBe('a');
    expect(await create('two').get('access')).toBeUndefined();
    await restartWorker();
    expect(await create().get('access')).toBe('a');
    await restartBrowser();
    expect(await create().get('access')).toBeUndefined();
    expect(local.size).toBe(0);
  });

  it('outlive it where they are kept, until they are stored again without', async () => {
    await create().set('refresh', 'r', true);
    await restartBrowser();
    expect(await create().get('refresh')).toBe('r');
    await create().set('refresh', 'r2');
    expect(local.size).toBe(0);
    expect(await create().get('refresh')).toBe('r2');
  });

  it('are read once for a request, and anew in a turn of its own', async () => {
    const [ours, other] = [create(), create()];
    await other.set('access', 'a');
    expect(await ours.get('access')).toBe('a');
    await other.set('access', 'b');
    expect(await ours.get('access')).toBe('a');
    expect(await ours.alone('renew', () => ours.get('access'))).toBe('b');
    const setting = ours.set('access', 'c');
    expect(await ours.get('access')).toBe('c');
    await setting;
    expect(await create().get('access')).toBe('c');
  });

  it('are used although the disk is full', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    disk.isFull = true;
    await create().set('access', 'a');
    await create().set('refresh', 'r', true);
    disk.isFull = false;
    expect([await create().get('access'), await create().get('refresh')]).toEqual(['a', 'r']);
    vi.restoreAllMocks();
  });

  it('are forgotten wherever they are', async () => {
    await create().set('refresh', 'r', true);
    await create().set('refresh', null, true);
    expect((await create().get('refresh')) ?? null).toBeNull();
    expect(local.size).toBe(0);
  });

  it('of recorders that are no longer configured are forgotten', async () => {
    local.set('settings', 'stay');
    for (const id of ['one', 'one:more', 'two']) {
      await create(id).set('access', id);
      await create(id).set('refresh', id, true);
    }
    await tokens.forgetTokens(['one']);
    expect(await create('two').get('refresh')).toBeUndefined();
    expect([...local.keys()].filter(key => key.includes('two'))).toEqual([]);
    expect([...session.keys()].filter(key => key.includes('two'))).toEqual([]);
    expect(local.get('settings')).toBe('stay');
    expect(await create('one').get('refresh')).toBe('one');
  });
});

it('a token that was looked at while it was being forgotten is forgotten too', async () => {
  session.set('token:two:access', 'secret');
  const forgetting = tokens.forgetTokens(['one']);
  await create('two').get('access');
  await forgetting;
  expect(await create('two').get('access')).toBeUndefined();
});

describe('work that is to be alone', () => {
  it('waits for its turn, also behind work that fails', async () => {
    const told: string[] = [];
    const work = (name: string) => async () => {
      told.push(`${name} begins`);
      await wait(5);
      told.push(`${name} ends`);
      if (name === 'a') throw new Error('a failed');
      return name;
    };
    const results = await Promise.allSettled([
      create().alone('t', work('a')),
      create().alone('t', work('b')),
    ]);
    expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(results).toMatchObject([{ reason: { message: 'a failed' } }, { value: 'b' }]);
  });

  it('does not wait for another recorder’s, nor for work of another name', async () => {
    let end = () => {};
    const first = create().alone('t', () => new Promise<void>(resolve => (end = resolve)));
    expect(await create('two').alone('t', async () => 'two')).toBe('two');
    expect(await create().alone('other', async () => 'other')).toBe('other');
    end();
    await first;
  });

  it('gives up where its time is over before its turn comes', async () => {
    let end = () => {};
    const first = create().alone('t', () => new Promise<void>(resolve => (end = resolve)));
    const work = vi.fn(async () => 'late');
    await expect(create('one', AbortSignal.timeout(10)).alone('t', work)).rejects.toMatchObject({
      code: 'timedOut',
    });
    expect(work).not.toHaveBeenCalled();
    end();
    await first;
  });
});
