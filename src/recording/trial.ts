// "Try a pause and a resume": what its steps say, and how they follow from the state.
import { later, z } from '../zod.ts';
import { failureSchema, type Failure } from '../recorders/errors.ts';
import type { Traits } from '../recorders/recorder.ts';
import type { Channel, State } from './state.ts';
import { trialHoldId } from './trial-hold.ts';

export const trialStepNames = ['check', 'pause', 'read', 'resume'] as const;
export type TrialStepName = (typeof trialStepNames)[number];

const stepStateSchema = later(() => z.enum(['waiting', 'running', 'ok', 'skipped', 'failed']));

/** Why a step came out as it did where that is nobody's failure; `options_trial_remark_<remark>`. */
const remarkSchema = later(() =>
  z.enum([
    'cannotRead',
    'notReadInTime',
    'noCall',
    'notRecording',
    'nothingToResume',
    'stopped',
    'takenOver',
  ]),
);

const trialStepSchema = later(() =>
  z.object({
    name: z.enum(trialStepNames),
    state: stepStateSchema,
    /** How long it took, in ms; null where it was not done. */
    tookMs: z.nullable(z.number()),
    failure: z.nullable(failureSchema),
    remark: z.nullable(remarkSchema),
  }),
);
export type TrialStep = z.infer<typeof trialStepSchema>;

/** What a trial came to; `options_trial_result_<result>`. */
export const trialResults = [
  /** Paused, read back and resumed. */
  'verified',
  /** Paused and resumed by the recorder's word. */
  'accepted',
  /** The agent's microphone was switched off and on. */
  'microphone',
  'noCall',
  'notRecording',
  /** A step failed, and nothing is paused. */
  'failed',
  /** The resume failed: it is tried again and again, and there is an alert. */
  'stillPaused',
  /** A person ended it, or a limit of the settings. */
  'stopped',
  /** A card field got focus meanwhile: its pause goes on, as it must. */
  'takenOver',
  /** Refused, and nothing was touched: something is paused or held. */
  'busy',
  'otherTrial',
  /** Refused: nothing is paused in observe mode. */
  'observing',
  /** Refused: policy forbids pauses by hand, and this would be one. */
  'forbidden',
  /** Refused: this recorder is not among those in force. */
  'notSaved',
] as const;
export type TrialResult = (typeof trialResults)[number];

/** A trial as it stands now. */
export const trialSchema = later(() =>
  z.object({
    steps: z.array(trialStepSchema),
    /** Null while it runs. */
    result: z.nullable(z.enum(trialResults)),
  }),
);
export type Trial = z.infer<typeof trialSchema>;

/** Nothing done yet. */
export function createTrial(): Trial {
  const steps = trialStepNames.map(name => ({
    name,
    state: 'waiting' as const,
    tookMs: null,
    failure: null,
    remark: null,
  }));
  return { steps, result: null };
}

/** How a step came out. */
export type Verdict =
  | { state: 'ok' }
  | { state: 'failed'; failure: Failure }
  | { state: 'skipped'; remark: NonNullable<TrialStep['remark']> };

/** Looks at a recorder: how a step came out, or undefined while it is not known. */
export type Judge = (channel: Channel) => Verdict | undefined;

/** Whether the pause has come about. */
export function judgePause(channel: Channel): Verdict | undefined {
  return judgeWrong(channel) ?? (channel.phase === 'paused' ? { state: 'ok' } : undefined);
}

/** Whether the pause has been read back. */
export function judgeReading(channel: Channel): Verdict | undefined {
  const isVerified = channel.phase === 'paused' && channel.evidence === 'verified';
  return judgeWrong(channel) ?? (isVerified ? { state: 'ok' } : undefined);
}

/** Whether the resume has come about. */
export function judgeResume(channel: Channel): Verdict | undefined {
  if (channel.owed !== null) return judgeWrong(channel);
  return channel.attempt?.command === 'pause' ? undefined : { state: 'ok' };
}

function judgeWrong({ failure, absent, needsPerson }: Channel): Verdict | undefined {
  if (needsPerson) return { state: 'failed', failure: { code: 'timedOut' } };
  if (failure !== null) {
    const { code, reason } = failure;
    return { state: 'failed', failure: { code, ...(reason === undefined ? {} : { reason }) } };
  }
  return absent === null ? undefined : { state: 'skipped', remark: absent };
}

/** Whether the trial's own hold still holds. */
export function isTrialHeld({ holds }: State): boolean {
  return holds.some(({ id, spent }) => id === trialHoldId && spent === null);
}

/** How long the pause and the resume of a trial may each take, in ms; the worker gives up its requests sooner. */
export const trialCommandMs = 12_000;

/** How long a trial waits for the read-back, in ms. */
export function toReadWaitMs({ canRead, readEveryMs, readLagMs }: Traits): number {
  return canRead ? Math.min(readEveryMs + readLagMs + 5_000, 25_000) : 0;
}

/** The lease of a trial's hold, in ms: when it resumes although nobody ends it any more. */
export function toTrialLeaseMs(traits: Traits): number {
  return trialCommandMs + toReadWaitMs(traits) + 3_000;
}

/** About how much of a recording a trial leaves out, in ms, where all goes well. */
export function toTrialGapMs({ canRead, readEveryMs }: Traits): number {
  return 1_000 + (canRead ? readEveryMs : 0);
}
