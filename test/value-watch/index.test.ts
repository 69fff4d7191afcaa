// @vitest-environment happy-dom
// Who ends the watch on free text: an administrator, and no worker that was just being stopped.
import { beforeEach, expect, it, vi } from 'vitest';

const sendMessage = vi.fn<() => Promise<unknown>>();
let onMessage = (_message: object, _sender: object) => {};

beforeEach(() => {
  vi.resetModules();
  sendMessage.mockReset();
  const runtime = {
    id: 'own',
    sendMessage,
    onMessage: { addListener: (listener: typeof onMessage) => void (onMessage = listener) },
  };
  vi.stubGlobal('chrome', { runtime });
  Reflect.deleteProperty(globalThis, running);
  return () => vi.unstubAllGlobals();
});

const running = Symbol.for('cardhush:text');
const isOver = () => (globalThis as unknown as { [running]: { isOver(): boolean } })[running].isOver();

it.each([
  ['ends where it is switched off', async () => ({ rules: [], pages: [], watchesText: false }), true],
  ['goes on where it is not', async () => ({ rules: [], pages: [], watchesText: true }), false],
  ['goes on where nobody answers', async () => undefined, false],
  [
    'goes on where nobody can be asked',
    () => Promise.reject(new Error('Could not establish connection. Receiving end does not exist.')),
    false,
  ],
])('%s', async (_, answer, expected) => {
  sendMessage.mockImplementation(answer);
  await import('../../src/value-watch/index.ts');
  expect(isOver()).toBe(false);
  onMessage({ type: 'ordersChanged' }, { id: 'own' });
  await vi.waitFor(() => expect(sendMessage).toHaveBeenCalledOnce());
  await new Promise(resolve => setTimeout(resolve));
  expect(isOver()).toBe(expected);
});
