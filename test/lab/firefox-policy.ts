// A real policy for the Firefox of the tests: the file where Firefox looks for those of the machine's administrator.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folder = '/etc/firefox/policies';
const path = join(folder, 'policies.json');
/** Tells our file, and the process that wrote it, from an administrator's. */
const mark = 'cardhush-test';

/** Why no policy can be set here, as a sentence for the one who runs the tests; null where one can. */
export function whyNoFirefoxPolicy(): string | null {
  if (process.platform !== 'linux') return 'policy files for tests are Linux’s';
  if (process.getuid?.() !== 0) return `only root can write to ${folder}`;
  removeOrphan();
  return existsSync(path) ? `there is a ${path} of somebody else's` : null;
}

/** Writes the policies that a Firefox started from now on has. The file goes with the process at the latest. */
export function writeFirefoxPolicy(policies: Record<string, unknown>): { remove(): void } {
  const made: string[] = [];
  for (let dir = folder; !existsSync(dir); dir = dirname(dir)) made.push(dir);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify({ policies, [mark]: process.pid }));
  const remove = () => {
    rmSync(path, { force: true });
    for (const dir of made.splice(0)) if (readdirSync(dir).length === 0) rmdirSync(dir);
    process.off('exit', remove);
  };
  process.once('exit', remove);
  return { remove };
}

/** What an earlier run could not delete because it was killed. */
function removeOrphan(): void {
  if (!existsSync(path)) return;
  const pid = (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)[mark];
  if (typeof pid === 'number' && !existsSync(`/proc/${pid}`)) rmSync(path, { force: true });
}
