// What the page shows, as plain data: days, the red list, lanes and bars.
import { describe, expect, test } from 'vitest';
import { toAttention } from '../../src/activity/attention.ts';
import {
  toExposureDistribution,
  toFailures,
  toPausesPerDay,
  toUnrecordedPerDay,
} from '../../src/activity/charts.ts';
import {
  choose,
  isProblem,
  toDay,
  toDayRange,
  toDays,
  toRange,
  type Choice,
} from '../../src/activity/choice.ts';
import { toSpans, toWindow, type Span } from '../../src/activity/timeline.ts';
import type { Fact } from '../../src/ledger/facts.ts';
import type { Pause } from '../../src/ledger/pause.ts';
import { toPauses } from '../../src/ledger/project.ts';
import { Desk, entriesOf, toEntries } from '../ledger/story.ts';

const nineMs = new Date(2026, 10, 20, 9).getTime();
const hourMs = 3_600_000;

function deskAt(atMs: number, recorders = [{}]): Desk {
  const desk = new Desk(recorders);
  desk.nowMs = atMs;
  return desk;
}
const pausesOf = async (desk: Desk) => toPauses(await entriesOf(desk));
const failing = () =>
  deskAt(nineMs).failing('unauthorized').focus('f', 500).on({ type: 'activity', id: 'f', seq: 500 }).wait(10_000).blur('f', 500).wait(3_000); // prettier-ignore

describe('days', () => {
  test('of a period end with the chosen one, over months, leap days and changes of the clock', () => {
    expect(toDays({ period: 'week', day: '2028-03-02' })).toEqual([
      '2028-02-25', '2028-02-26', '2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02',
    ]); // prettier-ignore
    for (const day of ['2026-03-29', '2026-10-25', '2026-12-31'])
      expect(new Set(toDays({ period: 'quarter', day })).size).toBe(90);
  });

  test('lie end to end and hold every moment once', () => {
    for (const [day, next] of [['2026-03-28', '2026-03-29'], ['2026-10-24', '2026-10-25'], ['2026-12-31', '2027-01-01']] as const) {
      expect(toDayRange(day).toMs + 1).toBe(toDayRange(next).fromMs);
      expect(toDay(toDayRange(day).fromMs)).toBe(day);
      expect(toDay(toDayRange(day).toMs)).toBe(day);
    }
    expect(toRange({ period: 'week', day: '2026-11-20' })).toEqual({
      fromMs: toDayRange('2026-11-14').fromMs,
      toMs: toDayRange('2026-11-20').toMs,
    });
  }); // prettier-ignore
});

test('pauses are chosen by recorder and outcome', async () => {
  const good = await pausesOf(deskAt(nineMs).pauseFor(5_000));
  const bad = (await pausesOf(failing())).map(pause => ({ ...pause, recorder: 'r1' }));
  const all = [...good, ...bad];
  const choice: Choice = { period: 'day', day: '2026-11-20', recorder: '', outcome: 'all' };
  expect(choose(all, choice)).toHaveLength(2);
  expect(choose(all, { ...choice, recorder: 'r1' })).toEqual(bad);
  expect(choose(all, { ...choice, outcome: 'problem' })).toEqual(bad);
  expect(choose(all, { ...choice, outcome: 'protected' })).toEqual(good);
  expect(choose(all, { ...choice, outcome: 'protected', recorder: 'r1' })).toEqual([]);
  expect(all.map(isProblem)).toEqual([false, true]);
});

describe('the red list', () => {
  test('is empty for pauses that worked', async () => {
    expect(toAttention(await pausesOf(deskAt(nineMs).pauseFor(5_000)), [], nineMs + hourMs)).toEqual([]);
  });

  test('names the call and the seconds of a card that was entered without a pause', async () => {
    const pauses = await pausesOf(failing());
    expect(toAttention(pauses, [], nineMs + hourMs)).toMatchObject([
      { words: 'activity_attention_failed', atMs: nineMs, notice: { seconds: 13, isTyped: true }, pause: { seq: pauses[0]?.seq } },
    ]);
  }); // prettier-ignore

  test('names a pause that never ended, once it has lasted too long', async () => {
    const pauses = await pausesOf(deskAt(nineMs).focus().yes());
    expect(toAttention(pauses, [], nineMs + hourMs)).toEqual([]);
    expect(toAttention(pauses, [], nineMs + hourMs + 1).map(({ words }) => words)).toEqual([
      'activity_attention_open',
    ]);
  });

  test('names a pause by hand that policy ended', async () => {
    const desk = deskAt(nineMs).on({ type: 'manualPause', endsWithinMs: 30_000, asksReason: true }).yes().wait(33_000).yes();
    expect(toAttention(await pausesOf(desk), [], nineMs + hourMs).map(({ words }) => words)).toEqual(['activity_attention_policy']);
  }); // prettier-ignore

  test('names what happened to the ledger, newest first, and nothing that is all right', async () => {
    const link = { seq: 3, hash: 'ab'.repeat(32) };
    const facts: Fact[] = [
      { type: 'exported', atMs: 1, fromSeq: 1, toSeq: 2, format: 'csv' },
      { type: 'entriesLost', atMs: 2, fromSeq: 1, toSeq: 2, hash: link.hash, before: link },
      { type: 'notesLost', atMs: 3, run: 'r', fromN: 1, toN: 2 },
      { type: 'clockJumped', atMs: 4, episode: 0, byMs: -5_000 },
      { type: 'clockJumped', atMs: 5, episode: 0, byMs: 5_000 },
      { type: 'pauseRefused', atMs: 6 },
      { type: 'budgetReached', atMs: 7, scope: 'call', usedMs: 2, budgetMs: 1 },
      { type: 'budgetReached', atMs: 8, scope: 'shift', usedMs: 2, budgetMs: 1 },
    ];
    expect(toAttention([], await toEntries(facts), 9).map(({ words }) => words.slice('activity_attention_'.length))).toEqual(
      ['shift', 'call', 'refused', 'clock', 'notesLost', 'entriesLost'],
    );
  }); // prettier-ignore
});

describe('lanes', () => {
  const lanesOf = (spans: Span[]) =>
    spans.map(({ lane, fromMs, toMs }) => [lane, fromMs - nineMs, toMs - nineMs]);

  test('show exposure, pause and gap of a pause, each from when to when', async () => {
    expect(lanesOf(toSpans(await pausesOf(deskAt(nineMs).pauseFor(5_000)), [], nineMs + hourMs))).toEqual([
      ['exposed', 0, 20],
      ['paused', 20, 8_040],
      ['gap', 5_020, 8_040],
    ]);
  });

  test('show an alarm, and what goes on until now', async () => {
    const alerts: Fact[] = [
      { type: 'alertStarted', atMs: nineMs, episode: 1, alert: 'stillRecording' },
      { type: 'alertEnded', atMs: nineMs + 5_000, episode: 1, alert: 'stillRecording' },
      { type: 'alertStarted', atMs: nineMs + 9_000, episode: 1, alert: 'stillPaused' },
    ];
    expect(lanesOf(toSpans([], await toEntries(alerts), nineMs + 10_000))).toEqual([
      ['alert', 0, 5_000],
      ['alert', 9_000, 10_000],
    ]);
  });

  test('show nothing as paused that never was', async () => {
    const spans = toSpans(await pausesOf(failing()), [], nineMs + hourMs);
    expect(new Set(spans.map(({ lane }) => lane))).toEqual(new Set(['exposed']));
  });

  test.each([
    [[[0, 1_000]], 1],
    [[[0, 1_000], [30 * 60_000, 31 * 60_000]], 7],
    [[[0, 1_000], [8 * hourMs, 9 * hourMs]], 6],
    [[[0, 1_000], [14 * hourMs, 14.5 * hourMs]], 8],
  ])('lie in a window of even marks: %j', (given, marks) => {
    const spans = given.map(([from = 0, to = 0]) => ({ lane: 'paused' as const, fromMs: nineMs + from, toMs: nineMs + to, pause: null }));
    const window = toWindow(spans);
    expect(window?.marksMs).toHaveLength(marks);
    for (const { fromMs, toMs } of spans) {
      expect(window?.fromMs).toBeLessThanOrEqual(fromMs);
      expect(window?.toMs).toBeGreaterThanOrEqual(toMs);
    }
    expect(toWindow([])).toBeNull();
  }); // prettier-ignore
});

describe('bars', () => {
  const tell = async (): Promise<Pause[]> => [
    ...(await pausesOf(deskAt(nineMs - 24 * hourMs).pauseFor(60_000))),
    ...(await pausesOf(deskAt(nineMs).pauseFor(60_000).pauseFor(60_000))),
    ...(await pausesOf(failing())),
  ];
  const days = ['2026-11-18', '2026-11-19', '2026-11-20'];

  test('count pauses and problems on the day on which they began', async () => {
    expect(toPausesPerDay(await tell(), days).series).toEqual([
      { name: 'all', values: [0, 1, 3] },
      { name: 'problem', values: [0, 0, 1] },
    ]);
  });

  test('sum minutes without a recording', async () => {
    expect(toUnrecordedPerDay(await tell(), days).series).toEqual([{ name: 'all', values: [0, 1.1, 2.1] }]);
  });

  test('put every pause that a recorder was asked for into one class of exposure', async () => {
    const { labels, series } = toExposureDistribution(await tell(), (fromMs, toMs) => `${fromMs}-${toMs}`);
    expect(labels.at(-1)).toBe('10000-Infinity');
    expect(series[0]?.values).toEqual([3, 0, 0, 0, 0, 0, 0, 1]);
  });

  test('count failures by recorder', async () => {
    const { labels, series } = toFailures(await tell(), id => `<${id}>`);
    expect(labels).toEqual(['<r0>']);
    expect(series[1]?.values).toEqual([1]);
    expect(series[0]?.values[0]).toBeGreaterThan(1);
  });
});
