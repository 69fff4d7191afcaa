// A real policy for the browser of the tests: a file where Chromium looks for those of the machine's administrator.
import { existsSync, mkdirSync, readdirSync, realpathSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBrowser } from './find-browser.ts';

export type PolicyFile = {
  /** Writes the machine's policies, in place of those before. A running browser takes them up after some 4 s. */
  write(policies: Record<string, unknown>): void;
  /** Writes what one extension gets by policy. */
  writeFor(extensionId: string, policy: Record<string, unknown>): void;
  /** Deletes the file, and of its folders those that were made for it. */
  remove(): void;
};

const folder = '/etc/chromium/policies/managed';
const prefix = 'cardhush-test-';

/** Why no policy can be set here, as a sentence for the one who runs the tests; null where one can. */
export function whyNoPolicy(): string | null {
  if (process.platform !== 'linux') return 'policy files for tests are Linux’s';
  if (process.getuid?.() !== 0) return `only root can write to ${folder}`;
  // Others look elsewhere, or at other files.
  if (!realpathSync(findBrowser()).startsWith('/usr/bin/chromium'))
    return 'the browser is not the system’s Chromium';
  return null;
}

/** Nothing is written yet. The file goes with the process at the latest. */
export function createPolicyFile(): PolicyFile {
  removeOrphans();
  const path = join(folder, `${prefix}${process.pid}.json`);
  const made: string[] = [];
  const remove = () => {
    rmSync(path, { force: true });
    for (const dir of made.splice(0)) if (readdirSync(dir).length === 0) rmdirSync(dir);
  };
  process.once('exit', remove);
  const write = (policies: Record<string, unknown>) => {
    for (let dir = folder; !existsSync(dir); dir = dirname(dir)) made.push(dir);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, JSON.stringify(policies));
  };
  return {
    write,
    writeFor: (extensionId, policy) => write({ '3rdparty': { extensions: { [extensionId]: policy } } }),
    remove,
  };
}

/** What an earlier run could not delete because it was killed. */
function removeOrphans(): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, pid] = /^cardhush-test-(\d+)\.json$/.exec(name) ?? [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(folder, name), { force: true });
  }
}
