// A pause in the making: what each fact about one recorder adds to its row.
import type { Entry } from './entries.ts';
import { outcomes, type Exposure, type Outcome, type Pause } from './pause.ts';

/** What asked for silence. */
export type Cause = Pick<Pause, 'origins' | 'kinds' | 'sites' | 'rules' | 'said'>;

/** A row with what has to be remembered until its next entry. Plain JSON. */
export type Draft = {
  pause: Pause;
  /** Since when it is known to be paused. */
  heldSinceMs: number | null;
  /** Since when it would have to be verified. */
  unverifiedSinceMs: number | null;
  /** There was nothing to pause when we last looked. */
  isAbsent: boolean;
  /** The newest pause request, and the one before it. */
  askedAtMs: number | null;
  askedBeforeMs: number | null;
  /** The same for read-backs: while nothing else is noted, the one before has agreed. */
  readAtMs: number | null;
  readBeforeMs: number | null;
  /** Failed pause requests in a row while it was paused: the second one means that we do not know any more. */
  doubts: number;
};

/** An exposure or delay up to here is that of a pause that works; nobody says a digit in less. */
export const lateMs = 1_000;
/** From the end of being wanted to sound: what a resume may take. */
const overrunMs = 5_000;
const maxListed = 20;

/** A new row, wanted since then. */
export function createDraft(
  { seq, run, agent, version, policy }: Entry,
  recorder: string,
  episode: number,
  wantedAtMs: number,
  cause: Cause,
  firstSeq = seq,
): Draft {
  const pause: Pause = {
    seq, firstSeq: Math.min(firstSeq, seq), lastSeq: seq, run, episode, recorder, agent: agent ?? '', version, policy,
    origins: [...cause.origins], kinds: [...cause.kinds], sites: [...cause.sites], rules: [...cause.rules],
    said: [...cause.said],
    calls: [], references: [], isMicrophone: false,
    wantedAtMs, requestedAtMs: null, acceptedAtMs: null, verifiedAtMs: null,
    idleAtMs: null, unwantedAtMs: null, resumeRequestedAtMs: null, endedAtMs: null, endReason: null, end: null,
    exposureMs: 0, gapMs: 0, unrecordedMs: 0, exposures: [],
    attempts: 0, failures: 0, lastFailure: null, extensions: 0, overrides: 0, heldAgain: 0, gatesBroken: 0, alerts: 0,
    isTyped: false, isRecovered: false, outcome: 'open',
  }; // prettier-ignore
  return {
    pause,
    heldSinceMs: null,
    unverifiedSinceMs: null,
    isAbsent: false,
    askedAtMs: null,
    askedBeforeMs: null,
    readAtMs: null,
    readBeforeMs: null,
    doubts: 0,
  };
}

/** Adds what is new to a list, which stays short. By value: between two entries a list may have been stored. */
export function addTo<T>(list: T[], ...items: (T | undefined)[]): void {
  for (const item of items) {
    const isKnown = list.some(known => JSON.stringify(known) === JSON.stringify(item));
    if (item !== undefined && !isKnown && list.length < maxListed) list.push(item);
  }
}

/** From then on something may be recorded that should not. */
export function expose({ pause }: Draft, fromMs: number, why: Exposure['why'], isCardEntry: boolean): void {
  if (pause.exposures.length < maxListed)
    pause.exposures.push({ fromMs, toMs: null, why, isCardEntry, isTyped: false });
}

/** The exposure that goes on. */
export function toOpenExposure({ pause }: Draft): Exposure | undefined {
  const last = pause.exposures.at(-1);
  return last?.toMs === null ? last : undefined;
}

/** Ends it; false where there is none. */
export function endExposure(draft: Draft, atMs: number): boolean {
  const open = toOpenExposure(draft);
  if (open === undefined) return false;
  open.toMs = Math.max(open.fromMs, atMs);
  return true;
}

/** It is known to be paused. */
export function accept(draft: Draft, atMs: number): void {
  const { pause } = draft;
  pause.end = null;
  pause.endedAtMs = null;
  draft.doubts = 0;
  if (draft.heldSinceMs !== null) return;
  const open = toOpenExposure(draft);
  // The call began at some time after we last heard that there was none.
  if (draft.isAbsent && open === undefined && draft.askedBeforeMs !== null)
    expose(draft, draft.askedBeforeMs, 'late', true);
  endExposure(draft, atMs);
  // The answer to the last request came after all, when nobody wanted it any more.
  const last = pause.exposures.at(-1);
  if (last?.why === 'failed') last.why = 'late';
  draft.isAbsent = false;
  draft.heldSinceMs = atMs;
  draft.unverifiedSinceMs ??= atMs;
  pause.acceptedAtMs ??= atMs;
}

/** It is not known to be paused any more; at worst since the last time that it was. */
export function lose(draft: Draft, atMs: number, isWanted: boolean, isCardEntry: boolean): void {
  if (draft.heldSinceMs === null) return;
  const sinceMs = Math.min(atMs, Math.max(draft.heldSinceMs, draft.readBeforeMs ?? draft.heldSinceMs));
  draft.pause.unrecordedMs += Math.max(0, sinceMs - draft.heldSinceMs);
  draft.heldSinceMs = null;
  if (isWanted) expose(draft, sinceMs, 'lost', isCardEntry);
}

/** There is nothing to pause: no call, or none that is recorded. Nothing is exposed by that. */
export function markAbsent(draft: Draft): void {
  if (!draft.isAbsent && toOpenExposure(draft) !== undefined) draft.pause.exposures.pop();
  draft.isAbsent = true;
}

/** Nobody wants it any more. */
export function unwant(draft: Draft, atMs: number, idleAtMs: number, reason: Pause['endReason']): void {
  const { pause } = draft;
  pause.unwantedAtMs = atMs;
  pause.idleAtMs = Math.min(idleAtMs, atMs);
  pause.endReason = reason;
  const open = toOpenExposure(draft);
  if (open !== undefined) open.why = 'failed';
  endExposure(draft, atMs);
  const { unverifiedSinceMs: fromMs } = draft;
  if (fromMs !== null && pause.verifiedAtMs === null && draft.readAtMs !== null)
    pause.exposures.push({
      fromMs,
      toMs: Math.max(fromMs, atMs),
      why: 'unverified',
      isCardEntry: isByCard(pause),
      isTyped: pause.isTyped,
    });
  // Whatever comes after all, an answer or a resume of what may have been done, opens it again.
  if (draft.heldSinceMs === null) finish(draft, atMs, 'neverPaused');
}

/** The clock was set back: what goes on began as long ago as before, by the clock of now. */
export function shift(draft: Draft, byMs: number): void {
  const { pause } = draft;
  const toShifted = (atMs: number | null) => (atMs === null ? null : atMs + byMs);
  const open = toOpenExposure(draft);
  if (open !== undefined) open.fromMs += byMs;
  draft.heldSinceMs = toShifted(draft.heldSinceMs);
  draft.unverifiedSinceMs = toShifted(draft.unverifiedSinceMs);
  draft.askedAtMs = toShifted(draft.askedAtMs);
  draft.askedBeforeMs = toShifted(draft.askedBeforeMs);
  draft.readAtMs = toShifted(draft.readAtMs);
  draft.readBeforeMs = toShifted(draft.readBeforeMs);
  if (pause.end !== null) return;
  pause.idleAtMs = toShifted(pause.idleAtMs);
  pause.unwantedAtMs = toShifted(pause.unwantedAtMs);
}

/** It is over. */
export function finish(draft: Draft, atMs: number, end: NonNullable<Pause['end']>): void {
  const { pause, heldSinceMs } = draft;
  if (heldSinceMs !== null && end !== 'browserDied') {
    pause.unrecordedMs += Math.max(0, atMs - heldSinceMs);
    draft.heldSinceMs = null;
  }
  if (pause.idleAtMs !== null && end !== 'neverPaused') pause.gapMs += Math.max(0, atMs - pause.idleAtMs);
  pause.endedAtMs = atMs;
  pause.end = end;
}

export function isByCard({ origins }: Pause): boolean {
  return origins.some(origin => origin === 'field' || origin === 'page');
}

/** Brings the row up to its last entry: sums, and the one word for it. */
export function settle({ pause }: Draft, seq: number): void {
  pause.lastSeq = seq;
  pause.exposureMs = pause.exposures
    .filter(({ why }) => why === 'late' || why === 'lost' || why === 'failed')
    .reduce((sum, { fromMs, toMs }) => sum + (toMs === null ? 0 : Math.max(0, toMs - fromMs)), 0);
  pause.outcome = toOutcome(pause);
}

function toOutcome(pause: Pause): Outcome {
  const is: Partial<Record<Outcome, boolean>> = {
    open: pause.end === null,
    failed: pause.exposures.some(({ why }) => why === 'failed'),
    late: pause.exposureMs > lateMs,
    overrun: pause.isRecovered || pause.end === 'browserDied' || toDelayMs(pause) > overrunMs,
    unverified: pause.exposures.some(({ why }) => why === 'unverified'),
    observed: pause.recorder === '',
    absent: pause.acceptedAtMs === null,
    microphone: pause.isMicrophone,
  };
  return outcomes.find(outcome => is[outcome] === true) ?? 'protected';
}

function toDelayMs({ unwantedAtMs, endedAtMs }: Pause): number {
  return unwantedAtMs === null || endedAtMs === null ? 0 : endedAtMs - unwantedAtMs;
}
