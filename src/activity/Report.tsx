import type { Pause } from '../ledger/pause.ts';
import { outcomes } from '../ledger/pause.ts';
import { toExposureNotices } from '../ledger/exposure.ts';
import type { LedgerReport } from '../ledger/report.ts';
import { toSummaries, toSummary } from '../ledger/summary.ts';
import { text } from '../ui/text.ts';
import { toFactText } from './fact-text.ts';
import { toPauseFacts } from './pause-facts.ts';
import { toRedaction } from './redaction.ts';
import { toMoment, toName, toOutcomeText, toSpan } from './words.ts';

type Props = {
  report: LedgerReport;
  /** Those of the chosen recorder and outcome. */
  pauses: Pause[];
  names: Record<string, string>;
};

/** The report on paper: sums, every pause with the fields that an assessor samples, and where the chain stood. */
export function Report({ report, pauses, names }: Props) {
  const { madeAtMs, madeBy, range, chain, changes } = report;
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Of what was chosen, as the rows below are.
  const total = toSummary(pauses);
  const byRecorder = toSummaries(pauses, ({ recorder }) => recorder);
  const notices = toExposureNotices(pauses);
  return (
    <article class="report">
      <h1>{text('activity_report')}</h1>
      <p>
        {text('activity_report_period', toMoment(range.fromMs ?? 0), toMoment(range.toMs ?? madeAtMs))}
        <br />
        {text('activity_report_made', toMoment(madeAtMs), madeBy)} ({zone})
        <br />
        {text('activity_report_chain')} <code dir="ltr">{`${chain.head.seq}:${chain.head.hash}`}</code>
      </p>
      <h2>{text('activity_report_totals')}</h2>
      <table>
        <tbody>
          {outcomes
            .filter(outcome => total.byOutcome[outcome] > 0)
            .map(outcome => (
              <tr key={outcome}>
                <th scope="row">{toOutcomeText(outcome)}</th>
                <td class="number">{total.byOutcome[outcome]}</td>
              </tr>
            ))}
          <tr>
            <th scope="row">{text('activity_col_unrecorded')}</th>
            <td class="number">{toSpan(total.unrecordedMs)}</td>
          </tr>
          {byRecorder.map(([recorder, { pauses: count, exposureMs, gapMs }]) => (
            <tr key={recorder}>
              <th scope="row">{toName(recorder, names)}</th>
              <td>
                {text('activity_report_recorder', String(count), toSpan(exposureMs.p95), toSpan(gapMs.p95))}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{text('activity_report_notices')}</th>
            <td class="number">{notices.length}</td>
          </tr>
        </tbody>
      </table>
      <ul>
        {notices.map(notice => (
          <li key={`${notice.pause} ${notice.fromMs}`}>
            {notice.pause} · {toMoment(notice.fromMs)} · {toRedaction(notice)}
          </li>
        ))}
      </ul>
      <h2>{text('activity_count', String(pauses.length))}</h2>
      {pauses.map(pause => (
        <section key={pause.seq} class="report-pause">
          <h3>
            {pause.seq} · {toMoment(pause.wantedAtMs)}
          </h3>
          <dl>
            {toPauseFacts(pause, names).map(([label, value]) => (
              <div key={label}>
                <dt>{text(label)}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <h2>{text('activity_report_changes')}</h2>
      <ul>
        {changes.map(entry => (
          <li key={entry.seq}>
            {toMoment(entry.atMs)} · {entry.seq} · {toFactText(entry, names, false)}
          </li>
        ))}
      </ul>
    </article>
  );
}
