// The hold of "try a pause and a resume". It is like a press of the button, but short: nobody renews its lease.
import { note, type Run } from './run.ts';
import type { State } from './state.ts';

/** Beside a person's own hold, so that a trial's end ends nobody else's pause. */
export const trialHoldId = 'trial';

/** Whether nothing is held and nothing owed: a trial must not get mixed up with a real pause. */
export function isIdle({ episode, holds, channels }: State): boolean {
  return episode === null && holds.length === 0 && channels.every(({ owed }) => owed === null);
}

/**
 * Begins a trial's hold, where all is idle and pauses are asked for; otherwise does nothing. It outlives neither its
 * lease nor, after a restart of the worker, the time in which holds are claimed.
 */
export function startTrialHold(run: Run, leaseMs: number): void {
  if (run.state.mode !== 'enforce' || !isIdle(run.state)) return;
  run.state.holds = [
    {
      id: trialHoldId,
      seq: 0,
      origin: 'manual',
      reasons: ['trial'],
      startedAtMs: run.nowMs,
      activeAtMs: run.nowMs,
      leaseUntilMs: run.nowMs + leaseMs,
      awayUntilMs: null,
      isUnclaimed: false,
      spent: null,
    },
  ];
  note(run, { type: 'holdStarted', origin: 'manual', rule: 'trial' });
}
