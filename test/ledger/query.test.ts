// Pages, newest first: none missing, none twice, and nothing that was not asked for.
import { beforeAll, describe, expect, test } from 'vitest';
import { csvHeader } from '../../src/ledger/csv.ts';
import { exportCsv } from '../../src/ledger/export.ts';
import type { Fact } from '../../src/ledger/facts.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import type { Pause } from '../../src/ledger/pause.ts';
import {
  findEntries,
  findPauses,
  readPauses,
  readStory,
  type Page,
  type PauseQuery,
  type Place,
} from '../../src/ledger/query.ts';
import { verifyExport } from '../../src/ledger/verify.ts';
import { allEntries, context, emptyShelf, exportShelf, look } from './shelf.ts';
import { Desk, opened, toQueued } from './story.ts';

/** 60 pauses of two recorders; the second one fails every third time. */
function tell(): Fact[] {
  const desk = new Desk([{}, {}], { lingerMs: 0 });
  for (let round = 0; round < 60; round += 1) {
    desk.focus('f', round + 1).yes('r0', `call-${round}`);
    if (round % 3 === 0) desk.no('unauthorized', {}, 'r1');
    else desk.yes('r1', `call-${round}`);
    // Two that begin in the same ms are told apart as well.
    desk.wait(round % 2 === 0 ? 100 : 0).blur('f', round + 1);
    desk.yes('r0', `call-${round}`);
    if (round % 3 !== 0) desk.yes('r1', `call-${round}`);
  }
  return [opened(desk.startedAtMs), ...desk.notes];
}

let all: Pause[] = [];

beforeAll(async () => {
  await emptyShelf();
  await new Ledger().append(toQueued(tell()), null, context);
  all = await look(database => database.getAll('pauses'));
  expect(all).toHaveLength(120);
});

/** Every page of a query, one after the other. */
async function pagesOf(query: PauseQuery, limit = 7): Promise<Pause[]> {
  const rows: Pause[] = [];
  let after: Place | null = null;
  do {
    const page: Page<Pause> = await look(database => findPauses(database, { ...query, limit, after }));
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

const newestFirst = (rows: Pause[]) => rows.toSorted((a, b) => b.wantedAtMs - a.wantedAtMs || b.seq - a.seq);
const middleMs = () => all[60]?.wantedAtMs ?? 0;

describe('pages of pauses', () => {
  test.each<[string, () => PauseQuery, (pause: Pause) => boolean]>([
    ['of everything', () => ({}), () => true],
    ['of one recorder', () => ({ recorder: 'r1' }), ({ recorder }) => recorder === 'r1'],
    ['of one outcome', () => ({ outcomes: ['failed'] }), ({ outcome }) => outcome === 'failed'],
    ['of several outcomes', () => ({ outcomes: ['failed', 'protected'] }), () => true],
    ['of one recorder and outcome', () => ({ recorder: 'r1', outcomes: ['protected'] }), p => p.recorder === 'r1' && p.outcome === 'protected'],
    ['of a time', () => ({ fromMs: middleMs(), toMs: middleMs() + 500 }), p => p.wantedAtMs >= middleMs() && p.wantedAtMs <= middleMs() + 500],
    ['of a time, recorder and outcome', () => ({ fromMs: middleMs(), recorder: 'r1', outcomes: ['failed'] }), p => p.wantedAtMs >= middleMs() && p.recorder === 'r1' && p.outcome === 'failed'],
    ['of nobody', () => ({ recorder: 'r9' }), () => false],
    ['of no time', () => ({ fromMs: 2, toMs: 1 }), () => false],
    ['of no outcome', () => ({ outcomes: [] }), () => false],
  ])('%s are complete and in order', async (_name, query, isMeant) => {
    expect(await pagesOf(query())).toEqual(newestFirst(all.filter(isMeant)));
  }); // prettier-ignore

  test('the failed are those that failed', async () => {
    const rows = await pagesOf({ outcomes: ['failed'] });
    expect(rows).toHaveLength(20);
    expect(rows.every(({ recorder }) => recorder === 'r1')).toBe(true);
  });
});

describe('entries', () => {
  test('come newest first, page by page, by recorder and by type', async () => {
    const entries = await allEntries();
    const { rows, next } = await look(database => findEntries(database, { limit: 10 }));
    expect(rows.map(({ seq }) => seq)).toEqual(entries.toReversed().slice(0, 10).map(({ seq }) => seq));
    const { rows: more } = await look(database => findEntries(database, { limit: 10, after: next }));
    expect(more[0]?.seq).toBe((rows.at(-1)?.seq ?? 0) - 1);
    const failed = await look(database => findEntries(database, { types: ['failed', 'alertStarted'], limit: 500 }));
    expect(failed.rows).toHaveLength(40);
    const own = await look(database => findEntries(database, { recorder: 'r0', limit: 500 }));
    expect(own.rows.every(({ fact }) => 'recorder' in fact && fact.recorder === 'r0')).toBe(true);
  }); // prettier-ignore

  test('tell the story of one pause, from the hold to the resume, without the other recorder', async () => {
    const pause = all[10];
    if (pause === undefined) throw new Error('no pause');
    const story = await look(database => readStory(database, pause));
    expect(story[0]?.fact.type).toBe('holdStarted');
    expect(story.at(-1)?.fact.type).toBe('resumed');
    const recorders = story.flatMap(({ fact }) => ('recorder' in fact ? [fact.recorder] : []));
    expect(new Set(recorders)).toEqual(new Set([pause.recorder]));
  });

  test('all pauses of a time come in batches, oldest first', async () => {
    const rows = await look(async database => {
      const found: Pause[] = [];
      for await (const batch of readPauses(database)) found.push(...batch);
      return found;
    });
    expect(rows.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(all.map(({ seq }) => seq));
  });
});

describe('copies', () => {
  test('a slice is whole, and says that it is one', async () => {
    const verdict = await verifyExport(await exportShelf({ fromSeq: 20, toSeq: 40 }));
    expect(verdict).toMatchObject({ status: 'intact', count: 21, first: { seq: 20 }, last: { seq: 40 } });
    expect(verdict.header?.isSlice).toBe(true);
  });

  test.each([
    [{ fromSeq: 1 }, false],
    [{ toSeq: 10 }, true],
    [{ fromSeq: 5 }, true],
    [{ toSeq: 9_999_999 }, false],
  ])('%j', async (range, isSlice) => {
    const verdict = await verifyExport(await exportShelf(range));
    expect(verdict).toMatchObject({ status: 'intact', header: { isSlice } });
  });

  test('the table has a line for each pause, and no cell that a spreadsheet would run', async () => {
    await new Ledger().append(
      toQueued([{ type: 'holdStarted', atMs: 9e6, episode: 0, origin: 'manual' }, { type: 'episodeStarted', atMs: 9e6, episode: 99 }, { type: 'requested', atMs: 9e6, episode: 99, recorder: '=HYPERLINK("x","y")', attempt: 1, command: 'pause' }], 'run-9'),
      null,
      { ...context, stamp: { version: '', agent: '', policy: '' } },
    );
    const text = await look(async database => {
      let csv = '';
      for await (const part of exportCsv(database)) csv += part;
      return csv;
    });
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(122);
    expect(lines[0]).toBe(csvHeader.join(','));
    expect(lines.at(-1)).toContain(`"'=HYPERLINK(""x"",""y"")"`);
    expect(lines[1]?.split(',')[2]).toBe('r0');
  }); // prettier-ignore
});
