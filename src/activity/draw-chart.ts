// Bars on a canvas, in the colours of the page as it stands.
import uPlot from 'uplot';
import { text } from '../ui/text.ts';
import type { Bars } from './charts.ts';

export type Chart = {
  /** Draws anew, as wide as there is room now. */
  redraw(): void;
  destroy(): void;
};

const heightPx = 180;
/** There is no half a pause. */
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];
/** So many labels go beside each other. */
const labelWidthPx = 72;

/** Draws bars into `root`. The chart is a picture: what it says stands in the table beside it. */
export function drawChart(root: HTMLElement, { labels, series }: Bars): Chart {
  const isWhole = series.every(({ values }) => values.every(Number.isInteger));
  const number = new Intl.NumberFormat(text('ui_lang'));
  let plot = draw();

  function draw(): uPlot {
    const style = getComputedStyle(root);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const isRtl = style.direction === 'rtl';
    const every = Math.max(1, Math.ceil(labels.length / Math.max(1, root.clientWidth / labelWidthPx)));
    const grid = { stroke: colour('--line'), width: 1 };
    const axis = { stroke: colour('--words'), font: `12px ${style.fontFamily}`, ticks: grid };
    const paths = uPlot.paths.bars?.({ size: [0.7, 48] });
    return new uPlot(
      {
        width: Math.max(160, root.clientWidth),
        height: heightPx,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, dir: isRtl ? -1 : 1, range: [-0.6, labels.length - 0.4] },
          y: { range: (_plot, _min, max) => [0, Math.max(1, max) * 1.1] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            splits: () => labels.map((_, index) => index).filter(index => index % every === 0),
            values: (_plot, splits) => splits.map(index => labels[index] ?? ''),
          },
          {
            ...axis,
            grid,
            side: isRtl ? 1 : 3,
            size: 48,
            values: (_plot, splits) => splits.map(split => number.format(split)),
            ...(isWhole ? { incrs: wholeSteps } : {}),
          },
        ],
        series: [
          {},
          ...series.map(({ name }) => ({
            fill: colour(name === 'problem' ? '--danger' : '--accent'),
            width: 0,
            points: { show: false },
            ...(paths === undefined ? {} : { paths }),
          })),
        ],
      },
      [labels.map((_, index) => index), ...series.map(({ values }) => values)],
      root,
    );
  }

  return {
    redraw() {
      plot.destroy();
      plot = draw();
    },
    destroy: () => plot.destroy(),
  };
}
