// What a played or lived call came to: everything on one clock, ms from the start of the call.
import type { Note } from '../../src/recording/notes.ts';
import type { Caller } from './caller.ts';
import type { FieldEvent, Lab } from './lab.ts';
import type { PhoneCall } from './phone.ts';
import { toPauses, type FieldSpan, type Pause, type RecorderRequest } from './pauses.ts';
import { activeCallsPath, mutePath } from './recorders/voicenter.ts';
import type { LoggedRequest } from './recorders/fake-server.ts';
import { judge, type Verdict } from './verdict.ts';
import { readWav } from './wav.ts';

export type CallResult = Verdict & {
  isClean: boolean;
  /** Wall clock, for people. */
  startedAt: string;
  durationMs: number;
  recordingPath: string;
  fields: FieldSpan[];
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

function toFields(events: FieldEvent[], toCallMs: (atMs: number) => number, durationMs: number): FieldSpan[] {
  const fields: FieldSpan[] = [];
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
