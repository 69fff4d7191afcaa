// What people gave as their reasons stands in the row of the pause that it belongs to.
import { expect, test } from 'vitest';
import { csvHeader, toPauseRow } from '../../src/ledger/csv.ts';
import { toPauses } from '../../src/ledger/project.ts';
import { Desk, entriesOf } from './story.ts';

test('the reason of a pause by hand comes before its first request, and is in its row', async () => {
  const desk = new Desk()
    .on({ type: 'manualPause', why: { reason: 'callerAsked', detail: 'wants it' } })
    .yes();
  desk.wait(2_000).on({ type: 'manualResume' }).yes().pauseFor(5_000);
  const [first, second] = toPauses(await entriesOf(desk));
  expect(first?.said).toEqual([{ about: 'pause', reason: 'callerAsked', detail: 'wants it' }]);
  expect(second?.said).toEqual([]);
});

test('a reason that comes later, and that of an override, are in the row and in the table', async () => {
  const desk = new Desk()
    .on({ type: 'manualPause', endsWithinMs: 30_000, asksReason: true })
    .yes()
    .wait(5_000);
  desk.on({ type: 'manualPause', why: { reason: 'cardSpoken', detail: '' } }).focus();
  desk
    .wait(1_000)
    .on({ type: 'manualResume', why: { reason: 'notCard', detail: 'card 4539148803436467' } })
    .yes();
  const [pause] = toPauses(await entriesOf(desk));
  if (pause === undefined) throw new Error('no pause');
  expect(pause).toMatchObject({ overrides: 1, endReason: 'person' });
  expect(pause.said.map(({ about, reason }) => [about, reason])).toEqual([
    ['pause', 'cardSpoken'],
    ['override', 'notCard'],
  ]);
  expect(JSON.stringify(pause)).not.toContain('4539');
  expect(toPauseRow(pause)[csvHeader.indexOf('reasons')]).toMatch(/^pause: cardSpoken; override: notCard/);
});

test('an override that was not asked about leaves no reason', async () => {
  const desk = new Desk().focus().yes().on({ type: 'manualResume' }).yes();
  expect(toPauses(await entriesOf(desk))[0]).toMatchObject({ overrides: 1, said: [] });
});

test('a pause that policy ended says so', async () => {
  const desk = new Desk().on({ type: 'manualPause', endsWithinMs: 10_000 }).yes().wait(13_000).yes();
  expect(toPauses(await entriesOf(desk))[0]).toMatchObject({ endReason: 'policy', end: 'resumed', exposures: [{ isCardEntry: false }] });
}); // prettier-ignore
