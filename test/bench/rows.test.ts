import { parseXml } from '@rgrove/parse-xml';
import { expect, test } from 'vitest';
import { toChart } from './chart.ts';
import { toGrowthRows, toLatencyRows, toPageRows, type Row } from './rows.ts';

const trials = (...values: number[]) => values.map(ms => ({ toWireMs: ms, toAcceptedMs: ms + 1 }));

test('latency is measured against the floor, look-ups against a warm worker without', () => {
  const rows = toLatencyRows([
    { kind: 'warm', desk: 'floor', isSlow: false, trials: trials(4, 4, 4) },
    { kind: 'warm', desk: 'plain', isSlow: false, trials: trials(6, 6, 6) },
    { kind: 'fresh', desk: 'plain', isSlow: false, trials: trials(6, 6, 6) },
    { kind: 'armed', desk: 'lookup', isSlow: false, trials: trials(3, 3, 3) },
  ]);
  const find = (what: string) => rows.find(row => row.what === what);
  expect(find('warm: focus to wire, to the floor')).toMatchObject({
    ratio: 1.5,
    limit: 1.1,
    verdict: 'missed',
  });
  expect(find('armed with look-up: focus to wire, to warm without, in a new document')).toMatchObject({
    ratio: 0.5,
    limit: 1,
    verdict: 'met',
  });
  // What was not measured has no line.
  expect(rows.some(({ what }) => what.startsWith('cold'))).toBe(false);
});

test('one pause after the first digit is one too many', () => {
  const slow = (...values: number[]) =>
    toLatencyRows([{ kind: 'armed', desk: 'plain', isSlow: true, trials: trials(...values) }])[0];
  expect(slow(60, 149)).toMatchObject({ isShare: true, ratio: 1, verdict: 'met' });
  expect(slow(60, 150)).toMatchObject({ ratio: 0.5, verdict: 'missed' });
});

test('what chance alone would explain is noise', () => {
  const load = (...values: number[]) => values.map(loadMs => ({ loadMs, heapBytes: 1024 }));
  const [row] = toPageRows({
    contentGzipBytes: 1,
    pages: [
      {
        page: 'light',
        with: load(9, 11, 12, 20),
        floor: load(9, 11, 12, 20),
        without: load(9, 10, 12, 21),
        wakesWorker: true,
      },
    ],
  });
  expect(row).toMatchObject({ what: 'light page: time to load, worker asked', limit: 1, verdict: 'noise' });
});

test('growth is measured against the fewest', () => {
  const rows = toGrowthRows([
    { of: 'tabs', count: 1, samplesMs: [2, 2] },
    { of: 'tabs', count: 100, samplesMs: [3, 3] },
    { of: 'holds', count: 1, samplesMs: [5, 5] },
  ]);
  expect(rows).toMatchObject([{ what: '100 tabs: one focus, to 1', ratio: 1.5, verdict: 'missed' }]);
});

const row = (different: Partial<Row>): Row => ({
  section: 'growth',
  what: 'a < b & c',
  ours: '',
  base: '',
  ratio: 1,
  low: 0.9,
  high: 1.1,
  limit: 1.1,
  isShare: false,
  verdict: 'met',
  ...different,
});

test('the chart is XML with a bar for each row, and longer for more', () => {
  const rows = [row({ ratio: 0.5 }), row({ ratio: 2, verdict: 'missed' }), row({ ratio: 90, verdict: null })];
  const svg = toChart(rows, 'title <1>');
  expect(() => parseXml(svg)).not.toThrow();
  const bars = [...svg.matchAll(/<rect x="\d+" y="\d+" width="(\d+)"/g)].map(([, width]) => Number(width));
  const [short = 0, long = 0, cut = 0] = bars;
  expect(bars).toHaveLength(3);
  expect(long / short).toBeCloseTo(4, 0);
  // Cut off where the scale ends, with its number told.
  expect(cut).toBeCloseTo(long * 2, -1);
  expect(svg).toContain('90.00');
  expect(svg).toContain('a &lt; b &amp; c');
  expect(svg).toContain('>Growth</text>');
  expect(svg).not.toContain('>Latency</text>');
});
