import { beforeEach, expect, test, vi } from 'vitest';
import { createUpdate } from '../../src/background/update.ts';
import { createState, type State } from '../../src/recording/state.ts';

const { reload, listeners } = vi.hoisted(() => ({ reload: vi.fn(), listeners: [] as (() => void)[] }));
vi.mock('../../src/browser.ts', () => ({
  browser: {
    runtime: {
      reload,
      onUpdateAvailable: { addListener: (listener: () => void) => listeners.push(listener) },
    },
  },
}));

const idle = createState();
const busy = { ...idle, episode: {} } as State;

function start({ now = idle, hasPages = false } = {}) {
  const world = { now, hasPages };
  const update = createUpdate({ state: async () => world.now, hasPages: () => world.hasPages });
  update.listen();
  return { update, world };
}

const come = async () => {
  for (const listener of listeners) listener();
  await Promise.resolve();
  await Promise.resolve();
};

beforeEach(() => {
  reload.mockClear();
  listeners.length = 0;
});

test('an update is taken at once where nothing is paused, and nothing is started anew without one', async () => {
  const { update } = start();
  update.onState(idle);
  expect(reload).not.toHaveBeenCalled();
  await come();
  expect(reload).toHaveBeenCalledOnce();
});

test('in a pause it waits for the end, and is taken once', async () => {
  const { update } = start({ now: busy });
  await come();
  update.onState(busy);
  expect(reload).not.toHaveBeenCalled();
  update.onState(idle);
  update.onState(idle);
  expect(reload).toHaveBeenCalledOnce();
});

test('a page of ours that is open is not taken away from whoever fills it in', async () => {
  const { update, world } = start({ hasPages: true });
  await come();
  expect(reload).not.toHaveBeenCalled();
  world.hasPages = false;
  update.onState(idle);
  expect(reload).toHaveBeenCalledOnce();
});
