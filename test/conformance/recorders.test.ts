// The cases themselves run in their files in `rows/`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recorders } from '../../src/recorders/index.ts';
import { allCases } from './cases.ts';

it('every registered recorder has rows in test/conformance/rows, under an id of its own', () => {
  const ids = recorders.map(({ id }) => id);
  expect(new Set(allCases.map(({ recorder }) => recorder.id))).toEqual(new Set(ids));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
});

it.each(readdirSync(join(import.meta.dirname, 'rows')))('%s runs its rows', file => {
  const source = readFileSync(join(import.meta.dirname, 'rows', file), 'utf8');
  expect(source).toContain('if (import.meta.vitest !== undefined) describeRecorders(cases);');
});
