// What the popup's buttons do for each view.
import type { MessageKey } from '../ui/text.ts';
import type { ViewLink } from '../ui/view-link.ts';

export type Command = 'pause' | 'resume' | 'setUp';

export type Action = {
  label: MessageKey;
  /** Null while there is nothing to do but wait. */
  command: Command | null;
};

/** A press that the background has not answered yet. */
export type Pending = 'pause' | 'resume' | null;

/** The big button. A press shows at once, as something that is under way and never as something that is done. */
export function toMainAction(link: ViewLink, pending: Pending): Action {
  const isMicrophoneOnly = link.state === 'live' && link.view.isMicrophoneOnly;
  if (pending !== null) return { label: toPendingLabel(pending, isMicrophoneOnly), command: null };
  // Without a view, the safe wish is the one that can be made: a message also wakes a sleeping worker.
  if (link.state !== 'live') return { label: 'popup_pause', command: 'pause' };
  const { status, recorders } = link.view;
  // A press would change nothing: only a person can say how the one thing stands that could be switched.
  if (isMicrophoneOnly && recorders.some(({ needsPerson }) => needsPerson))
    return { label: 'popup_answer_first', command: null };
  switch (status) {
    case 'notSetUp':
      return { label: 'popup_set_up', command: 'setUp' };
    case 'observing':
      return { label: 'popup_observing', command: null };
    case 'ready':
    case 'resuming':
      return { label: isMicrophoneOnly ? 'popup_microphone_off' : 'popup_pause', command: 'pause' };
    case 'noCall':
      return { label: 'popup_stop_waiting', command: 'resume' };
    case 'pausing':
      return { label: toPendingLabel('pause', isMicrophoneOnly), command: null };
    case 'paused':
      return { label: 'popup_resume', command: 'resume' };
    case 'microphoneOff':
      return { label: 'popup_microphone_on', command: 'resume' };
    case 'stillRecording':
      return { label: isMicrophoneOnly ? 'popup_microphone_off' : 'popup_retry_pause', command: 'pause' };
    case 'stillPaused':
      return { label: 'popup_retry_resume', command: 'resume' };
    case 'microphoneStuck':
      return { label: 'popup_microphone_retry', command: 'resume' };
    default:
      return status satisfies never;
  }
}

function toPendingLabel(pending: 'pause' | 'resume', isMicrophoneOnly: boolean): MessageKey {
  if (pending === 'pause') return isMicrophoneOnly ? 'status_microphonePausing' : 'status_pausing';
  return isMicrophoneOnly ? 'status_microphoneResuming' : 'popup_resuming';
}

/** The way out of what the big button does, where there is one. */
export function toOtherAction(
  link: ViewLink,
  pending: Pending,
): { label: MessageKey; command: Command } | null {
  if (link.state !== 'live' || pending !== null) return null;
  const { status, isMicrophoneOnly } = link.view;
  switch (status) {
    case 'pausing':
      return { label: isMicrophoneOnly ? 'popup_microphone_cancel' : 'popup_cancel', command: 'resume' };
    case 'stillRecording':
      return { label: isMicrophoneOnly ? 'popup_microphone_cancel' : 'popup_give_up', command: 'resume' };
    case 'stillPaused':
      return { label: 'popup_keep_paused', command: 'pause' };
    case 'notSetUp':
    case 'observing':
    case 'ready':
    case 'noCall':
    case 'paused':
    case 'microphoneOff':
    case 'resuming':
    case 'microphoneStuck':
      return null;
    default:
      return status satisfies never;
  }
}
