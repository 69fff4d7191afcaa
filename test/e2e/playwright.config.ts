import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  timeout: 45_000,
  // Two cores: more browsers at once would only make each other late.
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: process.env['CARDHUSH_E2E_JSON']
    ? [['list'], ['json', { outputFile: process.env['CARDHUSH_E2E_JSON'] }]]
    : 'list',
});
