// What a played or lived call came to: everything on one clock, ms from the start of the call.
import type { Note } from '../../src/recording/notes.ts';
import type { Caller } from './caller.ts';
import type { FieldEvent, Lab } from './lab.ts';
import type { PhoneCall } from './phone.ts';
import { activeCallsPath, mutePath } from './recorders/voicenter.ts';
import type { LoggedRequest } from './recorders/fake-server.ts';
import { judge, type Span, type Verdict } from './verdict.ts';
import { readWav } from './wav.ts';

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

export type CallResult = Verdict & {
  isClean: boolean;
  /** Wall clock, for people. */
  startedAt: string;
  durationMs: number;
  recordingPath: string;
  fields: (Span & { field: string })[];
  requests: RecorderRequest[];
  pauses: Pause[];
  /** What the extension itself noted, oldest first; empty where the browser was closed before it could be asked. */
  notes: Note[];
};

type Parts = {
  lab: Lab;
  call: PhoneCall;
  caller: Caller;
  endedAtMs: number;
  notes: Note[];
  lingerMs?: number;
};

/** Reads the finished recording and puts everything together. `lingerMs` forgives other digits said in card entry. */
export function toResult({ lab, call, caller, endedAtMs, notes, lingerMs }: Parts): CallResult {
  const toCallMs = (atMs: number) => atMs - call.startedAtMs;
  const durationMs = toCallMs(endedAtMs);
  const fields = toFields(lab.fieldEvents, toCallMs, durationMs);
  const verdict = judge({
    samples: readWav(call.recording.path),
    said: caller.said(),
    startedAtMs: call.startedAtMs,
    durationMs,
    cardTimes:
      lingerMs === undefined
        ? []
        : fields.map(({ startMs, endMs }) => ({ startMs, endMs: endMs + lingerMs })),
  });
  const requests = toRequests(lab.voicenter.requests, toCallMs);
  return {
    ...verdict,
    isClean: verdict.faults.length === 0,
    startedAt: new Date(call.startedAtMs).toISOString(),
    durationMs,
    recordingPath: call.recording.path,
    fields,
    requests,
    pauses: toPauses(requests, fields, verdict),
    notes: notes
      .map(note => Object.assign(note, { atMs: toCallMs(note.atMs) }))
      .toSorted((one, other) => one.atMs - other.atMs),
  };
}

function toFields(
  events: FieldEvent[],
  toCallMs: (atMs: number) => number,
  durationMs: number,
): CallResult['fields'] {
  const fields: CallResult['fields'] = [];
  for (const { type, field, atMs } of events.toSorted((one, other) => one.atMs - other.atMs)) {
    const open = fields.findLast(one => one.field === field && one.endMs === durationMs);
    if (type === 'focusin' && open === undefined)
      fields.push({ field, startMs: toCallMs(atMs), endMs: durationMs });
    if (type === 'focusout' && open !== undefined) open.endMs = toCallMs(atMs);
  }
  return fields;
}

function toRequests(log: LoggedRequest[], toCallMs: (atMs: number) => number): RecorderRequest[] {
  return log.flatMap(({ path, params, atMs, answeredAtMs }) => {
    const command = path === activeCallsPath ? 'read' : params['state'] === '1' ? 'pause' : 'resume';
    if (path !== activeCallsPath && (path !== mutePath || params['state'] === undefined)) return [];
    return [
      { command, atMs: toCallMs(atMs), answeredAtMs: answeredAtMs === null ? null : toCallMs(answeredAtMs) },
    ];
  });
}

function toPauses(
  requests: RecorderRequest[],
  fields: CallResult['fields'],
  { digits, silences }: Verdict,
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
