// What a report says is what the ledger holds.
import { beforeEach, expect, test } from 'vitest';
import { Ledger } from '../../src/ledger/ledger.ts';
import { readReport } from '../../src/ledger/report.ts';
import { toSummary } from '../../src/ledger/summary.ts';
import { context, emptyShelf, look, verifyShelf } from './shelf.ts';
import { Desk, opened, toQueued } from './story.ts';

beforeEach(emptyShelf);

const about = { nowMs: 9_000_000, version: '0.1.0' };

test('a report has its pauses, sums, notices and changes, and where the chain stood', async () => {
  const desk = new Desk();
  desk.pauseFor(5_000).pauseFor(5_000);
  desk.failing('unauthorized').focus('f', 500).wait(10_000).blur('f', 500).wait(3_000);
  const head = await new Ledger().append(toQueued([opened(desk.startedAtMs), ...desk.notes]), null, context);
  const report = await look(database => readReport(database, {}, about));
  expect(report.chain.head).toEqual(head);
  expect((await verifyShelf(report.chain.head)).status).toBe('intact');
  expect(report.total).toMatchObject({ pauses: 3, unrecordedMs: 16_040, alerts: 1, verified: 0 });
  expect(report.total.byOutcome).toMatchObject({ protected: 2, failed: 1, open: 0 });
  expect(report.total.exposureMs).toEqual({ median: 20, p95: 13_000, max: 13_000 });
  expect(report.byRecorder.map(([recorder, { pauses }]) => [recorder, pauses])).toEqual([['r0', 3]]);
  expect(report.notices).toMatchObject([{ why: 'failed', seconds: 13 }]);
  expect(report.changes.map(({ fact }) => fact.type)).toEqual(['opened']);
});

test('a report of another time has none of them', async () => {
  const desk = new Desk().pauseFor(5_000);
  await new Ledger().append(toQueued([opened(desk.startedAtMs), ...desk.notes]), null, context);
  const report = await look(database => readReport(database, { fromMs: 5_000_000 }, about));
  expect(report).toMatchObject({ pauses: [], notices: [], changes: [], total: toSummary([]) });
});
