import { useMemo } from 'preact/hooks';
import type { Pause } from '../ledger/pause.ts';
import { text } from '../ui/text.ts';
import { BarChart } from './BarChart.tsx';
import {
  toExposureDistribution,
  toFailures,
  toPausesPerDay,
  toUnrecordedPerDay,
  type Bars,
} from './charts.ts';
import { toName, toShortDay, toSpan } from './words.ts';

type Props = {
  pauses: Pause[];
  /** Oldest first. */
  days: string[];
  names: Record<string, string>;
};

const counts = { all: 'activity_pauses', problem: 'activity_outcome_problem' } as const;

/** Pauses per day, exposure, time unrecorded, and failures by recorder. */
export function Charts({ pauses, days, names }: Props) {
  const bars = useMemo(
    () => ({
      perDay: withDays(toPausesPerDay(pauses, days)),
      exposure: toExposureDistribution(pauses, toExposureLabel),
      unrecorded: withDays(toUnrecordedPerDay(pauses, days)),
      failures: toFailures(pauses, recorder => toName(recorder, names)),
    }),
    [pauses, days, names],
  );
  return (
    <section aria-labelledby="charts">
      <h2 id="charts">{text('activity_charts')}</h2>
      <div class="charts">
        <BarChart title="activity_chart_pauses" what="activity_col_day" heads={counts} bars={bars.perDay} />
        <BarChart
          title="activity_chart_exposure"
          what="activity_col_exposure"
          heads={counts}
          bars={bars.exposure}
        />
        <BarChart
          title="activity_chart_unrecorded"
          what="activity_col_day"
          heads={{ ...counts, all: 'activity_col_minutes' }}
          bars={bars.unrecorded}
        />
        <BarChart
          title="activity_chart_failures"
          what="activity_recorder"
          heads={{ all: 'activity_col_failures', problem: 'activity_outcome_failed' }}
          bars={bars.failures}
        />
      </div>
    </section>
  );
}

function withDays(bars: Bars): Bars {
  return { ...bars, labels: bars.labels.map(toShortDay) };
}

function toExposureLabel(fromMs: number, toMs: number): string {
  return toMs === Infinity ? text('activity_from_on', toSpan(fromMs)) : text('activity_up_to', toSpan(toMs));
}
