// The cases run beside their tables, a file for each recorder: side by side they take a third of the time.
import { expect, it } from 'vitest';
import { recorders } from '../../src/recorders/index.ts';
import { asteriskCases } from './asterisk.ts';
import { customCases } from './custom.ts';
import { genesysCases } from './genesys.ts';
import { ringcxCases } from './ringcx.ts';
import { verintCases } from './verint.ts';
import { voicenterCases } from './voicenter.ts';
import { wolkvoxCases } from './wolkvox.ts';

const cases = [
  ...voicenterCases,
  ...verintCases,
  ...genesysCases,
  ...ringcxCases,
  ...wolkvoxCases,
  ...asteriskCases,
  ...customCases,
];

it('every registered recorder is in the table, under an id of its own', () => {
  const ids = recorders.map(({ id }) => id);
  expect(new Set(cases.map(({ recorder }) => recorder.id))).toEqual(new Set(ids));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
});
