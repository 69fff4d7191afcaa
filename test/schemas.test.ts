// No schema is made before somebody uses it: each start of the worker, which is on the way of a pause, would pay for it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';

const made = vi.hoisted(() => [] as string[]);

vi.mock('../src/browser.ts', () => ({ browser: {} }));
vi.mock('zod/mini', async importOriginal => {
  const original = await importOriginal<Record<string, unknown>>();
  const toCounting = ([name, part]: [string, unknown]) => {
    const isMaker = typeof part === 'function' && /^_?[a-z]/.test(name) && name !== 'config';
    const counting = (...given: unknown[]): unknown => {
      made.push(name);
      return (part as (...values: unknown[]) => unknown)(...given);
    };
    return [name, isMaker && name !== 'registry' ? counting : part] as const;
  };
  return Object.fromEntries(Object.entries(original).map(toCounting));
});

const src = join(import.meta.dirname, '../src');
const paths = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  path => path.endsWith('.ts') && readFileSync(join(src, path), 'utf8').includes('zod.ts'),
);

test.each(paths)('%s makes none while it is loaded', async path => {
  made.length = 0;
  await import(join(src, path));
  expect(made).toEqual([]);
});

test('and one is made when it is used', async () => {
  const { stateSchema } = await import('../src/recording/state.ts');
  made.length = 0;
  expect(stateSchema.safeParse({}).success).toBe(false);
  expect(made).toContain('object');
});
