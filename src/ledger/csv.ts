// Pauses as rows of a table, with the fields that an assessor samples.
import type { Pause } from './pause.ts';

/** The columns, in their order. Times are UTC, durations ms. */
export const csvHeader = [
  'entry', 'agent', 'recorder', 'outcome', 'asked_by', 'field_kinds', 'sites', 'rules', 'calls', 'vendor_references',
  'wanted_at', 'requested_at', 'accepted_at', 'verified_at', 'unwanted_at', 'resume_requested_at', 'ended_at',
  'ended_because', 'ended_by', 'exposure_ms', 'gap_ms', 'unrecorded_ms', 'exposures', 'attempts', 'failures',
  'last_failure', 'extensions', 'overrides', 'reasons', 'gates_broken', 'alerts', 'input_seen', 'microphone_only', 'version',
  'policy',
] as const; // prettier-ignore

/** The cells of one pause, in the order of the header. */
export function toPauseRow(pause: Pause): string[] {
  const cells: Record<(typeof csvHeader)[number], string | number | boolean> = {
    entry: pause.seq,
    agent: pause.agent,
    recorder: pause.recorder,
    outcome: pause.outcome,
    asked_by: pause.origins.join(' '),
    field_kinds: pause.kinds.join(' '),
    sites: pause.sites.join(' '),
    rules: pause.rules.join(' '),
    calls: pause.calls.join(' '),
    vendor_references: pause.references.join(' '),
    wanted_at: toTime(pause.wantedAtMs),
    requested_at: toTime(pause.requestedAtMs),
    accepted_at: toTime(pause.acceptedAtMs),
    verified_at: toTime(pause.verifiedAtMs),
    unwanted_at: toTime(pause.unwantedAtMs),
    resume_requested_at: toTime(pause.resumeRequestedAtMs),
    ended_at: toTime(pause.endedAtMs),
    ended_because: pause.endReason ?? '',
    ended_by: pause.end ?? '',
    exposure_ms: pause.exposureMs,
    gap_ms: pause.gapMs,
    unrecorded_ms: pause.unrecordedMs,
    exposures: pause.exposures
      .map(({ why, fromMs, toMs }) => `${why} ${toTime(fromMs)}/${toTime(toMs)}`)
      .join(' '),
    attempts: pause.attempts,
    failures: pause.failures,
    last_failure: pause.lastFailure ?? '',
    extensions: pause.extensions,
    overrides: pause.overrides,
    reasons: pause.said
      .map(({ about, reason, detail }) => `${about}: ${reason}${detail === '' ? '' : ` (${detail})`}`)
      .join('; '),
    gates_broken: pause.gatesBroken,
    alerts: pause.alerts,
    input_seen: pause.isTyped,
    microphone_only: pause.isMicrophone,
    version: pause.version,
    policy: pause.policy,
  };
  return csvHeader.map(name => String(cells[name]));
}

/** One line, RFC 4180. A cell that a spreadsheet would run as a formula is made a text. */
export function toCsvLine(cells: string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function toTime(atMs: number | null): string {
  return atMs === null ? '' : new Date(atMs).toISOString();
}
