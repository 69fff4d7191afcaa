import type { Pause } from '../ledger/pause.ts';
import { text } from '../ui/text.ts';
import { lanes, toWindow, type Span } from './timeline.ts';
import { toExact, toShortDay, toSpan } from './words.ts';

type Props = {
  day: string;
  spans: Span[];
  onShow: (pause: Pause) => void;
};

/** One day, drawn to scale, and the table that says the same. */
export function Timeline({ day, spans, onShow }: Props) {
  const frame = toWindow(spans);
  const toShare = (ms: number) => (frame === null ? 0 : (100 * ms) / (frame.toMs - frame.fromMs));
  const hour = new Intl.DateTimeFormat(text('ui_lang'), { hour: '2-digit', minute: '2-digit' });
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{text('activity_timeline', toShortDay(day))}</h2>
      {frame === null ? (
        <p>{text('activity_timeline_none')}</p>
      ) : (
        <div class="card">
          <div class="timeline" aria-hidden="true">
            {lanes.map(lane => (
              <div key={lane} class="lane-row">
                <span class="lane-name">{text(`activity_lane_${lane}`)}</span>
                <div class="lane">
                  {spans
                    .filter(span => span.lane === lane)
                    .map(({ fromMs, toMs, pause }) => (
                      <span
                        key={`${fromMs} ${toMs}`}
                        class={`span span-${lane}`}
                        title={`${toExact(fromMs)} – ${toExact(toMs)}`}
                        style={{
                          insetInlineStart: `${toShare(fromMs - frame.fromMs)}%`,
                          inlineSize: `${toShare(toMs - fromMs)}%`,
                        }}
                        onClick={() => {
                          if (pause !== null) onShow(pause);
                        }}
                      />
                    ))}
                </div>
              </div>
            ))}
            <div class="lane-row">
              <span class="lane-name" />
              <div class="hours">
                {frame.marksMs.map(atMs => (
                  <span key={atMs} style={{ insetInlineStart: `${toShare(atMs - frame.fromMs)}%` }}>
                    {hour.format(atMs)}
                  </span>
                ))}
              </div>
            </div>
          </div>
          <details>
            <summary>{text('activity_as_table')}</summary>
            <div class="scroll" role="group" tabIndex={0} aria-labelledby="timeline">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{text('activity_col_what')}</th>
                    <th scope="col">{text('activity_col_from')}</th>
                    <th scope="col">{text('activity_col_to')}</th>
                    <th scope="col" class="number">
                      {text('activity_col_duration')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {spans.map(({ lane, fromMs, toMs }) => (
                    <tr key={`${lane} ${fromMs} ${toMs}`}>
                      <th scope="row">{text(`activity_lane_${lane}`)}</th>
                      <td>{toExact(fromMs)}</td>
                      <td>{toExact(toMs)}</td>
                      <td class="number">{toSpan(toMs - fromMs)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </div>
      )}
    </section>
  );
}
