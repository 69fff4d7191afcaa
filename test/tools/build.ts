// Builds the packages, or those that are named, one after the other: each needs the whole machine for a moment only.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { targets } from '../../src/targets.ts';
import { usedProfilesDir } from '../lab/used-profile.ts';
import { findOverweight } from './budgets.ts';

const named = process.argv.slice(2);
rmSync(usedProfilesDir, { recursive: true, force: true, maxRetries: 5 });
for (const target of targets.filter(name => named.length === 0 || named.includes(name))) {
  const { status, error } = spawnSync('vite', ['build', '--logLevel', 'warn'], {
    stdio: 'inherit',
    env: { ...process.env, TARGET: target },
  });
  if (error !== undefined)
    throw new Error('vite is not there: run this as "npm run build"', { cause: error });
  if (status !== 0) process.exit(status ?? 1);
  const overweight = findOverweight(join(import.meta.dirname, '../../dist', target));
  if (overweight.length > 0) throw new Error(`dist/${target} is too heavy: ${overweight.join('; ')}`);
  console.log(`built dist/${target}`);
}
