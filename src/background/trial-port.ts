// The options page's way to a trial: the port is the person who watches it. Who goes away watches no more, and the
// recording resumes.
import type { Runtime } from 'webextension-polyfill';
import { browser } from '../browser.ts';
import type { State } from '../recording/state.ts';
import type { Stored } from '../settings/store.ts';
import { fromTrialPageSchema, type TrialAnswer } from '../trial-messages.ts';
import type { Coordinator } from './coordinator.ts';
import { runCheck } from './requests.ts';
import { createTrials, type Trials } from './trial.ts';

export type TrialPorts = {
  /** Runs the trial that a port asks for, tells it how that goes, and closes it at the end. */
  accept(port: Runtime.Port): void;
  /** To be told each new state. */
  onState(state: State): void;
};

/** Builds the trials of this worker, for ports to ask for. */
export function createTrialPorts(coordinator: Coordinator, inForce: () => Promise<Stored>): TrialPorts {
  const { run, onState } = createTrials({
    coordinator,
    inForce,
    check: runCheck,
    now: () => performance.now(),
  });
  return { accept: port => serve(port, run), onState };
}

function serve(port: Runtime.Port, run: Trials['run']): void {
  const stop = new AbortController();
  let isOpen = true;
  let isStarted = false;
  port.onDisconnect.addListener(() => {
    // Reading it keeps the browser from reporting it as unchecked.
    void browser.runtime.lastError;
    isOpen = false;
    stop.abort();
  });
  port.onMessage.addListener((raw: unknown) => {
    const parsed = fromTrialPageSchema.safeParse(raw);
    if (!parsed.success) return;
    if (parsed.data.type === 'stopTrial') return stop.abort();
    if (isStarted) return;
    isStarted = true;
    void run(parsed.data.recorderId, trial => post({ trial }), stop.signal).then(() => port.disconnect());
  });

  function post(answer: TrialAnswer): void {
    if (!isOpen) return;
    try {
      port.postMessage(answer);
    } catch {
      // Thrown for a port that has just ended; its `onDisconnect` is on the way.
    }
  }
}
