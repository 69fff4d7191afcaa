// The view as it changes, over a port to the background; and the honest word when nobody stands behind it.
import { browser } from '../browser.ts';
import { fromWorkerSchema, viewPortName } from '../messages.ts';
import type { View } from '../recording/view.ts';
import { ask } from './worker.ts';

/** What we know of the background: nothing yet, its latest view, or that it does not answer. */
export type ViewLink = { state: 'connecting' } | { state: 'live'; view: View } | { state: 'silent' };

/** How long without a view, in ms, until we say that nobody answers. Waking the worker takes about 50 ms. */
export const silentAfterMs = 1_500;
/** How often we make sure that the worker behind the port still answers, in ms. This also keeps it awake. */
export const probeEveryMs = 10_000;
const firstReconnectMs = 100;
const lastReconnectMs = 2_000;

/**
 * Follows the view until `signal` aborts. The worker may be stopped at any time: then the port is opened again,
 * which wakes it. A view that nobody stands behind any more does not stay on the screen.
 */
export function watchView(onLink: (link: ViewLink) => void, signal: AbortSignal): void {
  let silence: ReturnType<typeof setTimeout> | undefined;
  let reconnect: ReturnType<typeof setTimeout> | undefined;
  let reconnectMs = firstReconnectMs;
  let disconnect = () => {};

  function expectView() {
    silence ??= setTimeout(() => onLink({ state: 'silent' }), silentAfterMs);
  }

  function connectLater() {
    expectView();
    if (reconnect !== undefined) return;
    reconnect = setTimeout(connect, reconnectMs);
    reconnectMs = Math.min(2 * reconnectMs, lastReconnectMs);
  }

  function connect() {
    reconnect = undefined;
    expectView();
    let port: ReturnType<typeof browser.runtime.connect>;
    try {
      port = browser.runtime.connect({ name: viewPortName });
    } catch {
      // Thrown where the extension itself is gone: updated or removed under an open page.
      connectLater();
      return;
    }
    disconnect = () => port.disconnect();
    port.onMessage.addListener(message => {
      if (signal.aborted) return;
      const parsed = fromWorkerSchema.safeParse(message);
      if (!parsed.success) {
        onLink({ state: 'silent' });
        return;
      }
      if (parsed.data.type !== 'view') return;
      clearTimeout(silence);
      silence = undefined;
      reconnectMs = firstReconnectMs;
      onLink({ state: 'live', view: parsed.data.view });
    });
    port.onDisconnect.addListener(() => {
      if (!signal.aborted) connectLater();
    });
  }

  // Only that it answers counts: what it answers could be older than what the port has brought meanwhile.
  const probe = setInterval(() => {
    ask({ type: 'getView' }, silentAfterMs).catch(() => {
      if (signal.aborted) return;
      onLink({ state: 'silent' });
      disconnect();
      // Our own disconnect is told to the other side only.
      connectLater();
    });
  }, probeEveryMs);

  signal.addEventListener('abort', () => {
    clearTimeout(silence);
    clearTimeout(reconnect);
    clearInterval(probe);
    disconnect();
  });
  onLink({ state: 'connecting' });
  connect();
}
