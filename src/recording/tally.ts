// What would have paused, counted for observe mode. Bounded, however long it runs.
import { later, z } from '../zod.ts';
import type { Note } from './notes.ts';
import { fieldKindSchema, holdOriginSchema } from './state.ts';

const count = later(() => z.number());

export const tallySchema = later(() =>
  z.object({
    /** Since when is counted, ms since the epoch; null before the first. */
    sinceMs: z.nullable(z.number()),
    /** Pauses as there would have been, by the day (`2026-11-20`) on which they began; oldest first. */
    days: z.array(z.object({ day: z.string(), times: count, totalMs: count, longestMs: count })),
    /** What would have paused, the newest kind of cause last. Several can be at work in one pause. */
    causes: z.array(
      z.object({
        origin: holdOriginSchema,
        kind: z.optional(fieldKindSchema),
        site: z.optional(z.string()),
        /** Name of the rule that recognised the field. */
        rule: z.optional(z.string()),
        times: count,
        totalMs: count,
        longestMs: count,
        lastAtMs: z.number(),
      }),
    ),
    /** How often something held for which there was no more room among the causes. */
    others: count,
  }),
);
export type Tally = z.infer<typeof tallySchema>;
export type Cause = Tally['causes'][number];

const maxDays = 62;
const maxCauses = 300;

/** Nothing counted yet. */
export function createTally(): Tally {
  return { sinceMs: null, days: [], causes: [], others: 0 };
}

/** The tally after these notes; the one that was given stays as it is. */
export function tally(before: Tally, notes: Note[]): Tally {
  const after = structuredClone(before);
  for (const note of notes) {
    if (note.type !== 'episodeEnded' && note.type !== 'holdEnded') continue;
    const ms = Math.max(0, note.atMs - (note.startedAtMs ?? note.atMs));
    after.sinceMs ??= note.atMs - ms;
    if (note.type === 'episodeEnded') addDay(after, note.atMs - ms, ms);
    else addCause(after, note, ms);
  }
  return after;
}

function addDay({ days }: Tally, startedAtMs: number, ms: number): void {
  const day = toDay(startedAtMs);
  const known = days.find(other => other.day === day);
  if (known !== undefined) return add(known, ms);
  days.push({ day, times: 1, totalMs: ms, longestMs: ms });
  days.sort((one, other) => one.day.localeCompare(other.day));
  days.splice(0, days.length - maxDays);
}

function addCause(after: Tally, note: Extract<Note, { type: 'holdEnded' }>, ms: number): void {
  const { origin, kind, site, rule, atMs } = note;
  const known = after.causes.find(
    cause => cause.origin === origin && cause.kind === kind && cause.site === site && cause.rule === rule,
  );
  if (known !== undefined) {
    known.lastAtMs = atMs;
    add(known, ms);
    return;
  }
  if (after.causes.length >= maxCauses) {
    after.others += 1;
    return;
  }
  after.causes.push({
    origin,
    ...(kind === undefined ? {} : { kind }),
    ...(site === undefined ? {} : { site }),
    ...(rule === undefined ? {} : { rule }),
    times: 1,
    totalMs: ms,
    longestMs: ms,
    lastAtMs: atMs,
  });
}

function add(row: { times: number; totalMs: number; longestMs: number }, ms: number): void {
  row.times += 1;
  row.totalMs += ms;
  row.longestMs = Math.max(row.longestMs, ms);
}

/** The day in the machine's own time zone. */
function toDay(atMs: number): string {
  const date = new Date(atMs);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
