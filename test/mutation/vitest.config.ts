// The tests that have to notice a mutant: the core's own, and always with the same random numbers. Random
// sequences are left out: what they find should have a test that says what is wrong.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/recording/**/*.test.ts'],
    exclude: ['test/recording/*.property.test.ts'],
    setupFiles: ['test/mutation/seed.ts'],
    testTimeout: 20_000,
  },
});
