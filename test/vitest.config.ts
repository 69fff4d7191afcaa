import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Rows of the conformance table are data, and a test where they are run as one.
    includeSource: ['test/conformance/rows/*.ts'],
    testTimeout: 20_000,
    // Two thirds of the time is waiting for real servers: one file for each core but one would leave the machine idle.
    maxWorkers: 5,
    // Many tests are in real time against real servers, and a busy machine can be late: CI tries once more.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
