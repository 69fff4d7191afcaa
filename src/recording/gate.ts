// Whether a card field may be typed into: decided here from the same facts as the view, so that the two cannot differ.
import { later, z } from '../zod.ts';
import type { Hold, State } from './state.ts';
import { toEvidence, toRequired, toStatus } from './status.ts';

/** Which evidence of a pause opens the gate. */
export const gateNeedsSchema = later(() => z.enum(['accepted', 'verified']));
export type GateNeeds = z.infer<typeof gateNeedsSchema>;

/** Why a person typed although the pause had failed. */
export const breakReasons = [
  /** The recording was paused in the telephone program. */
  'pausedElsewhere',
  /** The call is not recorded. */
  'notRecorded',
  /** The card is not spoken: it is read from a letter, or the customer is here. */
  'notSpoken',
  /** A supervisor allowed it. */
  'allowed',
  'other',
] as const;
export const breakReasonSchema = later(() => z.enum(breakReasons));
export type BreakReason = z.infer<typeof breakReasonSchema>;

/** Why the gate is open, or shut. */
export const gateWhySchema = later(() =>
  z.enum([
    // Open:
    'paused',
    /** There is no call, or none that is recorded. */
    'nothingRecorded',
    /** Nothing is paused at all: what would have paused is counted. */
    'observing',
    /** A person resumed while this field had focus: the recording runs, and they know. */
    'overridden',
    /** The pause failed, and a person gave a reason to type anyway. */
    'broken',
    // Shut:
    'pausing',
    /** The pause was accepted, and has to be read back. */
    'unverified',
    /** A required recorder could not be paused, or its pause is in doubt. */
    'failed',
    /** Only the agent's microphone is off: the recording runs. */
    'microphoneOnly',
    /** A limit resumed the recording: the next try to type pauses it again. */
    'limit',
  ]),
);
export type GateWhy = z.infer<typeof gateWhySchema>;

export type Gate = {
  isOpen: boolean;
  why: GateWhy;
  /** Whether a person may open it, with a reason: only where waiting will not help for certain. */
  canBreak: boolean;
};

/** Whether a hold is the one of the page around a frame: it stands for a field that the page cannot see. */
export function isAround({ reasons }: Hold): boolean {
  return reasons?.[0]?.startsWith('frame:') === true;
}

/** The gate of the field that holds. */
export function toGate(state: State, hold: Hold, needs: GateNeeds): Gate {
  if (hold.isGateBroken === true) return open('broken');
  if (hold.spent === 'person') return open('overridden');
  const status = toStatus(state);
  switch (status) {
    case 'paused':
      return needs === 'accepted' || toEvidence(state) === 'verified'
        ? open('paused')
        : shut('unverified', hasTrouble(state));
    case 'noCall':
      return open('nothingRecorded');
    case 'observing':
      return open('observing');
    case 'pausing':
      return shut('pausing', false);
    case 'microphoneOff':
      return shut('microphoneOnly', true);
    case 'notSetUp':
    case 'stillRecording':
      return shut('failed', true);
    // Nothing is held: a limit has ended this hold, and the recording runs, or soon will.
    case 'ready':
    case 'resuming':
    case 'stillPaused':
    case 'microphoneStuck':
      return shut('limit', false);
    default:
      return status satisfies never;
  }
}

function open(why: GateWhy): Gate {
  return { isOpen: true, why, canBreak: false };
}

function shut(why: GateWhy, canBreak: boolean): Gate {
  return { isOpen: false, why, canBreak };
}

/** Whether the read-back that is waited for fails, or will never come. */
function hasTrouble({ channels }: State): boolean {
  return toRequired(channels).some(
    ({ failure, traits, evidence }) => evidence !== 'verified' && (failure !== null || !traits.canRead),
  );
}

/** What a person typed as a reason, without what could be a part of a card number. */
export function redactDetail(detail: string): string {
  return detail.replaceAll(/\d(?:[\s.-]?\d){3,}/g, '…').trim();
}
