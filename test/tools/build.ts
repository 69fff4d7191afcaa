// Builds both packages, one after the other: each needs the whole machine for a moment only.
import { spawnSync } from 'node:child_process';

for (const target of ['chrome', 'chrome-managed']) {
  const { status } = spawnSync('vite', ['build', '--logLevel', 'warn'], {
    stdio: 'inherit',
    env: { ...process.env, TARGET: target },
  });
  if (status !== 0) process.exit(status ?? 1);
  console.log(`built dist/${target}`);
}
