// "Try a pause and a resume": the one test that touches a recording. It holds as anything else holds, so that journal,
// limits, ledger and badge know of it, and the coordinator owes the resume. What could be left behind is a gap of the
// lease's length at most: the hold ends by itself, and with its worker even sooner.
import { failureSchema } from '../recorders/errors.ts';
import type { CheckStep, Traits } from '../recorders/recorder.ts';
import type { State } from '../recording/state.ts';
import { isIdle, trialHoldId } from '../recording/trial-hold.ts';
import {
  createTrial,
  isTrialHeld,
  judgePause,
  judgeReading,
  judgeResume,
  toReadWaitMs,
  toTrialLeaseMs,
  trialCommandMs,
  type Trial,
  type TrialResult,
  type TrialStepName,
  type Verdict,
} from '../recording/trial.ts';
import type { RecorderEntry, Secrets } from '../settings/schema.ts';
import type { Stored } from '../settings/store.ts';
import type { Coordinator } from './coordinator.ts';
import { createTrialWait } from './trial-wait.ts';

type Parts = {
  coordinator: Pick<Coordinator, 'dispatch' | 'state'>;
  inForce(): Promise<Stored>;
  check(entry: RecorderEntry, secrets: Secrets): Promise<CheckStep[]>;
  /** Ms, steady. */
  now(): number;
};

export type Trials = {
  /**
   * Walks check, pause, read back and resume with a recorder that is in force, and tells each change. Aborting `signal`
   * ends the pause at once. Resolves when nothing is left to do; never rejects.
   */
  run(recorderId: string, onProgress: (trial: Trial) => void, signal: AbortSignal): Promise<void>;
  /** To be told each new state. */
  onState(state: State): void;
};

type Take = (name: TrialStepName, work: () => Promise<Verdict>) => Promise<Verdict>;

const stopped: Verdict = { state: 'skipped', remark: 'stopped' };
const late: Verdict = { state: 'failed', failure: { code: 'timedOut' } };

/** Builds what runs trials, one at a time. */
export function createTrials({ coordinator, inForce, check, now }: Parts): Trials {
  // In memory only: after the worker's death the hold in the state keeps the next trial out for as long as it has to.
  let isRunning = false;
  const waiting = createTrialWait(() => coordinator.state());

  async function walk(recorderId: string, take: Take, signal: AbortSignal): Promise<TrialResult> {
    const { settings, secrets } = await inForce();
    const entry = settings.recorders.find(({ id }) => id === recorderId);
    if (entry === undefined) return 'notSaved';
    const { manualPauses, shortPauseMs } = settings.governance;
    if (manualPauses === 'forbidden') return 'forbidden';
    const refusal = toRefusal(await coordinator.state());
    if (refusal !== null) return refusal;
    const checked = await take('check', async () => toCheckVerdict(await check(entry, secrets)));
    if (signal.aborted) return 'stopped';
    if (checked.state !== 'ok') return toRemarked(checked) ?? 'failed';
    // The check took its time.
    const state = await coordinator.state();
    const traits = state.channels.find(({ id }) => id === recorderId)?.traits;
    const again = toRefusal(state);
    if (again !== null || traits === undefined) return again ?? 'notSaved';
    // A pause by hand that policy keeps short is kept short here, too.
    const longestMs = manualPauses === 'short' ? shortPauseMs : Infinity;
    const leaseMs = Math.min(toTrialLeaseMs(traits), longestMs);
    return await touch({ recorderId, traits, leaseMs }, take, signal);
  }

  /** The steps that touch the recording. */
  async function touch(
    { recorderId, traits, leaseMs }: { recorderId: string; traits: Traits; leaseMs: number },
    take: Take,
    signal: AbortSignal,
  ): Promise<TrialResult> {
    const isEnded = async () => signal.aborted || !isTrialHeld(await coordinator.state());
    const release = () =>
      coordinator.dispatch({ type: 'release', id: trialHoldId, seq: null, reason: 'person' });
    try {
      const paused = await take('pause', async () => {
        await coordinator.dispatch({ type: 'trialPause', leaseMs });
        const limits = { forMs: trialCommandMs, signal, isHolding: true };
        return (await waiting.until(recorderId, judgePause, limits)) ?? ((await isEnded()) ? stopped : late);
      });
      const read = paused.state === 'ok' ? await take('read', readBack) : null;
      const resumed = await take('resume', async () => {
        await release();
        return await waitForResume(recorderId, isNothingPaused(read ?? paused));
      });
      return toResult(traits, read ?? paused, resumed);
    } finally {
      // Once more, where something was thrown on the way: what is released already stays so.
      await release();
    }

    async function readBack(): Promise<Verdict> {
      if (!traits.canRead) return { state: 'skipped', remark: 'cannotRead' };
      const limits = { forMs: toReadWaitMs(traits), signal, isHolding: true };
      const verdict = await waiting.until(recorderId, judgeReading, limits);
      return verdict ?? ((await isEnded()) ? stopped : { state: 'skipped', remark: 'notReadInTime' });
    }
  }

  async function waitForResume(recorderId: string, isNothing: boolean): Promise<Verdict> {
    const { episode, channels } = await coordinator.state();
    if (episode !== null && episode.linger === null) return { state: 'skipped', remark: 'takenOver' };
    const channel = channels.find(({ id }) => id === recorderId);
    if (isNothing && channel?.owed === null && channel.attempt === null)
      return { state: 'skipped', remark: 'nothingToResume' };
    const limits = { forMs: trialCommandMs, isHolding: false };
    return (await waiting.until(recorderId, judgeResume, limits)) ?? late;
  }

  return {
    async run(recorderId, onProgress, signal) {
      let trial = createTrial();
      const tell = (changes: Partial<Trial>) => {
        trial = { ...trial, ...changes };
        onProgress(trial);
      };
      if (isRunning) return tell({ result: 'otherTrial' });
      isRunning = true;
      try {
        const take = createTake(
          () => trial.steps,
          steps => tell({ steps }),
          now,
        );
        tell({ result: await walk(recorderId, take, signal) });
      } catch {
        tell({ result: 'failed' });
      } finally {
        isRunning = false;
      }
    },
    onState: waiting.onState,
  };
}

/** Does a step, and shows that it runs and what came of it. */
function createTake(
  read: () => Trial['steps'],
  write: (steps: Trial['steps']) => void,
  now: () => number,
): Take {
  return async (name, work) => {
    const set = (changes: Partial<Trial['steps'][number]>) =>
      write(read().map(step => (step.name === name ? { ...step, ...changes } : step)));
    set({ state: 'running' });
    const startedAtMs = now();
    const verdict = await work();
    const { state } = verdict;
    set({
      state,
      tookMs: state === 'skipped' ? null : Math.round(now() - startedAtMs),
      failure: state === 'failed' ? verdict.failure : null,
      remark: state === 'skipped' ? verdict.remark : null,
    });
    return verdict;
  };
}

/** Why a trial must not begin now; null where it may. */
function toRefusal(state: State): TrialResult | null {
  if (state.mode === 'observe' || state.wantedMode === 'observe') return 'observing';
  return isIdle(state) ? null : 'busy';
}

function toCheckVerdict(steps: CheckStep[]): Verdict {
  const failed = steps.find(({ isOk }) => !isOk);
  if (failed === undefined) return { state: 'ok' };
  const { code = 'badAnswer', detail } = failed;
  if (code === 'noCall' || code === 'notRecording') return { state: 'skipped', remark: code };
  return { state: 'failed', failure: failureSchema.parse({ code, reason: detail }) };
}

/** Whether the pause never was, or is over because its call is. */
function isNothingPaused(last: Verdict): boolean {
  if (last.state === 'failed') return true;
  return last.state === 'skipped' && (last.remark === 'noCall' || last.remark === 'notRecording');
}

/** What a step that says something other than yes or no comes to; null for any other. */
function toRemarked(verdict: Verdict): TrialResult | null {
  if (verdict.state !== 'skipped') return null;
  const { remark } = verdict;
  const isResult = remark === 'noCall' || remark === 'notRecording' || remark === 'stopped';
  return isResult ? remark : null;
}

function toResult(traits: Traits, last: Verdict, resumed: Verdict): TrialResult {
  if (resumed.state === 'failed') return 'stillPaused';
  if (resumed.state === 'skipped' && resumed.remark === 'takenOver') return 'takenOver';
  const ended = last.state === 'failed' ? 'failed' : toRemarked(last);
  if (ended !== null) return ended;
  if (traits.effect === 'agentMicrophone') return 'microphone';
  return last.state === 'ok' ? 'verified' : 'accepted';
}
