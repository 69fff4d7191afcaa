// Waits until the recording state says how a step of a trial came out.
import type { State } from '../recording/state.ts';
import { isTrialHeld, type Judge, type Verdict } from '../recording/trial.ts';

type Limits = {
  /** Longest wait, in ms. */
  forMs: number;
  /** Ends the wait. */
  signal?: AbortSignal;
  /** Whether it makes no sense to wait after somebody ended the trial's hold. */
  isHolding: boolean;
};

export type TrialWait = {
  /** The first verdict on a recorder; null where the wait ended without one. */
  until(recorderId: string, judge: Judge, limits: Limits): Promise<Verdict | null>;
  /** To be told each new state. */
  onState(state: State): void;
};

/** Builds the waiting; `readState` gives the state to begin with. */
export function createTrialWait(readState: () => Promise<State>): TrialWait {
  const watchers = new Set<(state: State) => void>();
  return {
    until: (recorderId, judge, { forMs, signal, isHolding }) =>
      new Promise(resolve => {
        const finish = (verdict: Verdict | null) => {
          clearTimeout(timer);
          watchers.delete(look);
          signal?.removeEventListener('abort', stop);
          resolve(verdict);
        };
        const stop = () => finish(null);
        const look = (state: State) => {
          const channel = state.channels.find(({ id }) => id === recorderId);
          if (channel === undefined || (isHolding && !isTrialHeld(state))) return stop();
          const verdict = judge(channel);
          if (verdict !== undefined) finish(verdict);
        };
        const timer = setTimeout(stop, forMs);
        watchers.add(look);
        signal?.addEventListener('abort', stop);
        if (signal?.aborted === true) return stop();
        void readState().then(look);
      }),
    onState: state => watchers.forEach(look => look(state)),
  };
}
