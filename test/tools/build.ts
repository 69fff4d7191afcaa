// Builds the packages, or those that are named, one after the other: each needs the whole machine for a moment only.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { targets } from '../../src/targets.ts';
import { usedProfilesDir } from '../lab/used-profile.ts';
import { findOverweight } from './budgets.ts';

/** What crxjs says of itself, once for each content script: it gives vite an option that vite has set already. */
const known = /inlineDynamicImports.*codeSplitting/;

const named = process.argv.slice(2);
rmSync(usedProfilesDir, { recursive: true, force: true, maxRetries: 5 });
for (const target of targets.filter(name => named.length === 0 || named.includes(name))) {
  const { status, error, stdout, stderr } = spawnSync('vite', ['build', '--logLevel', 'warn'], {
    encoding: 'utf8',
    env: { ...process.env, TARGET: target },
  });
  const said = [stdout, stderr]
    .join('\n')
    .split('\n')
    .filter(line => line.trim() !== '' && !known.test(line));
  if (status !== 0 || said.some(line => /warn|error/i.test(line))) console.error(said.join('\n'));
  if (error !== undefined)
    throw new Error('vite is not there: run this as "npm run build"', { cause: error });
  if (status !== 0) process.exit(status ?? 1);
  const overweight = findOverweight(join(import.meta.dirname, '../../dist', target));
  if (overweight.length > 0) throw new Error(`dist/${target} is too heavy: ${overweight.join('; ')}`);
  console.log(`built dist/${target}`);
}
