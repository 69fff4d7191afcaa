// From entries to pauses: one entry after the other, so that it can go on from wherever it has come to.
import { addSaid, createProjection, endEpisode, endHold, openRun, shiftClock, startEpisode, startHold, toOpenDrafts, type Projection, type Touch } from './desk.ts'; // prettier-ignore
import type { Entry } from './entries.ts';
import { settle, toOpenExposure, type Draft } from './pause-draft.ts';
import type { Pause, Said } from './pause.ts';
import { applyToRecorder } from './recorder-facts.ts';

/** Raised whenever rows come out differently: stored ones are then derived anew. */
export const projectionVersion = 3;

/** Takes the next entry into `desk`, which it changes, and returns the rows that are new or different. */
export function project(desk: Projection, entry: Entry): Pause[] {
  const touched = new Set<Draft>();
  apply(desk, entry, draft => touched.add(draft));
  desk.lastAtMs = entry.atMs;
  for (const draft of touched) settle(draft, entry.seq);
  return [...touched].map(({ pause }) => pause);
}

/** All pauses in these entries, in the order in which they began. */
export function toPauses(entries: Iterable<Entry>): Pause[] {
  const desk = createProjection();
  const rows = new Map<number, Pause>();
  for (const entry of entries) for (const pause of project(desk, entry)) rows.set(pause.seq, pause);
  return [...rows.values()].toSorted((a, b) => a.seq - b.seq);
}

function apply(desk: Projection, entry: Entry, touch: Touch): void {
  const { fact, atMs } = entry;
  const each = (change: (pause: Pause) => void) => {
    for (const draft of toOpenDrafts(desk)) {
      change(draft.pause);
      touch(draft);
    }
  };
  switch (fact.type) {
    case 'opened':
      return openRun(desk, touch);
    case 'holdStarted':
      return startHold(desk, entry.seq, fact, touch);
    case 'holdEnded':
      return endHold(desk, fact, atMs, touch);
    case 'episodeStarted':
      return startEpisode(desk, entry, fact.episode, touch);
    case 'episodeEnded':
      return endEpisode(desk, entry, fact, touch);
    case 'typed':
      return markTyped(desk, touch);
    case 'extended':
      return each(pause => (pause.extensions += 1));
    case 'overridden':
      if (fact.reason !== undefined) addSaid(desk, toSaid('override', fact.reason, fact.detail), touch);
      return each(pause => (pause.overrides += 1));
    case 'pauseReasoned':
      return addSaid(desk, toSaid('pause', fact.reason, fact.detail), touch);
    case 'heldAgain':
      return each(pause => (pause.heldAgain += 1));
    case 'gateBroken':
      addSaid(desk, toSaid('gate', fact.reason, fact.detail), touch);
      return each(pause => (pause.gatesBroken += 1));
    case 'alertStarted':
      return each(pause => (pause.alerts += 1));
    case 'requested':
    case 'targeted':
    case 'paused':
    case 'verified':
    case 'contradicted':
    case 'resumed':
    case 'personSaw':
    case 'callOver':
    case 'absent':
    case 'failed':
    case 'recovered':
      return applyToRecorder(desk, entry, fact, touch);
    case 'clockJumped':
      return shiftClock(desk, fact.byMs, touch);
    case 'alertEnded':
    case 'settingsChanged':
    case 'cut':
    case 'entriesLost':
    case 'notesLost':
    case 'exported':
    case 'pauseRefused':
    case 'budgetReached':
    case 'notShipped':
    case 'drilled':
      return;
    default:
      // What a later version has written is evidence all the same, and adds nothing to a row of ours.
      fact satisfies never;
  }
}

function toSaid(about: Said['about'], reason: string, detail = ''): Said {
  return { about, reason, detail };
}

/** Input is counted where a pause is open, and where a person or a limit has left a field exposed. */
function markTyped(desk: Projection, touch: Touch): void {
  for (const draft of Object.values(desk.newest)) {
    const exposure = toOpenExposure(draft);
    if (exposure === undefined && draft.pause.end !== null) continue;
    if (exposure !== undefined) exposure.isTyped = true;
    draft.pause.isTyped = true;
    touch(draft);
  }
}
