import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    // Two thirds of the time is waiting for real servers: one file for each core but one would leave the machine idle.
    maxWorkers: 4,
    // Many tests are in real time against real servers, and a busy machine can be late: CI tries once more.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
