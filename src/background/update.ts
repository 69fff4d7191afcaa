// A new version of ours waits for the end of a pause. An update empties session storage, where stands what holds: the
// new version would begin by resuming, until the page says again that a card field has the focus (0.4 s in Firefox,
// which updates as soon as it can where nobody listens; Chromium waits until the worker is idle).
import { browser } from '../browser.ts';
import type { State } from '../recording/state.ts';
import { isBusy } from './configure.ts';

type World = {
  /** The recording state now. */
  state(): Promise<State>;
  /** Whether a page of ours is open, in which somebody may be filling in something. */
  hasPages(): boolean;
};

export type Update = {
  /** To be called at top level. */
  listen(): void;
  /** To be called after every event: what was waited for may be over. */
  onState(state: State): void;
};

/** Where the worker is stopped while an update waits, the update comes with the browser's next start. */
export function createUpdate({ state, hasPages }: World): Update {
  let isWaiting = false;

  function onState(now: State): void {
    if (!isWaiting || isBusy(now) || hasPages()) return;
    isWaiting = false;
    browser.runtime.reload();
  }

  return {
    listen() {
      browser.runtime.onUpdateAvailable.addListener(() => {
        isWaiting = true;
        void state().then(onState);
      });
    },
    onState,
  };
}
