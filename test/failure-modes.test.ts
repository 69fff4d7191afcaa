// The 25 ways in which tools like this one fail, and for each the tests that would notice, or why there are none.
// A test that is named here has to exist, under that title and not switched off.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureModes } from './failure-modes.ts';

const testDir = import.meta.dirname;

/** Whether a file has a test of this title, as it stands in the source, that is neither skipped nor commented out. */
function hasTest(source: string, title: string): boolean {
  const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // After a table (`test.each([...])(`) the title comes behind a closing bracket.
  const call = new RegExp(`^[ \\t]*(?!//|describe)(?:(?:test|it)|.*\\))\\(\\s*(['"\`])${escaped}\\1`, 'm');
  return call.test(source);
}

describe('every failure mode', () => {
  test('is there, once', () => {
    const ids = Array.from({ length: 25 }, (_, index) => `F${index + 1}`);
    expect(failureModes.map(({ id }) => id)).toEqual(ids);
  });

  test.each(failureModes)('$id has an answer: $what', ({ tests, limit }) => {
    expect(tests.length > 0 || limit !== undefined).toBe(true);
    const missing = tests.filter(
      ([file, title]) => !hasTest(readFileSync(join(testDir, file), 'utf8'), title),
    );
    expect(missing).toEqual([]);
  });
});

describe('the search for a title', () => {
  test.each([
    ["test('is here', () => {", true],
    ["  it(\n    'is here',", true],
    ["test.each([1])('is here', () => {", true],
    ['test(`is here`, () => {', true],
    ["  ] as const)('is here', () => {", true],
    ["test.skip('is here', () => {", false],
    ["it.todo('is here');", false],
    ["// test('is here', () => {", false],
    ["describe('is here', () => {", false],
    ["describe.each([1])('is here', () => {", false],
    ["test('is here too', () => {", false],
  ])('%j: %s', (source, isThere) => {
    expect(hasTest(source, 'is here')).toBe(isThere);
  });
});
