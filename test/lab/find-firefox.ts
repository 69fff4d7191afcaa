// Finds a Firefox that takes an add-on nobody has signed, or gets one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { getPackages, toLibraryPath } from './debian.ts';

/** A program and what it has to find in its surroundings; or the reason why there is none, as a sentence. */
export type FoundFirefox = { path: string; env: Record<string, string> } | { missing: string };

/** The first that tells one document of a frame from the next, which the manifest asks for. */
const oldest = 153;

/** The Firefox named by `CARDHUSH_FIREFOX`, one of the system's, or Debian's, unpacked into the cache. Never rejects. */
export async function findFirefox(): Promise<FoundFirefox> {
  const chosen = process.env['CARDHUSH_FIREFOX'];
  if (chosen !== undefined && chosen !== '')
    return isRecent(chosen)
      ? { path: chosen, env: {} }
      : { missing: `${chosen} is no Firefox ${oldest} or newer` };
  const found = toSystemPaths().find(path => existsSync(path) && isRecent(path));
  if (found !== undefined) return { path: found, env: {} };

  const program = 'usr/lib/firefox-esr/firefox-esr';
  const packages = await getPackages({ name: 'firefox-esr', program });
  if ('missing' in packages) return packages;
  const path = join(packages.root, program);
  const env = { LD_LIBRARY_PATH: toLibraryPath(packages.root) };
  return isRecent(path, env)
    ? { path, env }
    : { missing: `Debian's firefox-esr does not start here, or is older than ${oldest}` };
}

/** Others than an ESR may refuse what is not signed, but not for the time of a test. */
function toSystemPaths(): string[] {
  if (process.platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  return folders.flatMap(folder => ['firefox-esr', 'firefox'].map(name => join(folder, name)));
}

function isRecent(path: string, env: Record<string, string> = {}): boolean {
  const options = { encoding: 'utf8', timeout: 20_000, env: { ...process.env, ...env } } as const;
  const { stdout } = spawnSync(path, ['--version'], options);
  return Number(/Firefox (\d+)/.exec(stdout ?? '')?.[1] ?? 0) >= oldest;
}
