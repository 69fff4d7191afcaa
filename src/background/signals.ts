// What a change of the view is worth to ears and to the system's notifications. Pure.
import type { View } from '../recording/view.ts';
import type { Sound } from '../sounds/earcon.ts';

/** What the system's notifications tell: a failure, and a pause that lasts too long. */
export const noticeKinds = ['stillRecording', 'stillPaused', 'microphoneStuck', 'limitNear'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What has to be known of the views before. */
export type Memory = {
  status: View['status'];
  /** Whether a recorder has paused since the last time that nothing was asked of it. */
  hasPaused: boolean;
};

export type Signals = {
  memory: Memory;
  sound: Sound | null;
  /** What holds now, to be told until it holds no longer; null where nothing has to be. */
  notice: NoticeKind | null;
};

/** `before` is null for the first view of a worker: what it shows began earlier, and is not heard again. */
export function toSignals(before: Memory | null, view: View): Signals {
  const { status } = view;
  const hasPaused = status === 'paused' || (status !== 'ready' && before?.hasPaused === true);
  return {
    memory: { status, hasPaused },
    sound: before === null || before.status === status ? null : toSound(before, status),
    notice: noticeKinds.find(kind => kind === status) ?? (view.warning === 'limitNear' ? 'limitNear' : null),
  };
}

/** A microphone that is switched is no pause, and has no sound of one. */
function toSound(before: Memory, status: View['status']): Sound | null {
  switch (status) {
    case 'paused':
      return 'paused';
    case 'ready':
      return before.hasPaused ? 'resumed' : null;
    case 'stillRecording':
    case 'stillPaused':
    case 'microphoneStuck':
      return 'failed';
    case 'notSetUp':
    case 'observing':
    case 'noCall':
    case 'pausing':
    case 'resuming':
    case 'microphoneOff':
      return null;
    default:
      return status satisfies never;
  }
}
