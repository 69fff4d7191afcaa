// npm run mutate: changes the core in about 1,900 ways, one at a time, and asks its tests whether they notice.
// Works on a copy in the temp directory. Fails when fewer than `leastScore` percent are noticed, or when one that
// is not noticed has no reason in reasons.ts. With file names (`npm run mutate -- holds view`) it looks at those only,
// and leaves SURVIVORS.md alone. CARDHUSH_CONCURRENCY=1 leaves a core to others; it takes about 40 minutes then.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { readSurvivors, toIdleReasons, toMarkdown, toScore, type Report } from './survivors.ts';

const leastScore = 92;
/** A run takes about 15 minutes on two cores that have nothing else to do. */
const longestMs = 90 * 60_000;

const root = join(import.meta.dirname, '../..');
const files = process.argv.slice(2);
const copy = mkdtempSync(join(tmpdir(), 'cardhush-mutation-'));
try {
  for (const path of ['src', 'test/recording', 'test/mutation', 'package.json'])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const concurrency = process.env['CARDHUSH_CONCURRENCY'];
  const gently = concurrency === undefined ? [] : ['--concurrency', concurrency];
  const only = files.length === 0 ? [] : ['--mutate', files.map(name => `src/recording/${name}.ts`).join()];
  const { status, error } = spawnSync(
    join(copy, 'node_modules/.bin/stryker'),
    ['run', 'test/mutation/stryker.json', ...gently, ...only],
    { cwd: copy, stdio: 'inherit', timeout: longestMs },
  );
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Stryker ended with ${status}`);
  await judge(JSON.parse(readFileSync(join(copy, 'mutation.json'), 'utf8')) as Report);
} finally {
  rmSync(copy, { recursive: true, force: true });
}

async function judge(report: Report): Promise<void> {
  const survivors = readSurvivors(report);
  const score = toScore(report);
  const bare = survivors.filter(({ reason }) => reason === undefined);
  if (files.length === 0) {
    const list = await format(toMarkdown(report), { parser: 'markdown' });
    writeFileSync(join(import.meta.dirname, 'SURVIVORS.md'), list);
    for (const { why } of toIdleReasons(survivors)) console.log(`\nExplains nothing any more: ${why}`);
  }
  for (const { file, line, was, becomes, mutator } of bare)
    console.log(`\n${file}:${line} ${mutator}\n- ${was}\n+ ${becomes}`);
  console.log(
    `\nscore ${score.toFixed(1)} %, ${survivors.length} not noticed, ${bare.length} of them without a reason`,
  );
  process.exitCode = score >= leastScore && bare.length === 0 ? 0 : 1;
}
