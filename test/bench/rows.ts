// From samples to lines that a person can judge: every one a ratio, the range that chance leaves it, and its limit.
import type { Growth } from './growth.ts';
import type { DeskName, Kind, Series } from './latency.ts';
import { frameCount } from './pages.ts';
import type { PageCost, PageResult } from './page-cost.ts';
import { round, toMedian, toQuantile, toRatio, toShareWithin, type Ratio } from './statistics.ts';

/** Beyond its limit, but for less than chance alone would explain, is `noise`. */
export type Verdict = 'met' | 'noise' | 'missed';

export type Row = Ratio & {
  section: 'latency' | 'page' | 'growth';
  what: string;
  /** What is compared, in its own units. */
  ours: string;
  base: string;
  /** The ratio has to stay at or below; a share of trials at or above. Null where nothing is asked. */
  limit: number | null;
  isShare: boolean;
  verdict: Verdict | null;
};

/** A first digit comes this long after focus (ms). */
const firstDigitMs = 150;
const contentLimitBytes = 12 * 1024;

export function toLatencyRows(series: Series[]): Row[] {
  const find = (kind: Kind, desk: DeskName, what: 'toWireMs' | 'toAcceptedMs', isSlow = false) =>
    series
      .find(one => one.kind === kind && one.desk === desk && one.isSlow === isSlow)
      ?.trials.map(trial => trial[what]) ?? [];
  const rows: Row[] = [];
  for (const what of ['toWireMs', 'toAcceptedMs'] as const) {
    const words = what === 'toWireMs' ? 'focus to wire' : 'focus to accepted';
    for (const kind of ['warm', 'cold'] as const) {
      const [ours, floor] = [find(kind, 'plain', what), find(kind, 'floor', what)];
      rows.push(toRow('latency', `${kind}: ${words}, to the floor`, ours, floor, 1.1));
      rows.push(toP95Row(`${kind}: ${words}, to the floor, p95`, ours, floor, 1.25));
    }
    const knowing = find('cold', 'knowing', what);
    rows.push(
      toRow('latency', `cold: ${words}, to the floor that asks`, find('cold', 'plain', what), knowing, null),
      toRow(
        'latency',
        `cold: the floor that asks: ${words}, to the floor`,
        knowing,
        find('cold', 'floor', what),
        null,
      ),
    );
    const warm = find('warm', 'plain', what);
    const fresh = find('fresh', 'plain', what);
    for (const desk of ['plain', 'lookup'] as const)
      rows.push(
        toRow(
          'latency',
          `armed${toWith(desk)}: ${words}, to warm without, in a new document`,
          find('armed', desk, what),
          fresh,
          1,
        ),
      );
    rows.push(toRow('latency', `warm, in a new document: ${words}, to warm`, fresh, warm, null));
    for (const kind of ['warm', 'cold'] as const)
      rows.push(
        toRow(
          'latency',
          `${kind} with look-up: ${words}, to warm without`,
          find(kind, 'lookup', what),
          warm,
          null,
        ),
      );
  }
  for (const kind of ['warm', 'armed', 'cold'] as const)
    for (const desk of ['plain', 'lookup'] as const)
      rows.push(toShareRow(kind, desk, find(kind, desk, 'toAcceptedMs', true)));
  return rows.filter(({ ratio }) => !Number.isNaN(ratio));
}

export function toPageRows({ pages, contentGzipBytes }: PageResult): Row[] {
  const ratio = contentGzipBytes / contentLimitBytes;
  const size: Row = {
    section: 'page',
    what: 'content script, gzipped, to what it may have',
    ours: `${contentGzipBytes} B`,
    base: `${contentLimitBytes} B`,
    ratio,
    low: ratio,
    high: ratio,
    limit: 1,
    isShare: false,
    verdict: toVerdict(ratio, ratio, 1),
  };
  return [...pages.flatMap(toCostRows), size];
}

function toCostRows({ page, with: ours, floor, without, wakesWorker }: PageCost): Row[] {
  const name = {
    light: 'light page',
    inputs: 'page of 50,000 inputs',
    frames: `page of ${frameCount} frames`,
  }[page];
  const [loads, least, bare] = [ours, floor, without].map(list => list.map(({ loadMs }) => loadMs));
  const [heap, , bareHeap] = [ours, floor, without].map(list =>
    list.map(({ heapBytes }) => heapBytes / 1024),
  );
  return [
    toRow('page', `${name}: time to load${wakesWorker ? ', worker asked' : ''}`, loads ?? [], bare ?? [], 1),
    toRow('page', `${name}: time to load, to the floor`, loads ?? [], least ?? [], null),
    toRow('page', `${name}: memory`, heap ?? [], bareHeap ?? [], null, 'kB'),
  ];
}

/** Each to the fewest of its kind. */
export function toGrowthRows(growth: Growth[]): Row[] {
  return growth.flatMap(({ of, count, samplesMs, floorMs }) => {
    const base = growth.find(one => one.of === of);
    const toFloor =
      floorMs === undefined
        ? []
        : [toRow('growth', `${count} ${of}: one focus, to the floor's requests`, samplesMs, floorMs, null)];
    if (base === undefined || base.count === count) return toFloor;
    const what = `${count} ${of}: one focus, to ${base.count}`;
    return [toRow('growth', what, samplesMs, base.samplesMs, 1.1), ...toFloor];
  });
}

function toRow(
  section: Row['section'],
  what: string,
  ours: number[],
  base: number[],
  limit: number | null,
  unit = 'ms',
): Row {
  const ratio = toRatio(ours, base);
  const say = (samples: number[]) => `${round(toMedian(samples), unit === 'ms' ? 2 : 0)} ${unit}`;
  const verdict = limit === null ? null : toVerdict(ratio.ratio, ratio.low, limit);
  return { section, what, ours: say(ours), base: say(base), ...ratio, limit, isShare: false, verdict };
}

function toP95Row(what: string, ours: number[], base: number[], limit: number): Row {
  const [high, low] = [toQuantile(ours, 0.95), toQuantile(base, 0.95)];
  const ratio = high / low;
  return {
    section: 'latency',
    what,
    ours: `${round(high)} ms`,
    base: `${round(low)} ms`,
    ratio,
    low: ratio,
    high: ratio,
    limit,
    isShare: false,
    verdict: toVerdict(ratio, ratio, limit),
  };
}

function toShareRow(kind: Kind, desk: DeskName, acceptedMs: number[]): Row {
  const share = toShareWithin(acceptedMs, firstDigitMs);
  return {
    section: 'latency',
    what: `${kind}${toWith(desk)}: accepted before a digit after ${firstDigitMs} ms`,
    ours: `${acceptedMs.filter(ms => ms <= firstDigitMs).length} trials`,
    base: `${acceptedMs.length} trials`,
    ratio: share,
    low: share,
    high: share,
    limit: kind === 'cold' ? null : 1,
    isShare: true,
    verdict: kind === 'cold' ? null : share >= 1 ? 'met' : 'missed',
  };
}

const toWith = (desk: DeskName): string => (desk === 'lookup' ? ' with look-up' : '');

function toVerdict(ratio: number, low: number, limit: number): Verdict {
  if (ratio <= limit) return 'met';
  return low <= limit ? 'noise' : 'missed';
}
