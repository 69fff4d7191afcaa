// Tells the pauses of a call from what came in at the recorder and what the sound shows.
import type { Span, Verdict } from './verdict.ts';

/** A card field had the focus, ms from the start of the call. */
export type FieldSpan = Span & { field: string };

/** A request at the recorder: when it came in, and when its answer left (null: never). */
export type RecorderRequest = {
  command: 'pause' | 'resume' | 'read';
  atMs: number;
  answeredAtMs: number | null;
};

/** From the first focus to the sound coming back. What did not happen is null. */
export type Pause = {
  /** The first card field of this pause got the focus. */
  focusedAtMs: number | null;
  requestedAtMs: number;
  /** From here the recording itself is silent. */
  silentAtMs: number | null;
  acceptedAtMs: number | null;
  /** The caller's first card digit since that focus. */
  firstCardDigitAtMs: number | null;
  /** The last card field of this pause lost the focus. */
  leftAtMs: number | null;
  resumedAtMs: number | null;
  /** From here the recording itself sounds again. */
  soundAtMs: number | null;
};

/** One entry for each time that a pause was asked for while none was, oldest first. */
export function toPauses(
  requests: RecorderRequest[],
  fields: FieldSpan[],
  { digits, silences }: Pick<Verdict, 'digits' | 'silences'>,
): Pause[] {
  const pauses: Pause[] = [];
  let sinceMs = -Infinity;
  for (const { command, atMs, answeredAtMs } of requests) {
    if (command === 'read') continue;
    let open = pauses.find(pause => pause.resumedAtMs === null);
    if (command === 'resume') {
      if (open === undefined) continue;
      open.resumedAtMs = answeredAtMs ?? atMs;
      open.leftAtMs = fields.findLast(({ endMs }) => endMs <= atMs)?.endMs ?? null;
      sinceMs = atMs;
      continue;
    }
    if (open === undefined) {
      const focusedAtMs = fields.find(({ startMs }) => startMs > sinceMs && startMs <= atMs)?.startMs ?? null;
      const first = digits.find(
        ({ role, atMs: saidAtMs }) => role === 'card' && saidAtMs >= (focusedAtMs ?? atMs),
      );
      const nothing = {
        silentAtMs: null,
        acceptedAtMs: null,
        leftAtMs: null,
        resumedAtMs: null,
        soundAtMs: null,
      };
      open = { ...nothing, focusedAtMs, requestedAtMs: atMs, firstCardDigitAtMs: first?.atMs ?? null };
      pauses.push(open);
    }
    // An answer alone may be a refusal: accepted is what the recording shows.
    const silence = silences.find(
      ({ startMs, endMs }) => endMs > atMs && startMs <= (answeredAtMs ?? atMs) + 1,
    );
    if (open.acceptedAtMs !== null || silence === undefined) continue;
    open.silentAtMs = silence.startMs;
    open.soundAtMs = silence.endMs;
    open.acceptedAtMs = answeredAtMs;
  }
  return pauses;
}
