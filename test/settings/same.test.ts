import { expect, it } from 'vitest';
import { isSame } from '../../src/settings/same.ts';

it.each([
  ['the order of keys, at every depth,', { a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 }],
  ['what the storage leaves out', { a: undefined, b: 1 }, { b: 1 }],
  ['what no canonical JSON could say', { a: '\ud800', b: Number.NaN }, { b: Number.NaN, a: '\ud800' }],
])('%s tells nothing', (_, one, other) => expect(isSame(one, other)).toBe(true));

it.each([
  ['a value', { a: { b: 1 } }, { a: { b: 2 } }],
  ['a type', { a: 1 }, { a: '1' }],
  ['a key', { a: 1 }, { b: 1 }],
  ['the order of a list', ['a', 'b'], ['b', 'a']],
  ['nothing and null', undefined, null],
])('%s tells one from the other', (_, one, other) => expect(isSame(one, other)).toBe(false));
