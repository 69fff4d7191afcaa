// What survives, and when it is handed over.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { saveOutbox, saveStored } from '../../src/background/store.ts';
import { unwrap } from '../../src/background/wrap.ts';
import type { StoredOutbox } from '../../src/ledger/outbox.ts';
import { createState, type State } from '../../src/recording/state.ts';

const { writes, broken } = vi.hoisted(() => ({
  writes: [] as [area: string, items: Record<string, unknown>][],
  broken: { local: false, session: false } as Record<string, boolean>,
}));

vi.mock('../../src/browser.ts', () => {
  const toArea = (name: string) => ({
    set: async (items: Record<string, unknown>) => {
      if (broken[name] === true) throw new Error('The disk is full.');
      writes.push([name, structuredClone(items)]);
    },
  });
  return { browser: { storage: { local: toArea('local'), session: toArea('session') } } };
});

const outbox = (run: string): StoredOutbox => ({ run, n: 0, items: [] }) as unknown as StoredOutbox;
const numbered = (episodes: number): State => ({ ...createState(), episodes });
/** What was written to session storage, unwrapped. */
const toSession = () => writes.flatMap(([area, items]) => (area === 'session' ? [toOpen(items)] : []));
const toOpen = (items: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(items).map(([key, raw]) => [
      key,
      unwrap(raw, problem => {
        throw problem;
      }),
    ]),
  );

beforeEach(() => {
  writes.length = 0;
  Object.assign(broken, { local: false, session: false });
});

describe('the store', () => {
  it('writes what is saved in one go once, the last of it, and tells each who saved', async () => {
    const box = outbox('a');
    await Promise.all([1, 2, 3].map(episodes => saveStored(numbered(episodes), box)));
    expect(toSession()).toMatchObject([{ state: { episodes: 3 }, outbox: { run: 'a' } }]);
    await saveStored(numbered(4), box);
    expect(toSession().at(-1)).toMatchObject({ state: { episodes: 4 } });
  });

  it('hands it over before anything that waits for a promise goes on', async () => {
    const afterwards = async () => {
      await Promise.resolve();
      return toSession().length;
    };
    // As a step does: it is saved, and then its request goes its way.
    void saveStored(numbered(1), outbox('b'));
    expect(toSession()).toEqual([]);
    expect(await afterwards()).toBe(1);
  });

  it('writes again what could not be written, and says so to each who saved', async () => {
    const owing: State = {
      ...createState(),
      channels: [{ id: 'one', owed: { callRef: 'call-1', sinceMs: 1 } }],
    } as unknown as State;
    const box = outbox('c');
    broken['local'] = true;
    const refused = await Promise.allSettled([saveStored(owing, box), saveStored(owing, box)]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken['local'] = false;
    await saveStored(owing, box);
    const [, written = {}] = writes.findLast(([area]) => area === 'local') ?? [];
    expect(toOpen(written)).toMatchObject({
      journal: [{ channelId: 'one', callRef: 'call-1' }],
      outbox: { run: 'c' },
    });
  });

  it('keeps an outbox that was written meanwhile', async () => {
    const step = saveStored(numbered(1), outbox('old'));
    await Promise.all([saveOutbox(outbox('new'), null), step]);
    expect(toSession().at(-1)).toMatchObject({ outbox: { run: 'new' } });
  });
});
