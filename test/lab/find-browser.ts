// Finds a browser that can load an unpacked extension, or gets one.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

type Surroundings = {
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  /** Where Playwright keeps, or would keep, its own Chromium. */
  playwrightPath?: string;
  /** Runs a program in front of the user; true where it ended well. */
  run?: (program: string, args: string[]) => boolean;
  say?: (line: string) => void;
  /** Whether packages can be installed without asking anybody. */
  isDebianRoot?: boolean;
};

/**
 * The path of a Chromium or Chrome for Testing: the one named by `CARDHUSH_BROWSER`, one of the system's, or
 * Playwright's own. Where there is none, it is installed (and said so) as far as that can be done unasked.
 * Branded Chrome and Edge are never taken: they ignore `--load-extension`, so that tests would run without us.
 * @throws {Error} saying what to run, when there is no browser
 */
export function findBrowser({
  env = process.env,
  platform = process.platform,
  playwrightPath = chromium.executablePath(),
  run = runVisibly,
  say = console.log,
  isDebianRoot = process.getuid?.() === 0 && isDebian(),
}: Surroundings = {}): string {
  const chosen = env['CARDHUSH_BROWSER'];
  if (chosen !== undefined && chosen !== '') return requireUsable(chosen);
  const find = () =>
    [...toSystemPaths(env, platform), playwrightPath].find(path => existsSync(path) && isUsable(path));
  const found = find();
  if (found !== undefined) return found;

  if (isDebianRoot) {
    say('No Chromium found. Installing the package "chromium" with apt-get ...');
    const isInstalled =
      run('apt-get', ['update', '-q']) &&
      run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
    const installed = isInstalled ? find() : undefined;
    if (installed !== undefined) return installed;
  }
  say('No Chromium found. Getting the one of Playwright: npx playwright install chromium');
  const isInstalled = run('npx', ['playwright', 'install', 'chromium']);
  const installed = isInstalled ? find() : undefined;
  if (installed !== undefined) return installed;
  throw new Error(missing);
}

const missing = `There is no browser that can load the extension. One of these gets one:
  Debian:         sudo apt-get install chromium
  Fedora:         sudo dnf install chromium
  anywhere:       npx playwright install --with-deps chromium
  already there:  CARDHUSH_BROWSER=/path/to/chromium npm run demo
Google Chrome and Microsoft Edge will not do: they no longer load unpacked extensions by flag.
Chromium and Chrome for Testing do.`;

function toSystemPaths(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin')
    return ['Chromium', 'Google Chrome for Testing'].map(
      name => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (platform === 'win32')
    return ['LOCALAPPDATA', 'PROGRAMFILES'].flatMap(name => {
      const base = env[name];
      return base === undefined ? [] : [join(base, 'Chromium', 'Application', 'chrome.exe')];
    });
  const folders = (env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  return folders.flatMap(folder => ['chromium', 'chromium-browser'].map(name => join(folder, name)));
}

/** @throws {Error} saying why this browser cannot be used */
function requireUsable(path: string): string {
  if (!existsSync(path)) throw new Error(`CARDHUSH_BROWSER names ${path}, and there is nothing.`);
  if (isBranded(path)) throw new Error(`CARDHUSH_BROWSER names a branded browser.\n${missing}`);
  return path;
}

/** Browsers from a snap cannot see our profile and build folders; branded ones do not load us. */
function isUsable(path: string): boolean {
  return !isSnap(path) && !isBranded(path);
}

function isSnap(path: string): boolean {
  const real = realpathSync(path);
  if (/\/snap(\/|$)/.test(real)) return true;
  const text = readFileSync(real).subarray(0, 4_096).toString('latin1');
  return text.startsWith('#!') && text.includes('/snap/');
}

function isBranded(path: string): boolean {
  // chrome.exe prints no version; there, the folder tells.
  if (/[\\/](Google[\\/]Chrome|Microsoft[\\/]Edge)[\\/]/i.test(path)) return true;
  if (path.endsWith('.exe')) return false;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return /Google Chrome (?!for Testing)|Microsoft Edge/.test(stdout ?? '');
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function runVisibly(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}
