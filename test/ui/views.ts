// One view for each thing that people can see.
import type { View } from '../../src/recording/view.ts';

type RecorderView = View['recorders'][number];

/** A moment at which all of these views were made. */
export const nowMs = Date.UTC(2026, 10, 20, 9, 30);

export function toRecorderView(changes: Partial<RecorderView> = {}): RecorderView {
  return {
    id: 'voicenter-1',
    isRequired: true,
    effect: 'silence',
    phase: 'recording',
    evidence: null,
    absent: null,
    failure: null,
    retryAtMs: null,
    needsPerson: false,
    ...changes,
  };
}

export function toView(changes: Partial<View> = {}): View {
  return {
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
    recorders: [toRecorderView()],
    ...changes,
  };
}

const held: Partial<View> = {
  sinceMs: nowMs - 42_000,
  limitAtMs: nowMs + 138_000,
  canExtend: true,
  holds: [
    {
      origin: 'field',
      kind: 'card-number',
      site: 'https://crm.example.com',
      sinceMs: nowMs - 42_000,
      isAway: false,
    },
  ],
};
const pausedBy = (evidence: 'accepted' | 'verified'): Partial<View> => ({
  ...held,
  status: 'paused',
  evidence,
  recorders: [toRecorderView({ phase: 'paused', evidence })],
});

export const views = {
  notSetUp: toView({ status: 'notSetUp', recorders: [] }),
  observing: toView({ status: 'observing' }),
  observingHold: toView({ ...held, status: 'observing', limitAtMs: null, canExtend: false }),
  ready: toView(),
  overridden: toView({ isOverridden: true }),
  noCall: toView({ ...held, status: 'noCall', recorders: [toRecorderView({ absent: 'noCall' })] }),
  pausing: toView({ ...held, status: 'pausing', recorders: [toRecorderView({ phase: 'pausing' })] }),
  accepted: toView(pausedBy('accepted')),
  verified: toView(pausedBy('verified')),
  away: toView({
    ...pausedBy('accepted'),
    holds: [
      {
        origin: 'field',
        kind: 'card-csc',
        site: 'https://pay.example.com',
        sinceMs: nowMs - 9_000,
        isAway: true,
      },
      { origin: 'manual', sinceMs: nowMs - 5_000, isAway: false },
    ],
  }),
  lingering: toView({ ...pausedBy('verified'), holds: [], limitAtMs: null, lingerUntilMs: nowMs + 3_000 }),
  limitNear: toView({ ...pausedBy('verified'), warning: 'limitNear', limitAtMs: nowMs + 25_000 }),
  hardLimitNear: toView({
    ...pausedBy('verified'),
    warning: 'limitNear',
    limitAtMs: nowMs + 25_000,
    canExtend: false,
  }),
  pausedAgain: toView({ ...pausedBy('verified'), warning: 'pausedAgain' }),
  cardInText: toView({ ...pausedBy('verified'), warning: 'cardInText' }),
  resuming: toView({ status: 'resuming', recorders: [toRecorderView({ phase: 'resuming' })] }),
  stillRecording: toView({
    ...held,
    status: 'stillRecording',
    recorders: [
      toRecorderView({ phase: 'paused', evidence: 'verified' }),
      toRecorderView({
        id: 'other-1',
        isRequired: false,
        phase: 'unknown',
        failure: { code: 'timedOut' },
        retryAtMs: nowMs + 4_000,
      }),
    ],
  }),
  needsPerson: toView({
    ...held,
    status: 'stillRecording',
    recorders: [toRecorderView({ phase: 'unknown', needsPerson: true })],
  }),
  stillPaused: toView({
    status: 'stillPaused',
    recorders: [
      toRecorderView({ phase: 'unknown', failure: { code: 'unreachable' }, retryAtMs: nowMs + 9_000 }),
    ],
  }),
  microphoneReady: toView({
    isMicrophoneOnly: true,
    recorders: [toRecorderView({ effect: 'agentMicrophone' })],
  }),
  microphonePausing: toView({
    ...held,
    status: 'pausing',
    isMicrophoneOnly: true,
    recorders: [toRecorderView({ effect: 'agentMicrophone', phase: 'pausing' })],
  }),
  microphoneOff: toView({
    ...held,
    status: 'microphoneOff',
    isMicrophoneOnly: true,
    recorders: [toRecorderView({ effect: 'agentMicrophone', phase: 'paused', evidence: 'accepted' })],
  }),
  microphoneResuming: toView({
    status: 'resuming',
    isMicrophoneOnly: true,
    recorders: [toRecorderView({ effect: 'agentMicrophone', phase: 'resuming' })],
  }),
  microphoneStuck: toView({
    status: 'microphoneStuck',
    isMicrophoneOnly: true,
    recorders: [toRecorderView({ effect: 'agentMicrophone', phase: 'unknown', needsPerson: true })],
  }),
} as const satisfies Record<string, View>;

export type ViewName = keyof typeof views;
export const viewNames = Object.keys(views) as ViewName[];
