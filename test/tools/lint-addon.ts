// Has Mozilla's own linter (the one behind `web-ext lint`, and behind the store's upload) look at the Firefox packages.
// A warning is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const packages = [
  { dir: 'dist/firefox', flags: [] },
  { dir: 'dist/firefox-managed', flags: ['--self-hosted'] },
];

for (const { dir, flags } of packages) {
  if (!existsSync(dir)) throw new Error(`there is no ${dir}: npm run build`);
  const args = ['--warnings-as-errors', '--boring', ...flags, dir];
  const { status } = spawnSync('addons-linter', args, { stdio: 'inherit', timeout: 120_000 });
  console.log(`${status === 0 ? 'clean' : 'NOT clean'}: ${dir}`);
  if (status !== 0) process.exit(1);
}
