// Programs for tests from Debian's own packages, unpacked into the user's cache, where nothing else of the machine is
// touched and nothing of it is installed.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's own keys; its packages are taken only where these have signed them. */
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** All of it took 7 s where the mirror is near; what takes this long does not come. */
const fetchTimeoutMs = 120_000;

/** Unpacked packages, or the reason why there are none, as a sentence for the one who runs the tests. */
export type Packages = { root: string } | { missing: string };

type Wanted = {
  /** The package; what it needs comes with it. */
  name: string;
  /** Where its program is within the unpacked root. */
  program: string;
  /** The release that has it, where that is not the machine's own. */
  release?: string;
};

/** The unpacked packages: those of an earlier run, or fetched now. Never rejects. */
export async function getPackages({ name, program, release }: Wanted): Promise<Packages> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: `the ${name} for tests comes from Debian packages for x86-64` };
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const root = join(cache, 'cardhush', name, release ?? 'stable');
  if (await exists(join(root, program))) return { root };
  const work = `${root}.${randomUUID()}`;
  try {
    await mkdir(work, { recursive: true });
    await fetchPackages(work, name, release);
    // Whole or not at all: another run may be looking for it at this moment.
    await rename(join(work, 'root'), root).catch(async (error: unknown) => {
      if (!(await exists(join(root, program)))) throw error;
    });
    return { root };
  } catch (error) {
    return { missing: `the Debian packages of ${name} could not be had: ${toReason(error)}` };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Where an unpacked program finds its libraries. */
export function toLibraryPath(root: string): string {
  return ['usr/lib/x86_64-linux-gnu', 'usr/lib', 'lib/x86_64-linux-gnu']
    .map(dir => join(root, dir))
    .join(':');
}

/** Asks the mirrors of this machine's own apt, with lists and cache of our own. */
async function fetchPackages(work: string, name: string, release: string | undefined): Promise<void> {
  const sources = join(work, 'sources.list');
  await writeFile(sources, toSources(await readMirrors(), release));
  for (const dir of ['lists/partial', 'cache/archives/partial', 'root'])
    await mkdir(join(work, dir), { recursive: true });
  const own = [
    `Dir::Etc::sourcelist=${sources}`,
    'Dir::Etc::sourceparts=/nonexistent',
    `Dir::State::lists=${join(work, 'lists')}`,
    `Dir::Cache=${join(work, 'cache')}`,
    // Neither another user nor the machine's lock: we install nothing.
    `APT::Sandbox::User=${process.env['USER'] ?? 'root'}`,
    'Debug::NoLocking=1',
  ].flatMap(option => ['-o', option]);
  const options = { timeout: fetchTimeoutMs, env: { ...process.env, LC_ALL: 'C' } };
  await run('apt-get', [...own, '-o', 'Acquire::http::Timeout=10', '-qq', 'update'], options);
  // Also where the machine has it: what is on the machine is not ours to use.
  const install = ['-qq', '-y', '--no-install-recommends', '--download-only', '--reinstall', 'install', name];
  await run('apt-get', [...own, ...install], options);
  const archives = join(work, 'cache', 'archives');
  const files = (await readdir(archives)).filter(file => file.endsWith('.deb'));
  for (const file of files) await run('dpkg-deb', ['-x', join(archives, file), join(work, 'root')], options);
}

type Mirror = { url: string; suite: string };

/** Debian's main archive as this machine's apt is set up for it. @throws {Error} where it is set up for none */
async function readMirrors(): Promise<Mirror[]> {
  const format = '$(REPO_URI)|$(RELEASE)|$(COMPONENT)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const mirrors = stdout.split('\n').flatMap(line => {
    const [url = '', suite = '', component = ''] = line.split('|');
    const isDebian = component === 'main' && /\/debian(-security)?\/?$/.test(url);
    return isDebian ? [{ url, suite }] : [];
  });
  if (mirrors.length === 0) throw new Error('apt is not set up for a Debian mirror');
  return mirrors;
}

/** The machine's own release, for the libraries that it shares, and the one that has the package. */
function toSources(mirrors: Mirror[], release: string | undefined): string {
  const wanted = mirrors.flatMap(mirror => {
    if (release === undefined) return [mirror];
    const isSecurity = mirror.url.includes('debian-security');
    return [mirror, { ...mirror, suite: isSecurity ? `${release}-security` : release }];
  });
  const lines = wanted.map(({ url, suite }) => `deb [signed-by=${keyring}] ${url} ${suite} main`);
  return [...new Set(lines), ''].join('\n');
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

function toReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  // No more of it than its first line, and no host of anybody's mirror.
  return (said.split('\n')[0] || error.message).replaceAll(/https?:\/\/[^\s/]+/g, 'the mirror').slice(0, 200);
}
