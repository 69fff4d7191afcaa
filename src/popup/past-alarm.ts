// An alarm that cured itself may have been seen by nobody: it stays until somebody has taken note of it.
import type { Note } from '../recording/notes.ts';

export type PastAlarm = {
  alert: Extract<Note, { type: 'alertEnded' }>['alert'];
  startedAtMs: number;
  endedAtMs: number;
};

/** How long it is worth mentioning, in ms: a call is over by then. */
const rememberMs = 30 * 60_000;

/** The newest alarm that is over, unless somebody has seen it by `seenAtMs` or it is long ago. */
export function toPastAlarm(events: Note[], seenAtMs: number, nowMs: number): PastAlarm | null {
  const end = events.findLast(note => note.type === 'alertEnded');
  if (end === undefined || end.atMs <= seenAtMs || nowMs - end.atMs > rememberMs) return null;
  const before = events.slice(0, events.lastIndexOf(end));
  const start = before.findLast(note => note.type === 'alertStarted' && note.alert === end.alert);
  // Where its beginning is known no more, nothing true can be said of its length.
  return start === undefined ? null : { alert: end.alert, startedAtMs: start.atMs, endedAtMs: end.atMs };
}
