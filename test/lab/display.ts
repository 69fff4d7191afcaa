// A screen without a monitor, for what headless browsers do not do: window focus, and the browser's own questions.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';

export type Display = {
  /** The value of `DISPLAY` for programs that shall appear on it. */
  name: string;
  /** Presses real keys, in xdotool's names: `Tab`, `Return`, `alt+F4`. */
  press(...keys: string[]): void;
  stop(): void;
};

const programs = ['Xvfb', 'xdotool'];

/** Starts a screen; null where its programs are missing and cannot be installed unasked. */
export async function startDisplay(): Promise<Display | null> {
  if (!programs.every(isThere)) install();
  if (!programs.every(isThere)) return null;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const pipe = server.stdio[3];
  if (pipe === null || pipe === undefined) throw new Error('Xvfb tells no display');
  const [chunk] = (await once(pipe, 'data')) as [Buffer];
  const name = `:${chunk.toString().trim()}`;
  return {
    name,
    press(...keys) {
      spawnSync('xdotool', ['key', '--delay', '80', ...keys], { env: { ...process.env, DISPLAY: name } });
    },
    stop: () => void server.kill(),
  };
}

function isThere(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)));
}

/** Only where it can be done without asking anybody: as root on Debian. */
function install(): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  console.log('Installing the packages "xvfb" and "xdotool" with apt-get ...');
  spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit' });
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'xvfb', 'xdotool'], {
    stdio: 'inherit',
  });
}
