// What pages pay for us. Every page of a watched site gets the first of these, so its budget is a promise.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundleScript } from '../bench/bundle.ts';

const content = join(import.meta.dirname, '../../src/content');
const kB = 1024;

describe('a script is no larger than its budget, minified and gzipped', () => {
  it.each([
    ['index.ts', 12 * kB],
    ['banner/index.ts', 6 * kB],
    ['gate/index.ts', 7.5 * kB],
    ['rules/index.ts', 5 * kB],
  ])(
    '%s: %i bytes',
    async (entry, budget) => {
      const code = await bundleScript(join(content, entry));
      expect(code).not.toMatch(/ZodMini|safeParse|preact/);
      expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(budget);
    },
    30_000,
  );
});
