import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Puts a policy file where every Firefox of this machine reads it. */
const withPolicy = 'test/firefox/policy.spec.ts';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    // Each file starts a Firefox, and most of each is waiting.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: [withPolicy], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/firefox/*.spec.ts'],
          exclude: [withPolicy],
          sequence: { groupOrder: 1 },
        },
      },
    ],
    testTimeout: 30_000,
    // A second, as it would be, is little on a busy machine. What must be soon says so itself.
    expect: { poll: { timeout: 8_000 } },
    hookTimeout: 60_000,
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
