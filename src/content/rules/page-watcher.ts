// Holds for as long as a payment page is in sight. An address can change without a new document.
import type { EndReason } from '../../recording/state.ts';
import type { FocusedField } from '../focus-watcher.ts';

export type PageWatcherPorts = {
  /** Whether what is shown now is a payment page. */
  isPaymentPage(): boolean;
  onHold(page: FocusedField): void;
  onRelease(seq: number, reason: EndReason): void;
};

export type PageWatcher = {
  /** Looks whether the page is still what it was. */
  look(): void;
  stop(): void;
};

/** Starts watching this document. */
export function watchPage(ports: PageWatcherPorts): PageWatcher {
  const ended = new AbortController();
  let held: FocusedField | null = null;
  let isGone = false;
  let lastSeq = -1;

  function look(): void {
    const isHidden = document.visibilityState === 'hidden';
    if (isGone || !ports.isPaymentPage()) return end(isGone ? 'pagehide' : 'blur');
    if (held === null && isHidden) return;
    if (held !== null && held.isAway === isHidden) return;
    held = { ...(held ?? begin()), isAway: isHidden };
    ports.onHold(held);
  }

  /** The document's own clock: whatever comes after in this document has a greater number. */
  function begin(): FocusedField {
    lastSeq = Math.max(lastSeq + 1, Math.floor(performance.now()));
    return { seq: lastSeq, kind: 'card-number', reasons: [], isAway: false };
  }

  function end(reason: EndReason): void {
    const last = held;
    held = null;
    if (last !== null) ports.onRelease(last.seq, reason);
  }

  function onPage({ type, isTrusted }: Event): void {
    // A page that could end its hold by an event of its own would be recorded.
    if (!isTrusted) return;
    isGone = type === 'pagehide';
    look();
  }

  const { signal } = ended;
  const options = { capture: true, passive: true, signal };
  document.addEventListener('visibilitychange', look, options);
  for (const type of ['pagehide', 'pageshow']) window.addEventListener(type, onPage, options);
  for (const type of ['popstate', 'hashchange']) window.addEventListener(type, look, options);
  // Tells of pushState as well, which fires no event of its own.
  window.navigation.addEventListener('currententrychange', look, { signal });

  return {
    look,
    stop() {
      ended.abort();
      end('gone');
    },
  };
}
