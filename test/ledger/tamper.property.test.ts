// Every tampering that was tried is found: bits, bytes, entries removed, moved, doubled, and ends cut off.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyExport } from '../../src/ledger/verify.ts';
import { Desk, entriesOf, parseFile, toFile, toText } from './story.ts';

const runs = Number(process.env['CARDHUSH_TAMPERINGS'] ?? 600);
const timeout = 300_000;

const desk = new Desk().pauseFor(5_000).pauseFor(100, { call: 'Zoë "x" \\ ☎' });
const entries = await entriesOf(desk);
const file = await toFile(entries);
const { header } = parseFile(file);
const bytes = new TextEncoder().encode(file);
const decoder = new TextDecoder();

const at = fc.nat(entries.length - 1);
const toStatus = async (text: string) => (await verifyExport(text)).status;
const isFound = async (text: string) => {
  expect(await toStatus(text)).toMatch(/broken|unreadable/);
};

describe('every tampering that was tried is found', () => {
  test('the file itself is intact', async () => {
    expect(await toStatus(file)).toBe('intact');
  });

  test(`a single bit, at ${runs} random places`, { timeout }, () =>
    fc.assert(
      // The newline at the very end belongs to nobody.
      fc.asyncProperty(fc.nat((bytes.length - 1) * 8 - 1), async bit => {
        const changed = bytes.slice();
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await isFound(decoder.decode(changed));
      }),
      { numRuns: runs },
    ),
  );

  test('every single bit of a short file', { timeout }, async () => {
    const short = new TextEncoder().encode(await toFile(entries.slice(0, 2)));
    for (let bit = 0; bit < (short.length - 1) * 8; bit += 1) {
      short[bit >> 3] = (short[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const status = await toStatus(decoder.decode(short));
      if (status === 'intact' || status === 'incomplete') throw new Error(`bit ${bit} was not found`);
      short[bit >> 3] = (short[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    }
  });

  test('the file cut off anywhere', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 2), length => isFound(decoder.decode(bytes.slice(0, length)))),
      { numRuns: runs },
    ),
  );

  test('any entries removed', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(at, { minLength: 1 }), async gone => {
        const text = toText(
          header,
          entries.filter((_, index) => !gone.includes(index)),
        );
        const { status, fault } = await verifyExport(text);
        expect(status).toBe('broken');
        expect(fault?.seq).toBe(toFirstMissing(gone));
      }),
      { numRuns: runs },
    ),
  );

  test('any two entries that changed places, or one that was moved', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(at, at, fc.boolean(), async (one, other, isSwap) => {
        fc.pre(one !== other);
        const list = [...entries];
        const [first, second] = [list[one], list[other]];
        if (first === undefined || second === undefined) return;
        if (isSwap) [list[one], list[other]] = [second, first];
        else list.splice(other, 0, ...list.splice(one, 1));
        const { status, fault } = await verifyExport(toText(header, list));
        expect(status).toBe('broken');
        expect(fault?.kind).toBe('reordered');
        expect(fault?.seq).toBe(Math.min(one, other) + 1);
      }),
      { numRuns: runs },
    ),
  );

  test('any entry doubled, at any place', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(at, fc.nat(entries.length), async (which, place) => {
        const list = entries.toSpliced(place, 0, ...entries.slice(which, which + 1));
        await isFound(toText(header, list));
      }),
      { numRuns: runs },
    ),
  );

  test('any member of any entry changed, added or removed, its hash left alone or not', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(at, fc.nat(9), fc.constantFrom('change', 'remove', 'add'), fc.jsonValue(), async (which, member, how, value) => {
        const list: Record<string, unknown>[] = structuredClone(entries);
        const entry = list[which];
        if (entry === undefined) return;
        const key = Object.keys(entry)[member % Object.keys(entry).length] ?? 'seq';
        fc.pre(how !== 'change' || JSON.stringify(entry[key]) !== JSON.stringify(value));
        if (how === 'remove') delete entry[key];
        else entry[how === 'add' ? `${key}2` : key] = value;
        const { status, fault } = await verifyExport(toText(header, list));
        expect(status).toBe('broken');
        expect(fault).toMatchObject({ kind: 'changed', seq: which + 1 });
      }),
      { numRuns: runs },
    )); // prettier-ignore
});

function toFirstMissing(gone: number[]): number {
  return Math.min(...gone) + 1;
}
