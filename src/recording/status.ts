// The one word for a state, and how sure we are of a pause.
import { later, z } from '../zod.ts';
import type { Evidence } from '../recorders/recorder.ts';
import { isPauseWanted, type Channel, type State } from './state.ts';

export const statusSchema = later(() =>
  z.enum([
    /** No recorder is configured. */
    'notSetUp',
    /** Nothing is asked of recorders, whatever is held: what would have paused is counted. */
    'observing',
    /** Nothing is held; the recorder records. */
    'ready',
    /** Something is held, and there is no call, or none that is recorded. */
    'noCall',
    'pausing',
    'paused',
    /** Something is held and the agent's microphone is off. The recording goes on: the caller is heard in it. */
    'microphoneOff',
    'resuming',
    /** Alert: something is held and a required recorder is not known to be paused. */
    'stillRecording',
    /** Alert: nothing is held and a recorder could not be resumed. */
    'stillPaused',
    /** Alert: nothing is held and the agent's microphone may still be off. */
    'microphoneStuck',
  ]),
);
export type Status = z.infer<typeof statusSchema>;

/** The status of a state. "paused" only where every required recorder is known to be. */
export function toStatus(state: State): Status {
  const { channels, mode } = state;
  if (channels.length === 0) return mode === 'observe' ? 'observing' : 'notSetUp';
  const required = toRequired(channels);
  if (!isPauseWanted(state)) {
    const stuck = channels.filter(isStuckPaused);
    if (stuck.length > 0) return stuck.every(isMicrophone) ? 'microphoneStuck' : 'stillPaused';
    if (channels.some(({ phase }) => phase !== 'recording')) return 'resuming';
    return mode === 'observe' ? 'observing' : 'ready';
  }
  if (
    required.some(
      ({ failure, needsPerson, phase }) => phase !== 'paused' && (failure !== null || needsPerson),
    )
  )
    return 'stillRecording';
  const isQuiet = required.every(
    ({ phase, absent }) => phase === 'paused' || (phase !== 'unknown' && absent !== null),
  );
  if (!isQuiet) return 'pausing';
  const paused = required.filter(({ phase }) => phase === 'paused');
  if (paused.length === 0) return 'noCall';
  return paused.every(isMicrophone) ? 'microphoneOff' : 'paused';
}

/** The recorders that have a say in what is shown: the required ones, or all of them where none is. */
export function toRequired(channels: Channel[]): Channel[] {
  const required = channels.filter(({ isRequired }) => isRequired);
  return required.length === 0 ? channels : required;
}

/** Whether its pause leaves the recording running and only switches the agent's microphone off. */
export function isMicrophone({ traits }: Channel): boolean {
  return traits.effect === 'agentMicrophone';
}

/** Whether a recorder, with nothing held, was asked to resume and did not, or cannot be asked or read. */
function isStuckPaused({ failure, needsPerson, owed }: Channel): boolean {
  return owed !== null && (failure !== null || needsPerson);
}

/** The weakest evidence of the required recorders whose recording is paused; null where none is. */
export function toEvidence(state: State): Evidence | null {
  const paused = toRequired(state.channels).filter(
    channel => channel.phase === 'paused' && !isMicrophone(channel),
  );
  if (!isPauseWanted(state) || paused.length === 0) return null;
  return paused.every(({ evidence }) => evidence === 'verified') ? 'verified' : 'accepted';
}
