// How long recordings were off, in this call and in this shift: counted from what the core notes.
import type { Note } from '../recording/notes.ts';
import { later, z } from '../zod.ts';

const moment = later(() => z.number());

export const usageSchema = later(() =>
  z.object({
    /** Pauses that were wanted, oldest first. */
    spans: z.array(z.object({ fromMs: moment, toMs: moment })),
    /** Since when one is wanted now. */
    openSinceMs: z.nullable(moment),
    /** When something was heard last: what died with the browser was over then. */
    heardAtMs: moment,
    /** Since when it is the call that it is, as far as can be told. */
    callSinceMs: moment,
    /** By recorder, a sign by which its calls are told apart. */
    calls: z.record(z.string(), z.number()),
    /** When it was last said that a budget is used up. */
    toldAtMs: z.object({ call: moment, shift: moment }),
  }),
);
export type Usage = z.infer<typeof usageSchema>;

/** No shift is longer. */
const longestMs = 24 * 3_600_000;
const maxSpans = 1_000;
/** After this long without a pause another call is assumed: not every recorder says when one ends. */
const quietMs = 30 * 60_000;

/** Nothing counted yet. */
export function createUsage(): Usage {
  return {
    spans: [],
    openSinceMs: null,
    heardAtMs: 0,
    callSinceMs: 0,
    calls: {},
    toldAtMs: { call: 0, shift: 0 },
  };
}

/** The count after these notes; the one that was given stays as it is. */
export function count(before: Usage, notes: Note[]): Usage {
  const usage = { ...before, calls: { ...before.calls } };
  for (const note of notes) {
    take(usage, note);
    usage.heardAtMs = note.atMs;
  }
  return usage;
}

/** The count after a browser that died: what was on then is over. */
export function closeUsage(before: Usage): Usage {
  const usage = { ...before };
  end(usage, usage.heardAtMs);
  return usage;
}

/** How long recordings were off since then, in ms. */
export function toUsedMs({ spans, openSinceMs }: Usage, sinceMs: number, nowMs: number): number {
  const all = openSinceMs === null ? spans : [...spans, { fromMs: openSinceMs, toMs: nowMs }];
  return all.reduce((sum, { fromMs, toMs }) => sum + Math.max(0, toMs - Math.max(fromMs, sinceMs)), 0);
}

const counted = new Set<Note['type']>([
  'episodeStarted', 'episodeEnded', 'targeted', 'paused', 'callOver', 'absent', 'clockJumped',
]); // prettier-ignore

/** Whether a note says anything about it. */
export function isCounted({ type }: Note): boolean {
  return counted.has(type);
}

function take(usage: Usage, note: Note): void {
  switch (note.type) {
    case 'episodeStarted':
      if (note.atMs - usage.heardAtMs > quietMs) usage.callSinceMs = note.atMs;
      usage.openSinceMs ??= note.atMs;
      return;
    case 'episodeEnded':
      return end(usage, note.atMs);
    case 'targeted':
    case 'paused':
      return takeCall(usage, note);
    case 'callOver':
      return startCall(usage, note.atMs);
    case 'absent':
      if (note.what === 'noCall') startCall(usage, note.atMs);
      return;
    case 'clockJumped':
      return shift(usage, note.byMs);
    default:
  }
}

function end(usage: Usage, toMs: number): void {
  const { openSinceMs: fromMs } = usage;
  usage.openSinceMs = null;
  if (fromMs === null) return;
  usage.spans = [...usage.spans, { fromMs, toMs }]
    .filter(span => span.toMs > toMs - longestMs)
    .slice(-maxSpans);
}

function takeCall(usage: Usage, note: Extract<Note, { type: 'targeted' | 'paused' }>): void {
  if (note.call === undefined) return;
  const sign = toSign(JSON.stringify(note.call));
  const known = usage.calls[note.recorder];
  usage.calls[note.recorder] = sign;
  if (known !== undefined && known !== sign) usage.callSinceMs = usage.openSinceMs ?? note.atMs;
}

function startCall(usage: Usage, atMs: number): void {
  usage.callSinceMs = atMs;
}

/** A clock that was set takes what was counted along, or a budget could be had back by setting it. */
function shift(usage: Usage, byMs: number): void {
  if (byMs >= 0) return;
  usage.spans = usage.spans.map(({ fromMs, toMs }) => ({ fromMs: fromMs + byMs, toMs: toMs + byMs }));
  if (usage.openSinceMs !== null) usage.openSinceMs += byMs;
  usage.callSinceMs += byMs;
}

/** Tells two calls apart and says nothing of either: their references are not kept here (FNV-1a, 32 bits). */
function toSign(text: string): number {
  let sign = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sign = Math.imul(sign ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return sign;
}
