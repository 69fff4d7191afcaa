import { defineConfig } from '@playwright/test';

/** These put a policy file where every Chromium of this machine reads it. */
const withPolicy = /(policy|installation)\.spec\.ts/;

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/e2e',
  timeout: 60_000,
  // A second try is said in the summary: the tests are in real time, and a busy machine can be late.
  retries: process.env['CI'] === undefined ? 0 : 1,
  // Most of a test is waiting: with three at a time two cores are idle for half of it.
  workers: 6,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: process.env['CARDHUSH_E2E_JSON']
    ? [['list'], ['json', { outputFile: process.env['CARDHUSH_E2E_JSON'] }]]
    : 'list',
  projects: [
    { name: 'together', testIgnore: withPolicy, fullyParallel: true },
    { name: 'alone', testMatch: withPolicy, dependencies: ['together'], workers: 1 },
  ],
});
