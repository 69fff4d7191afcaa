// What happens on the desk as a whole, whichever recorders there are: runs of the browser, holds, episodes.
import type { Entry, EntryFact } from './entries.ts';
import { addTo, createDraft, endExposure, finish, settle, shift, toOpenExposure, unwant, type Cause, type Draft } from './pause-draft.ts'; // prettier-ignore
import type { Said } from './pause.ts';

/** Everything that has to be remembered between two entries. Plain JSON. */
export type Projection = {
  /** Fields and payment pages that asked for silence and are still there, whether they still hold or not. */
  cards: number;
  /** The same with what people press. */
  holds: number;
  /** When the last of them went. */
  idleAtMs: number | null;
  /** What asked for silence since the last episode began. */
  waiting: Cause;
  /** The hold that was the first of them. */
  waitingSeq: number;
  episode: { id: number; startedAtMs: number; isOver: boolean; seq: number; cause: Cause } | null;
  /** The newest pause of each recorder. */
  newest: Record<string, Draft>;
  lastAtMs: number;
};

type FactOf<Type extends EntryFact['type']> = Extract<EntryFact, { type: Type }>;
export type Touch = (draft: Draft) => void;

/** A projection of no entries. */
export function createProjection(): Projection {
  return {
    cards: 0,
    holds: 0,
    idleAtMs: null,
    waiting: createCause(),
    waitingSeq: 0,
    episode: null,
    newest: {},
    lastAtMs: 0,
  };
}

function createCause(): Cause {
  return { origins: [], kinds: [], sites: [], rules: [], said: [] };
}

/** Pauses that are not over. */
export function toOpenDrafts({ newest }: Projection): Draft[] {
  return Object.values(newest).filter(({ pause }) => pause.end === null);
}

/** The browser died, or was closed: what was open then stays so until a later run says otherwise. */
export function openRun(desk: Projection, touch: Touch): void {
  for (const draft of Object.values(desk.newest)) {
    if (endExposure(draft, desk.lastAtMs)) touch(draft);
    if (draft.pause.end !== null) continue;
    touch(draft);
    if (draft.pause.unwantedAtMs === null) unwant(draft, desk.lastAtMs, desk.lastAtMs, null);
    if (draft.pause.end === null) finish(draft, desk.lastAtMs, 'browserDied');
  }
  Object.assign(desk, { cards: 0, holds: 0, idleAtMs: null, waiting: createCause(), episode: null });
}

/**
 * The clock jumped. Ahead it may have been a sleep, in which a recorder goes on: those times stay as they are, and are
 * rather too long. Back it was set, and a window that came out too short would be an exposure that nobody hears of.
 */
export function shiftClock(desk: Projection, byMs: number, touch: Touch): void {
  if (byMs >= 0) return;
  if (desk.episode !== null) desk.episode.startedAtMs += byMs;
  if (desk.idleAtMs !== null) desk.idleAtMs += byMs;
  for (const draft of Object.values(desk.newest)) {
    if (draft.pause.end !== null && toOpenExposure(draft) === undefined) continue;
    shift(draft, byMs);
    touch(draft);
  }
}

export function startHold(desk: Projection, seq: number, fact: FactOf<'holdStarted'>, touch: Touch): void {
  const { origin, kind, site, rule } = fact;
  if (desk.waiting.origins.length === 0) desk.waitingSeq = seq;
  desk.holds += 1;
  desk.idleAtMs = null;
  if (origin !== 'manual') desk.cards += 1;
  const { episode } = desk;
  const causes = episode === null || episode.isOver ? [desk.waiting] : [episode.cause];
  if (episode !== null && !episode.isOver)
    for (const draft of toOpenDrafts(desk)) {
      causes.push(draft.pause);
      const exposure = toOpenExposure(draft);
      if (exposure !== undefined && origin !== 'manual') exposure.isCardEntry = true;
      touch(draft);
    }
  for (const cause of causes) {
    addTo(cause.origins, origin);
    addTo(cause.kinds, kind);
    addTo(cause.sites, site);
    addTo(cause.rules, rule);
  }
}

export function endHold(desk: Projection, fact: FactOf<'holdEnded'>, atMs: number, touch: Touch): void {
  desk.holds = Math.max(0, desk.holds - 1);
  if (fact.origin !== 'manual') desk.cards = Math.max(0, desk.cards - 1);
  if (desk.holds === 0) desk.idleAtMs = atMs;
  if (desk.cards > 0) return;
  // Nobody can enter a card any more: what a person or a limit had left exposed is over.
  for (const draft of Object.values(desk.newest)) {
    const why = toOpenExposure(draft)?.why;
    if (why !== 'overridden' && why !== 'limit') continue;
    endExposure(draft, atMs);
    touch(draft);
  }
}

export function startEpisode(desk: Projection, { seq, atMs }: Entry, id: number, touch: Touch): void {
  // A hold that goes on after a limit begins an episode without being said again.
  const isNew = desk.waiting.origins.length > 0;
  const cause = isNew ? desk.waiting : (desk.episode?.cause ?? createCause());
  desk.episode = { id, startedAtMs: atMs, isOver: false, seq: isNew ? desk.waitingSeq : seq, cause };
  desk.waiting = createCause();
  // A recorder that is still paused from the episode before goes on with the same pause.
  for (const draft of toOpenDrafts(desk)) {
    const { pause } = draft;
    if (pause.idleAtMs !== null) pause.gapMs += Math.max(0, atMs - pause.idleAtMs);
    pause.idleAtMs = null;
    addTo(pause.origins, ...cause.origins);
    addTo(pause.kinds, ...cause.kinds);
    addTo(pause.sites, ...cause.sites);
    addTo(pause.rules, ...cause.rules);
    addTo(pause.said, ...cause.said);
    touch(draft);
  }
}

/** A reason that a person gave: it belongs to the pause that is on, or else to the one that it begins. */
export function addSaid(desk: Projection, said: Said, touch: Touch): void {
  const { episode } = desk;
  addTo((episode === null || episode.isOver ? desk.waiting : episode.cause).said, said);
  for (const draft of toOpenDrafts(desk)) {
    addTo(draft.pause.said, said);
    touch(draft);
  }
}

export function endEpisode(desk: Projection, entry: Entry, fact: FactOf<'episodeEnded'>, touch: Touch): void {
  const { atMs } = entry;
  const { episode } = desk;
  if (episode === null) return;
  episode.isOver = true;
  const idleAtMs = desk.idleAtMs ?? atMs;
  const drafts = toOpenDrafts(desk);
  for (const draft of drafts) {
    unwant(draft, atMs, idleAtMs, fact.reason);
    touch(draft);
  }
  const isAsked = Object.values(desk.newest).some(({ pause }) => pause.lastSeq > episode.seq);
  if (isAsked || drafts.length > 0) return;
  // No recorder was asked anything: what would have been a pause is a row of its own.
  const observed = createDraft(
    { ...entry, seq: episode.seq },
    '',
    episode.id,
    episode.startedAtMs,
    episode.cause,
  );
  Object.assign(observed.pause, { unwantedAtMs: atMs, idleAtMs, endReason: fact.reason });
  finish(observed, atMs, 'neverPaused');
  settle(observed, entry.seq);
  touch(observed);
}
