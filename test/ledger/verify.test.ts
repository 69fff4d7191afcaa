// The verifier names the first entry that is wrong, and nothing that is right.
import { describe, expect, test } from 'vitest';
import { seal } from '../../src/ledger/chain.ts';
import type { Entry } from '../../src/ledger/entries.ts';
import { genesis } from '../../src/ledger/link.ts';
import { verifyExport } from '../../src/ledger/verify.ts';
import { Desk, entriesOf, opened, parseFile, toEntries, toFile, toText, withHeader } from './story.ts';

const entries = await entriesOf(new Desk().pauseFor(5_000).pauseFor(8_000, { call: 'call-2' }));
const file = await toFile(entries);
const { header } = parseFile(file);
const middleSeq = 7;

const edit = (change: (list: Entry[]) => Entry[]) => toText(header, change(structuredClone(entries)));
const faultOf = async (text: string) => (await verifyExport(text)).fault;

describe('a whole chain', () => {
  test('is intact, and says from where to where', async () => {
    const verdict = await verifyExport(file);
    expect(verdict).toMatchObject({
      status: 'intact',
      fault: null,
      count: entries.length,
      first: { seq: 1 },
      last: { seq: entries.length, hash: entries.at(-1)?.hash },
      isVerbatim: true,
    });
  });

  test('may come in pieces of any size', async () => {
    const pieces = file.match(/[\s\S]{1,7}/g) ?? [];
    expect((await verifyExport(pieces)).status).toBe('intact');
  });

  test('may be empty', async () => {
    expect(await verifyExport(await toFile([]))).toMatchObject({ status: 'intact', count: 0 });
  });

  test('stays what it is when other software writes the same content, and that is said', async () => {
    const pretty = JSON.stringify(JSON.parse(file), null, 2);
    expect(await verifyExport(pretty)).toMatchObject({ status: 'intact', isVerbatim: false });
    expect(await verifyExport(file.replaceAll('\n', '\r\n'))).toMatchObject({ status: 'intact' });
  });

  test('may be a slice where the header says so, and only there', async () => {
    const slice = entries.slice(4);
    const text = await toFile(slice);
    expect(await verifyExport(text)).toMatchObject({ status: 'broken', fault: { kind: 'missing', seq: 1 } });
    expect((await verifyExport(await withHeader(text, { isSlice: true }))).status).toBe('intact');
  });

  test('tells where the wall clock went back', async () => {
    const told = await toEntries([
      opened(5_000),
      { type: 'clockJumped', atMs: 2_000, episode: 0, byMs: -3_000 },
    ]);
    expect(await verifyExport(await toFile(told))).toMatchObject({
      status: 'intact',
      clockSteps: [{ seq: 2, byMs: -3_000 }],
    });
  });
});

describe('tampering', () => {
  test.each<[string, (list: Entry[]) => Entry[], object]>([
    ['a changed time', list => list.map(e => (e.seq === middleSeq ? { ...e, atMs: e.atMs - 1 } : e)), { kind: 'changed', seq: middleSeq }],
    ['a changed number', list => list.map(e => (e.seq === middleSeq ? { ...e, seq: 3 } : e)), { kind: 'changed', seq: middleSeq }],
    ['a removed entry', list => list.filter(({ seq }) => seq !== middleSeq), { kind: 'missing', seq: middleSeq }],
    ['two that changed places', list => list.map(e => list[e.seq === 5 ? 5 : e.seq === 6 ? 4 : e.seq - 1] ?? e), { kind: 'reordered', seq: 5 }],
    ['an entry that stands twice', list => list.flatMap(e => (e.seq === middleSeq ? [e, e] : [e])), { kind: 'duplicated', seq: middleSeq }],
    ['the end cut off', list => list.slice(0, -3), { kind: 'truncated', seq: entries.length - 2 }],
    ['the beginning cut off', list => list.slice(2), { kind: 'missing', seq: 1 }],
    ['everything removed', () => [], { kind: 'truncated', seq: 1 }],
  ])('%s is found and named', async (_name, change, fault) => {
    expect(await faultOf(edit(change))).toMatchObject(fault);
  }); // prettier-ignore

  test('an entry that was put in place of another with a hash that fits is found at the one after it', async () => {
    const [forged] = await seal({ seq: middleSeq - 1, hash: entries[middleSeq - 2]?.hash ?? '' }, [
      toBodyOf(entries[middleSeq - 1], { atMs: 1 }),
    ]);
    const text = edit(list => list.map(e => (e.seq === middleSeq && forged !== undefined ? forged : e)));
    expect(await faultOf(text)).toMatchObject({ kind: 'replaced', seq: middleSeq + 1 });
  });

  test('an end that was cut off together with the header shows only against what is known from elsewhere', async () => {
    const text = await toFile(entries.slice(0, -3));
    expect((await verifyExport(text)).status).toBe('intact');
    expect(await verifyExport(text, header.head)).toMatchObject({
      status: 'broken',
      fault: { kind: 'truncated', seq: entries.length - 2 },
    });
  });

  test('a chain that was computed anew from end to end shows only against what is known from elsewhere', async () => {
    const forged = await seal(
      genesis,
      entries.map(entry => toBodyOf(entry, { agent: 'somebody-else' })),
    );
    const text = await toFile(forged);
    expect((await verifyExport(text)).status).toBe('intact');
    expect(await verifyExport(text, { seq: 4, hash: entries[3]?.hash ?? '' })).toMatchObject({
      status: 'broken',
      fault: { kind: 'notAsKnown', seq: 4 },
    });
  });

  test.each([
    ['another count', { count: 3 }],
    ['another end', { head: { seq: 3, hash: entries[2]?.hash ?? '' } }],
    ['another date', { exportedAtMs: 5 }],
  ])('a header with %s is found', async (_name, extra) => {
    expect((await verifyExport(toText({ ...header, ...extra }, entries))).fault?.kind).toBe('headerChanged');
  });

  test('more after the end is found', async () => {
    const more = `${file}${JSON.stringify(entries[0])}\n`;
    expect((await verifyExport(more)).fault).toMatchObject({ kind: 'extra' });
    const longer = await toFile(entries, { head: { seq: 3, hash: entries[2]?.hash ?? '' }, count: 3 });
    expect((await verifyExport(longer)).fault).toMatchObject({ kind: 'extra', seq: 4 });
  });

  test('a second member of the same name is found, whichever of the two a reader takes', async () => {
    const text = file.replace('"agent":"agent-7"', '"agent":"nobody","agent":"agent-7"');
    expect((await verifyExport(text)).fault).toMatchObject({ kind: 'changed', seq: 1 });
  });

  test.each(['', 'PK', '{}', '{"header":{},"entries":[]}', '[1,2,3]', '{"header":', file.slice(0, 40)])(
    'what is no export is called that: %j',
    async text => {
      expect((await verifyExport(text)).status).toBe('unreadable');
    },
  );
});

function toBodyOf(entry: Entry | undefined, extra: Partial<Entry>) {
  if (entry === undefined) throw new Error('no such entry');
  const { seq: _seq, prev: _prev, hash: _hash, ...body } = { ...entry, ...extra };
  return body;
}
