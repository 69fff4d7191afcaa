// Sums over pauses: what a report says at its top, and a chart at a glance.
import { outcomes, type Outcome, type Pause } from './pause.ts';

/** Of durations in ms; all 0 where there are none. */
export type Spread = { median: number; p95: number; max: number };

export type Summary = {
  pauses: number;
  byOutcome: Record<Outcome, number>;
  /** How long recordings are known to have been paused, in ms. */
  unrecordedMs: number;
  exposureMs: Spread;
  gapMs: Spread;
  /** How many pauses were verified by reading the recorder back. */
  verified: number;
  overrides: number;
  gatesBroken: number;
  alerts: number;
};

/** The sums of some pauses: of a day, a recorder, a report. */
export function toSummary(pauses: Pause[]): Summary {
  const sum = (of: (pause: Pause) => number) => pauses.reduce((total, pause) => total + of(pause), 0);
  const byOutcome = Object.fromEntries(outcomes.map(outcome => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of pauses) byOutcome[outcome] += 1;
  const asked = pauses.filter(({ outcome }) => outcome !== 'observed' && outcome !== 'absent');
  return {
    pauses: pauses.length,
    byOutcome,
    unrecordedMs: sum(({ unrecordedMs }) => unrecordedMs),
    exposureMs: toSpread(asked.map(({ exposureMs }) => exposureMs)),
    gapMs: toSpread(asked.filter(({ end }) => end === 'resumed').map(({ gapMs }) => gapMs)),
    verified: pauses.filter(({ verifiedAtMs }) => verifiedAtMs !== null).length,
    overrides: sum(({ overrides }) => overrides),
    gatesBroken: sum(({ gatesBroken }) => gatesBroken),
    alerts: sum(({ alerts }) => alerts),
  };
}

/** Groups pauses, for example by recorder or by day, and sums each group up; in the order of their first pause. */
export function toSummaries(pauses: Pause[], toGroup: (pause: Pause) => string): [string, Summary][] {
  const groups = new Map<string, Pause[]>();
  for (const pause of pauses) {
    const group = toGroup(pause);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [pause]);
    else members.push(pause);
  }
  return [...groups].map(([group, members]) => [group, toSummary(members)]);
}

function toSpread(durations: number[]): Spread {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95), max: at(1) };
}
