// What a package may weigh: the build fails where a file is over its budget, so that nothing grows unseen.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const kB = 1024;

/** Gzipped bytes of what is on the way of a page or of a pause. */
const budgets: Record<string, number> = {
  'src/content/index.js': 12 * kB,
  'src/content/banner/index.js': 6 * kB,
  'src/content/gate/index.js': 7.5 * kB,
  'src/content/rules/index.js': 5 * kB,
  'src/value-watch/index.js': 7 * kB,
  'src/picker/index.js': 14 * kB,
  'worker.js': 96 * kB,
};
/** Bytes of the whole package, unpacked. */
const wholeBudget = 2_400 * kB;

/** A sentence for each budget of the package in this folder that is exceeded. */
export function findOverweight(dir: string): string[] {
  const parts = Object.entries(budgets).flatMap(([file, budget]) =>
    toSentence(file, gzipSync(readFileSync(join(dir, file)), { level: 9 }).length, budget),
  );
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const whole = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return [...parts, ...toSentence('the whole package', whole, wholeBudget)];
}

function toSentence(what: string, bytes: number, budget: number): string[] {
  return bytes <= budget ? [] : [`${what} has ${bytes} bytes; its budget is ${budget}`];
}
