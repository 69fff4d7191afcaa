// What one key means: pause when the recording runs, resume when it is paused, and never the wrong one in an alarm.
import type { RecordingEvent } from '../recording/events.ts';
import { manualHoldId } from '../recording/state.ts';
import type { View } from '../recording/view.ts';

/** The event for a press of the shortcut in this view. */
export function toToggleEvent({ status, holds }: View): RecordingEvent {
  switch (status) {
    case 'paused':
    case 'pausing':
    case 'microphoneOff':
    case 'stillPaused':
    case 'microphoneStuck':
      return { type: 'manualResume' };
    case 'noCall':
      return holds.some(({ origin }) => origin === 'manual')
        ? { type: 'manualResume' }
        : { type: 'manualPause' };
    // Nothing is paused in this mode, so there is nothing that a press could ask for.
    case 'observing':
      return { type: 'tick' };
    case 'ready':
    case 'resuming':
    case 'stillRecording':
    case 'notSetUp':
      return { type: 'manualPause' };
    default:
      return status satisfies never;
  }
}

/**
 * The event for a person's wish to resume. Where overrides are forbidden and something other than the person still
 * holds, it ends the person's own hold and nothing else.
 */
export function toResumeEvent({ holds }: View, mayOverride: boolean): RecordingEvent {
  if (mayOverride || holds.every(({ origin }) => origin === 'manual')) return { type: 'manualResume' };
  return { type: 'release', id: manualHoldId, seq: null, reason: 'person' };
}
