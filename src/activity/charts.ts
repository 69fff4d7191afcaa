// What the charts show, as plain numbers.
import type { Pause } from '../ledger/pause.ts';
import { isProblem, toDay } from './choice.ts';

/** One bar for each label, in each series. */
export type Bars = {
  labels: string[];
  /** `danger` is drawn in front: it is a part of the others. */
  series: { name: 'all' | 'problem'; values: number[] }[];
};

/** Upper bounds in ms; the last one has none. */
export const exposureBoundsMs = [50, 100, 250, 500, 1_000, 3_000, 10_000, Infinity] as const;

/** Pauses that something was asked of a recorder for. */
function toAsked(pauses: Pause[]): Pause[] {
  return pauses.filter(({ outcome }) => outcome !== 'observed' && outcome !== 'absent');
}

/** How many pauses there were on each day, and how many of them have a problem. */
export function toPausesPerDay(pauses: Pause[], days: string[]): Bars {
  const byDay = groupByDay(pauses);
  return toBars(days, day => {
    const own = byDay.get(day) ?? [];
    return [own.length, own.filter(isProblem).length];
  });
}

/** How many pauses were exposed for how long. */
export function toExposureDistribution(
  pauses: Pause[],
  toLabel: (fromMs: number, toMs: number) => string,
): Bars {
  const asked = toAsked(pauses);
  const values = exposureBoundsMs.map((toMs, index) => {
    const fromMs = exposureBoundsMs[index - 1] ?? 0;
    return asked.filter(({ exposureMs }) => exposureMs >= fromMs && exposureMs < toMs).length;
  });
  return {
    labels: exposureBoundsMs.map((toMs, index) => toLabel(exposureBoundsMs[index - 1] ?? 0, toMs)),
    series: [{ name: 'all', values }],
  };
}

/** For how many minutes recordings were off on each day. */
export function toUnrecordedPerDay(pauses: Pause[], days: string[]): Bars {
  const byDay = groupByDay(pauses);
  const minutes = days.map(day => {
    const own = byDay.get(day) ?? [];
    return Math.round(own.reduce((sum, { unrecordedMs }) => sum + unrecordedMs, 0) / 6_000) / 10;
  });
  return { labels: days, series: [{ name: 'all', values: minutes }] };
}

/** How many requests of each recorder failed, and how many pauses did for good. */
export function toFailures(pauses: Pause[], toName: (recorder: string) => string): Bars {
  const recorders = [...new Set(pauses.map(({ recorder }) => recorder))].filter(id => id !== '').toSorted();
  const bars = toBars(recorders, id => {
    const own = pauses.filter(({ recorder }) => recorder === id);
    const failed = own.filter(({ outcome }) => outcome === 'failed').length;
    return [own.reduce((sum, { failures }) => sum + failures, 0), failed];
  });
  return { ...bars, labels: recorders.map(toName) };
}

function groupByDay(pauses: Pause[]): Map<string, Pause[]> {
  return Map.groupBy(pauses, ({ wantedAtMs }) => toDay(wantedAtMs));
}

function toBars(labels: string[], toValues: (label: string) => [number, number]): Bars {
  const values = labels.map(toValues);
  return {
    labels,
    series: [
      { name: 'all', values: values.map(([all]) => all) },
      { name: 'problem', values: values.map(([, problem]) => problem) },
    ],
  };
}
