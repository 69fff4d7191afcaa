import { useEffect, useId, useRef } from 'preact/hooks';
import { text, type MessageKey } from '../ui/text.ts';
import type { Bars } from './charts.ts';
import { drawChart } from './draw-chart.ts';

type Props = {
  title: MessageKey;
  /** Head of the first column. */
  what: MessageKey;
  /** Head of the columns of each series. */
  heads: { all: MessageKey; problem: MessageKey };
  bars: Bars;
};

const dark = '(prefers-color-scheme: dark)';

/** A chart, and the table that says the same. */
export function BarChart({ title, what, heads, bars }: Props) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const drawn = JSON.stringify(bars);
  useEffect(() => {
    if (root.current === null) return;
    const chart = drawChart(root.current, bars);
    const stop = new AbortController();
    // The first word of it is about the size that was just drawn.
    let width = root.current.clientWidth;
    const sizes = new ResizeObserver(([entry]) => {
      const now = entry?.target.clientWidth ?? width;
      if (now === width) return;
      width = now;
      chart.redraw();
    });
    sizes.observe(root.current);
    matchMedia(dark).addEventListener('change', () => chart.redraw(), { signal: stop.signal });
    return () => {
      stop.abort();
      sizes.disconnect();
      chart.destroy();
    };
  }, [drawn]);
  return (
    <figure class="card chart" aria-labelledby={id}>
      <figcaption id={id}>{text(title)}</figcaption>
      <div class="chart-room" aria-hidden="true" ref={root} />
      {bars.series.length > 1 && (
        <ul class="legend" aria-hidden="true">
          {bars.series.map(({ name }) => (
            <li key={name} class={`legend-${name}`}>
              {text(heads[name])}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{text('activity_as_table')}</summary>
        <div class="scroll" role="group" tabIndex={0} aria-labelledby={id}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text(what)}</th>
                {bars.series.map(({ name }) => (
                  <th key={name} scope="col" class="number">
                    {text(heads[name])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bars.labels.map((label, index) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {bars.series.map(({ name, values }) => (
                    <td key={name} class="number">
                      {values[index]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
