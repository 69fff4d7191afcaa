// What one recorder did: which pause a fact belongs to, and what it adds there.
import type { Entry, EntryFact } from './entries.ts';
import type { Projection, Touch } from './desk.ts';
import { accept, addTo, createDraft, endExposure, expose, finish, lose, markAbsent, type Draft } from './pause-draft.ts'; // prettier-ignore

/** A fact about one recorder. */
export type RecorderFact = Extract<EntryFact, { recorder: string }>;

const byPeople = { person: 'overridden', softLimit: 'limit', hardLimit: 'limit' } as const;

/** Takes a fact about one recorder in. */
export function applyToRecorder(desk: Projection, entry: Entry, fact: RecorderFact, touch: Touch): void {
  const draft = toDraft(desk, entry, fact, touch);
  apply(desk, draft, fact, entry.atMs);
  touch(draft);
}

/** The pause that the fact belongs to: the newest of its recorder, unless it is the first of another. */
function toDraft(desk: Projection, entry: Entry, fact: RecorderFact, touch: Touch): Draft {
  const { episode } = desk;
  const newest = desk.newest[fact.recorder];
  const isWanted = episode !== null && !episode.isOver;
  const isNew = fact.type === 'requested' && fact.command === 'pause' && isWanted;
  if (newest !== undefined && !(isNew && newest.pause.end !== null)) return newest;
  if (newest !== undefined && endExposure(newest, entry.atMs)) touch(newest);
  const draft = isWanted
    ? createDraft(entry, fact.recorder, episode.id, toWantedAtMs(newest, episode), episode.cause, episode.seq)
    : createDraft(entry, fact.recorder, episode?.id ?? 0, entry.atMs, {
        origins: [],
        kinds: [],
        sites: [],
        rules: [],
        said: [],
      });
  if (isWanted) expose(draft, draft.pause.wantedAtMs, 'late', desk.cards > 0);
  desk.newest[fact.recorder] = draft;
  return draft;
}

/** Another call of the same episode is wanted paused since the one before was over. */
function toWantedAtMs(
  before: Draft | undefined,
  { id, startedAtMs }: NonNullable<Projection['episode']>,
): number {
  return before?.pause.episode === id ? Math.max(startedAtMs, before.pause.endedAtMs ?? 0) : startedAtMs;
}

function apply(desk: Projection, draft: Draft, fact: RecorderFact, atMs: number): void {
  const { pause } = draft;
  const isWanted = desk.episode !== null && !desk.episode.isOver;
  if ('call' in fact) addTo(pause.calls, fact.call);
  if ('reference' in fact) addTo(pause.references, fact.reference);
  if ('isMicrophone' in fact && fact.isMicrophone === true) pause.isMicrophone = true;
  switch (fact.type) {
    case 'requested':
      return request(draft, fact.command, atMs);
    case 'targeted':
      return;
    case 'paused':
      accept(draft, atMs);
      if (fact.evidence === 'verified') pause.verifiedAtMs ??= atMs;
      return;
    case 'verified':
      accept(draft, atMs);
      pause.verifiedAtMs ??= atMs;
      return;
    case 'contradicted':
      // After its end: the recorder said that it had resumed, and had not.
      if (!isWanted) return reopen(draft, atMs);
      return lose(draft, atMs, isWanted, desk.cards > 0);
    case 'resumed':
      finish(draft, atMs, 'resumed');
      return leaveExposed(desk, draft, fact.reason, atMs);
    case 'personSaw':
      if (fact.isPaused) return accept(draft, atMs);
      if (isWanted) return lose(draft, atMs, isWanted, desk.cards > 0);
      return finish(draft, atMs, 'personSaw');
    case 'callOver':
      endExposure(draft, atMs);
      return finish(draft, atMs, 'callOver');
    case 'absent':
      return markAbsent(draft);
    case 'failed':
      pause.failures += 1;
      pause.lastFailure = fact.code;
      if (fact.command !== 'pause') return;
      draft.doubts += 1;
      if (draft.doubts > 1) lose(draft, atMs, isWanted, desk.cards > 0);
      return;
    case 'recovered':
      pause.isRecovered = true;
      addTo(pause.origins, 'recovered');
      return reopen(draft, atMs);
    default:
      fact satisfies never;
  }
}

function request(draft: Draft, command: 'pause' | 'resume' | 'read', atMs: number): void {
  const { pause } = draft;
  switch (command) {
    case 'pause':
      pause.requestedAtMs ??= atMs;
      pause.attempts += 1;
      draft.askedBeforeMs = draft.askedAtMs;
      draft.askedAtMs = atMs;
      return;
    case 'read':
      draft.readBeforeMs = draft.readAtMs;
      draft.readAtMs = atMs;
      return;
    case 'resume':
      pause.resumeRequestedAtMs ??= atMs;
      // Something may have been paused after all, or there would be nothing to resume.
      if (pause.end === 'neverPaused') reopen(draft, atMs);
      return;
    default:
      command satisfies never;
  }
}

function reopen(draft: Draft, atMs: number): void {
  draft.pause.end = null;
  draft.pause.endedAtMs = null;
  draft.pause.gapMs = 0;
  draft.heldSinceMs ??= draft.pause.acceptedAtMs === null ? null : atMs;
}

/** A person or a limit resumed while a card field was still there. */
function leaveExposed({ cards }: Projection, draft: Draft, reason: string | null, atMs: number): void {
  const why = reason === null ? undefined : byPeople[reason as keyof typeof byPeople];
  if (why !== undefined && cards > 0) expose(draft, atMs, why, true);
}
