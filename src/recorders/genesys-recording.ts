// What a list of the agent's calls means for a pause and for a read-back.
import { RecorderError } from './errors.ts';
import type { Call } from './genesys-call.ts';
import type { Reading } from './recorder.ts';

export type Plan = {
  /** What the pause addresses: what is paused already by an earlier request of ours, and what is to be paused. */
  callIds: string[];
  /** To be paused now. */
  toPause: string[];
};

/**
 * Every call that is recorded is to be paused, one on hold included: the agent may take it back at any moment. What
 * somebody else has paused is left to them: we would resume it afterwards, in the middle of what they paused it for.
 * @param ours calls that an earlier pause of this episode addressed
 * @throws {RecorderError} noCall, notRecording where nothing records, refused where a recorded call cannot be paused
 */
export function planPause(calls: Call[], ours: string[]): Plan {
  const live = calls.filter(({ isLive }) => isLive);
  const isPaused = live.filter(({ id, recording }) => recording === 'paused' && ours.includes(id));
  const toPause = live.filter(
    call => call.recording === 'recording' || (isInDoubt(call) && call.canPause !== false),
  );
  const cannotPause = live.filter(
    ({ recording, canPause }) => recording === 'recording' && canPause === false,
  );
  const isNothingToDo = toPause.length === 0 && isPaused.length === 0;
  // A second call that was never recorded tells nothing either: it must not keep the first from being paused.
  if (cannotPause.length > 0 || (isNothingToDo && live.some(isInDoubt)))
    throw new RecorderError(
      'refused',
      'GWS does not offer PauseCallRecording for this call: is the feature api-voice-recording on, and the call ' +
        'recorded in a way that can be paused?',
    );
  if (isNothingToDo) throw toNothing(live);
  const callIds = [...isPaused, ...toPause].map(({ id }) => id);
  const isNew = (id: string) => !ours.includes(id);
  // In the order in which they were addressed before: the same calls are the same reference.
  return {
    callIds: [...ours.filter(id => callIds.includes(id)), ...callIds.filter(isNew)],
    toPause: toPause.map(({ id }) => id),
  };
}

function toNothing(live: Call[]): RecorderError {
  if (live.some(({ recording }) => recording === 'paused'))
    return new RecorderError('notRecording', 'somebody else has paused the recording of this call');
  if (live.some(({ recording }) => recording === 'stopped'))
    return new RecorderError('notRecording', 'GWS shows the recording of this call as stopped');
  return new RecorderError(
    'noCall',
    live.length === 0 ? 'the agent has no call' : 'the call is not answered yet',
  );
}

/** What these calls show of those that a pause addressed; of all where `ours` is null. */
export function toReading(calls: Call[], ours: string[] | null): Reading {
  const live = calls.filter(({ isLive }) => isLive);
  const isOurs = ({ id }: Call) => ours?.includes(id) !== false;
  // A call that was never asked to pause, and does not say that it cannot be, is taken for recorded.
  const recorded = live.filter(
    call => call.recording === 'recording' || (isInDoubt(call) && !isOurs(call) && call.canPause !== false),
  );
  if (recorded.length > 0)
    return { state: 'recording', ...(recorded.every(isOurs) ? {} : { isNewCall: true }) };
  const addressed = live.filter(isOurs);
  if (addressed.length === 0) return { state: 'callOver' };
  if (live.some(isInDoubt)) return { state: 'unknown' };
  const isPaused = addressed.some(({ recording }) => recording === 'paused');
  return { state: isPaused ? 'paused' : 'notRecording' };
}

/** Nothing tells whether it is recorded. What rings is not recorded yet. */
function isInDoubt({ recording, isRinging }: Call): boolean {
  return recording === 'unknown' && !isRinging;
}
