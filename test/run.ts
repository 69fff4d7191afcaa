// The whole test: lint, types, unit, both builds, end to end. Ends with one line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './lab/find-browser.ts';

const root = join(import.meta.dirname, '..');
const out = join(root, 'test-results');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

type Count = { passed: number; failed: number; skipped: number };

/** Runs one step; without a report of its own it counts as one test. */
function run(name: string, command: string[], count?: () => Count, env: Record<string, string> = {}): Count {
  const startedAtMs = Date.now();
  console.log(`\n▶ ${name}`);
  const [program = '', ...args] = command;
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const isGood = status === 0;
  console.log(`${isGood ? '✔' : '✘'} ${name} (${((Date.now() - startedAtMs) / 1000).toFixed(1)} s)`);
  const counted = count?.() ?? { passed: 0, failed: 0, skipped: 0 };
  if (count === undefined) return { ...counted, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 };
  // A runner that dies before it counts anything has failed too.
  return { ...counted, failed: isGood ? counted.failed : Math.max(1, counted.failed) };
}

const unitReport = join(out, 'unit.json');
const e2eReport = join(out, 'e2e.json');
const firefoxReport = join(out, 'firefox.json');

// Said at once, as a missing browser would only show after minutes.
console.log(`browser: ${findBrowser()}`);

const counts = [
  run('lint', ['oxlint', '--deny-warnings']),
  run('format', ['prettier', '--check', '--log-level', 'warn', '.']),
  run('unused code', ['knip']),
  run('types', ['tsc', '--noEmit']),
  run(
    'unit',
    [
      'vitest',
      'run',
      '--config',
      'test/vitest.config.ts',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
    () => readUnit(unitReport),
  ),
  // All of them, twice: what is built again must be the same.
  run('packages', ['node', 'test/tools/package.ts', '--check']),
  run(
    'end to end',
    ['playwright', 'test', '--config', 'test/e2e/playwright.config.ts'],
    () => readE2e(e2eReport),
    { CARDHUSH_E2E_JSON: e2eReport },
  ),
  run('add-on linter', ['node', 'test/tools/lint-addon.ts']),
  run(
    'end to end in Firefox',
    [
      'vitest',
      'run',
      '--config',
      'test/firefox/vitest.config.ts',
      '--reporter=verbose',
      '--reporter=json',
      `--outputFile.json=${firefoxReport}`,
    ],
    () => readUnit(firefoxReport),
  ),
  // Ten kinds of trouble, a round each; `npm run chaos -- --rounds 200` for more.
  run('chaos', ['node', 'test/chaos/index.ts', '--rounds', '10', '--json', join(out, 'chaos.json')]),
  // The sentence that matters: none of the card's digits, and all of the others, are in the recording.
  run('demo, by sound', ['node', 'test/lab/demo.ts', '--headless', '--picture', join(out, 'demo')]),
];

const total = counts.reduce((sum, one) => ({
  passed: sum.passed + one.passed,
  failed: sum.failed + one.failed,
  skipped: sum.skipped + one.skipped,
}));
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function readUnit(path: string): Count {
  const report = readJson(path);
  return {
    passed: Number(report['numPassedTests'] ?? 0),
    failed: Number(report['numFailedTests'] ?? 0),
    skipped: Number(report['numPendingTests'] ?? 0),
  };
}

function readE2e(path: string): Count {
  const stats = readJson(path)['stats'] as Record<string, number> | undefined;
  const flaky = stats?.['flaky'] ?? 0;
  if (flaky > 0) console.log(`${flaky} of these needed a second try`);
  return {
    passed: (stats?.['expected'] ?? 0) + flaky,
    failed: stats?.['unexpected'] ?? 0,
    skipped: stats?.['skipped'] ?? 0,
  };
}

function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
