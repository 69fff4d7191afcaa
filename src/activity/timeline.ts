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

/** Steps of the scale, in ms. */
const steps = [1, 5, 15, 30, 60, 120, 180].map(minutes => minutes * 60_000);
const maxSteps = 8;

/** A stretch of time that the spans lie in, so that a short day fills the page; null where there is nothing. */
export function toWindow(spans: Span[]): { fromMs: number; toMs: number; marksMs: number[] } | null {
  if (spans.length === 0) return null;
  const firstMs = Math.min(...spans.map(span => span.fromMs));
  const lastMs = Math.max(...spans.map(span => span.toMs));
  // Counted from midnight: not all zones are whole hours apart.
  const dayMs = new Date(firstMs).setHours(0, 0, 0, 0);
  const toFrom = (stepMs: number) => dayMs + Math.floor((firstMs - dayMs) / stepMs) * stepMs;
  const fits = (one: number) => lastMs - toFrom(one) < maxSteps * one;
  const stepMs = steps.find(fits) ?? 360 * 60_000;
  const fromMs = toFrom(stepMs);
  const count = Math.floor((lastMs - fromMs) / stepMs) + 1;
  const marksMs = Array.from({ length: count }, (_, index) => fromMs + index * stepMs);
  return { fromMs, toMs: fromMs + count * stepMs, marksMs };
}
