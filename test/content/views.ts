// Views to show, as the worker would send them.
import type { View } from '../../src/recording/view.ts';

export const ready: View = {
  status: 'ready',
  isMicrophoneOnly: false,
  evidence: null,
  sinceMs: null,
  lingerUntilMs: null,
  limitAtMs: null,
  canExtend: false,
  warning: null,
  isOverridden: false,
  holds: [],
  recorders: [],
};

export const paused: View = { ...ready, status: 'paused', evidence: 'verified' };

export const stillRecording: View = { ...ready, status: 'stillRecording' };

/** A recorder in some kind of trouble. */
export const recorder: View['recorders'][number] = {
  id: 'pbx',
  isRequired: true,
  effect: 'silence',
  phase: 'unknown',
  evidence: null,
  absent: null,
  failure: null,
  retryAtMs: null,
  needsPerson: false,
};
