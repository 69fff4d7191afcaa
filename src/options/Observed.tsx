import { useEffect, useState } from 'preact/hooks';
import type { Cause, Tally } from '../recording/tally.ts';
import { Button } from '../ui/Button.tsx';
import { toClock } from '../ui/duration.ts';
import { kindNames } from '../ui/kinds.ts';
import { toReasonText } from '../ui/reasons.ts';
import { toSiteName } from '../ui/site-pattern.ts';
import { text } from '../ui/text.ts';
import { ask } from '../ui/worker.ts';

/** How often what is counted is looked at again while the page is open (ms). */
const lookEveryMs = 5_000;

/** What observe mode has counted; nothing where it has counted nothing. */
export function Observed() {
  const [tally, setTally] = useState<Tally | null>(null);
  useEffect(() => {
    // Where nobody answers, the page says so already.
    const look = () =>
      void ask({ type: 'getTally' }).then(
        answer => setTally(answer.tally),
        () => undefined,
      );
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, []);
  if (tally === null || tally.sinceMs === null) return null;
  return (
    <Counted
      tally={tally}
      sinceMs={tally.sinceMs}
      onClear={() =>
        void ask({ type: 'clearTally' }).then(
          answer => setTally(answer.tally),
          () => undefined,
        )
      }
    />
  );
}

type Props = { tally: Tally; sinceMs: number; onClear: () => void };

function Counted({ tally: { days, causes, others }, sinceMs, onClear }: Props) {
  const times = days.reduce((sum, day) => sum + day.times, 0);
  const totalMs = days.reduce((sum, day) => sum + day.totalMs, 0);
  const since = new Intl.DateTimeFormat(text('ui_lang'), { dateStyle: 'long' }).format(sinceMs);
  return (
    <div class="observed">
      <p>{text('options_observed_sum', String(times), toClock(totalMs), since)}</p>
      <div class="table" role="region" aria-label={text('options_observed_causes')} tabIndex={0}>
        <table>
          <caption>{text('options_observed_causes')}</caption>
          <thead>
            <tr>
              {(['what', 'site', 'why', 'times', 'total', 'longest'] as const).map(column => (
                <th key={column} scope="col">
                  {text(`options_observed_${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {causes
              .toSorted((one, other) => other.totalMs - one.totalMs)
              .map(cause => (
                <tr key={`${cause.origin} ${cause.kind} ${cause.site} ${cause.rule}`}>
                  <td>{toWhat(cause)}</td>
                  <td>
                    <bdi>{cause.site === undefined ? '' : toSiteName(cause.site)}</bdi>
                  </td>
                  <td>{cause.rule === undefined ? '' : toReasonText(cause.rule, text)}</td>
                  <td>{cause.times}</td>
                  <td>{toClock(cause.totalMs)}</td>
                  <td>{toClock(cause.longestMs)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {others > 0 && <p class="help">{text('options_observed_others', String(others))}</p>}
      <details>
        <summary>{text('options_observed_days')}</summary>
        <ul>
          {days.toReversed().map(({ day, times: pauses, totalMs: ms }) => (
            <li key={day}>{text('options_observed_day', day, String(pauses), toClock(ms))}</li>
          ))}
        </ul>
      </details>
      <div class="row">
        <Button onClick={onClear}>{text('options_observed_clear')}</Button>
      </div>
    </div>
  );
}

function toWhat({ origin, kind }: Cause): string {
  if (origin === 'manual') return text('options_observed_manual');
  if (origin === 'page') return text('options_observed_page');
  return text(kind === undefined ? 'kind_unknown' : kindNames[kind]);
}
