// One day as lanes of spans: when recordings were paused, exposed, paused for nothing, and when there was an alarm.
import type { Entry } from '../ledger/entries.ts';
import type { Pause } from '../ledger/pause.ts';

export const lanes = ['paused', 'exposed', 'gap', 'alert'] as const;
export type Lane = (typeof lanes)[number];

export type Span = {
  lane: Lane;
  /** Wall clock, ms since the epoch. */
  fromMs: number;
  toMs: number;
  /** What it belongs to; null for an alarm. */
  pause: Pause | null;
};

const hourMs = 3_600_000;

/** The spans of pauses and alarms; what goes on ends now. `alerts` are oldest first. */
export function toSpans(pauses: Pause[], alerts: Entry[], nowMs: number): Span[] {
  return [...pauses.flatMap(pause => toPauseSpans(pause, nowMs)), ...toAlertSpans(alerts, nowMs)]
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

function toPauseSpans(pause: Pause, nowMs: number): Span[] {
  const { acceptedAtMs, idleAtMs, endedAtMs, exposures, gapMs, end } = pause;
  const spans: Span[] = exposures
    .filter(({ why }) => why !== 'unverified')
    .map(({ fromMs, toMs }) => ({ lane: 'exposed', fromMs, toMs: toMs ?? nowMs, pause }));
  if (acceptedAtMs !== null && end !== 'neverPaused')
    spans.push({ lane: 'paused', fromMs: acceptedAtMs, toMs: endedAtMs ?? nowMs, pause });
  if (idleAtMs !== null && acceptedAtMs !== null && (gapMs > 0 || end === null))
    spans.push({ lane: 'gap', fromMs: idleAtMs, toMs: endedAtMs ?? nowMs, pause });
  return spans;
}

function toAlertSpans(alerts: Entry[], nowMs: number): Span[] {
  const spans: Span[] = [];
  let sinceMs: number | null = null;
  for (const { fact, atMs } of alerts) {
    if (fact.type === 'alertStarted') sinceMs ??= atMs;
    if (fact.type !== 'alertEnded' || sinceMs === null) continue;
    spans.push({ lane: 'alert', fromMs: sinceMs, toMs: atMs, pause: null });
    sinceMs = null;
  }
  if (sinceMs !== null) spans.push({ lane: 'alert', fromMs: sinceMs, toMs: nowMs, pause: null });
  return spans;
}

/** The whole hours that the spans lie in, so that a short day fills the page. Null where there is nothing. */
export function toWindow(spans: Span[]): { fromMs: number; toMs: number; hours: number[] } | null {
  if (spans.length === 0) return null;
  const fromMs = toHour(Math.min(...spans.map(span => span.fromMs)));
  const toMs = toHour(Math.max(...spans.map(span => span.toMs))) + hourMs;
  const count = Math.round((toMs - fromMs) / hourMs);
  const every = Math.max(1, Math.ceil(count / 8));
  const hours = Array.from({ length: count }, (_, index) => index)
    .filter(index => index % every === 0)
    .map(index => fromMs + index * hourMs);
  return { fromMs, toMs, hours };
}

/** The full hour before a moment, in the machine's own time zone: not all zones are whole hours apart. */
function toHour(atMs: number): number {
  return new Date(atMs).setMinutes(0, 0, 0);
}
