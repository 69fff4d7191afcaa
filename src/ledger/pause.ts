// One pause as people speak of it: one recorder, from when silence was wanted to when sound was back.
// Derived from entries at any time; the entries alone are the evidence.
import type { RecorderErrorCode } from '../recorders/errors.ts';
import type { EndReason, FieldKind, HoldOrigin } from '../recording/state.ts';

/** Time in which something may have been recorded that should not. */
export type Exposure = {
  fromMs: number;
  /** Null while it lasts. */
  toMs: number | null;
  /**
   * `late`: until the pause was known. `lost`: a pause that had been known was found not to be one, or came into doubt.
   * `failed`: no pause ever came. `unverified`: the recorder can be read back and never was, or never agreed.
   * `overridden`: a person resumed while a field had focus. `limit`: a limit did.
   */
  why: 'late' | 'lost' | 'failed' | 'unverified' | 'overridden' | 'limit';
  /** Whether a field or payment page asked for silence meanwhile; else only a person did, who may have known better. */
  isCardEntry: boolean;
  /** Whether anything was entered meanwhile. */
  isTyped: boolean;
};

/** Why a person paused by hand, resumed over a card field, or opened the gate. */
export type Said = {
  about: 'pause' | 'override' | 'gate';
  reason: string;
  /** What the person added, without its runs of digits; empty where nothing was. */
  detail: string;
};

/** The worst that can be said of a pause, in this order; what is still going on is `open`. */
export const outcomes = [
  /** It is wanted, or not yet over. */
  'open',
  /** There was a call to pause, and it never was; or the pause was lost for good. */
  'failed',
  /** Paused, but not all the time that it was wanted: too late, or lost and won back. */
  'late',
  /** Resumed too late, or by the next start after the browser had died. */
  'overrun',
  /** Accepted by a recorder that can be read, and never read back. */
  'unverified',
  /** Only what would have been paused was counted: CardHush was observing, or had no recorder. */
  'observed',
  /** There was nothing to pause. */
  'absent',
  /** Only the agent's microphone was off: the recording went on, and the caller is heard in it. */
  'microphone',
  /** Paused in time, and resumed in time. */
  'protected',
] as const;
export type Outcome = (typeof outcomes)[number];

/** All times are wall clock, ms since the epoch; durations are in ms. */
export type Pause = {
  /** The first entry that names its recorder: its key. */
  seq: number;
  /** Its story: the entries from the hold that began it to the last one so far that name its recorder, or none. */
  firstSeq: number;
  lastSeq: number;
  run: string;
  episode: number;
  /** The configured recorder's id; empty where nothing was asked of any. */
  recorder: string;
  agent: string;
  version: string;
  policy: string;
  /** What asked for silence. `recovered`: the start after the browser had died with something paused. */
  origins: (HoldOrigin | 'recovered')[];
  kinds: FieldKind[];
  sites: string[];
  /** Names of the rules that recognised the fields. */
  rules: string[];
  /** The call or calls, as the recorder's adapter names them. */
  calls: string[];
  /** The vendor's own references for what was asked of it. */
  references: string[];
  /** True where only the agent's microphone was switched off: the recording went on. */
  isMicrophone: boolean;
  wantedAtMs: number;
  requestedAtMs: number | null;
  acceptedAtMs: number | null;
  verifiedAtMs: number | null;
  /** When nobody held any more, or a person or a limit ended it: the gap begins. */
  idleAtMs: number | null;
  /** When it was no longer wanted: after the linger, or at once where a person or a limit ended it. */
  unwantedAtMs: number | null;
  resumeRequestedAtMs: number | null;
  /** When it was over. */
  endedAtMs: number | null;
  /** Why it was no longer wanted. */
  endReason: EndReason | null;
  /** How it was over. `neverPaused`: there was nothing to resume. `browserDied`: and nobody has resumed it yet. */
  end: 'resumed' | 'callOver' | 'personSaw' | 'neverPaused' | 'browserDied' | null;
  /** How long it was wanted and not known to be paused, while there was something to pause. */
  exposureMs: number;
  /** From `idleAtMs` to the end. */
  gapMs: number;
  /** How long the recording is known to have been paused. */
  unrecordedMs: number;
  exposures: Exposure[];
  /** Pause requests; more than one where it had to be tried again, or said again. */
  attempts: number;
  failures: number;
  lastFailure: RecorderErrorCode | null;
  extensions: number;
  overrides: number;
  /** What people gave as their reasons. */
  said: Said[];
  /** How often card entry went on after a limit. */
  heldAgain: number;
  gatesBroken: number;
  alerts: number;
  isTyped: boolean;
  /** Resumed by the start after the browser had died. */
  isRecovered: boolean;
  outcome: Outcome;
};
