// The whole test: lint, types, packages, chaos, end to end, unit. Ends with one line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './lab/find-browser.ts';

const root = join(import.meta.dirname, '..');
const out = join(root, 'test-results');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

type Count = { passed: number; failed: number; skipped: number };

type Step = {
  name: string;
  command: string[];
  /** Reads the step's own report; without one the step counts as one test. */
  count?: () => Count;
  env?: Record<string, string>;
};

/** Runs steps side by side, where they mostly wait: what each printed comes in one piece then. */
async function run(...steps: Step[]): Promise<Count[]> {
  return await Promise.all(steps.map(step => runOne(step, steps.length === 1)));
}

async function runOne({ name, command, count, env = {} }: Step, isAlone: boolean): Promise<Count> {
  const startedAtMs = Date.now();
  console.log(`\n▶ ${name}`);
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    // All of it at once makes a machine busy: what is in real time gets a second try, as on any CI.
    env: { CI: 'true', ...process.env, ...env },
  });
  const printed: Buffer[] = [];
  child.stdout?.on('data', (part: Buffer) => printed.push(part));
  child.stderr?.on('data', (part: Buffer) => printed.push(part));
  const status = await new Promise<number | null>(resolve => {
    child.on('error', error => {
      console.error(error.message);
      resolve(null);
    });
    child.on('close', resolve);
  });
  if (!isAlone) console.log(`\n▶ ${name}, what it printed\n${Buffer.concat(printed).toString()}`);
  const isGood = status === 0;
  console.log(`${isGood ? '✔' : '✘'} ${name} (${((Date.now() - startedAtMs) / 1000).toFixed(1)} s)`);
  const counted = count?.() ?? { passed: 0, failed: 0, skipped: 0 };
  if (count === undefined) return { ...counted, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 };
  // A runner that dies before it counts anything has failed too.
  return { ...counted, failed: isGood ? counted.failed : Math.max(1, counted.failed) };
}

const unitReport = join(out, 'unit.json');
const firefoxReport = join(out, 'firefox.json');

// Said at once, as a missing browser would only show after minutes.
console.log(`browser: ${findBrowser()}`);

const vitest = (config: string, reporter: string, report: string) => [
  'vitest',
  'run',
  '--config',
  config,
  `--reporter=${reporter}`,
  '--reporter=json',
  `--outputFile.json=${report}`,
];
const chaosReport = join(out, 'chaos.json');

/** The end-to-end tests of one project of Playwright's. */
function playwright(project: 'together' | 'alone', name: string): Step {
  const report = join(out, `e2e-${project}.json`);
  const config = ['--config', 'test/e2e/playwright.config.ts'];
  return {
    name,
    command: ['playwright', 'test', ...config, `--project=${project}`, '--no-deps'],
    count: () => readE2e(report),
    env: { CARDHUSH_E2E_JSON: report },
  };
}

const counts = [
  // None of them needs a core for itself. The packages all, twice: what is built again must be the same.
  ...(await run(
    { name: 'lint', command: ['oxlint', '--deny-warnings'] },
    { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'unused code', command: ['knip'] },
    { name: 'types', command: ['tsc', '--noEmit'] },
    { name: 'packages', command: ['node', 'test/tools/package.ts', '--check'] },
  )),
  ...(await run(
    playwright('together', 'end to end'),
    // Ten kinds of trouble, a round each; `npm run chaos -- --rounds 200` for more.
    { name: 'chaos', command: ['node', 'test/chaos/index.ts', '--rounds', '10', '--json', chaosReport] },
  )),
  // No Chromium but those with policies may run here: every one on the machine reads them.
  ...(await run(
    playwright('alone', 'end to end, with policies'),
    {
      name: 'end to end in Firefox',
      command: vitest('test/firefox/vitest.config.ts', 'verbose', firefoxReport),
      count: () => readUnit(firefoxReport),
    },
    {
      name: 'unit',
      command: vitest('test/vitest.config.ts', 'dot', unitReport),
      count: () => readUnit(unitReport),
    },
  )),
  ...(await run({ name: 'add-on linter', command: ['node', 'test/tools/lint-addon.ts'] })),
  // The sentence that matters: none of the card's digits, and all of the others, are in the recording.
  ...(await run({
    name: 'demo, by sound',
    command: ['node', 'test/lab/demo.ts', '--headless', '--picture', join(out, 'demo')],
  })),
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
