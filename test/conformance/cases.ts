// Every recorder's rows: whatever lies in `rows/`, so that no test can leave out a recorder that another has.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RecorderCase } from './world.ts';

const files = readdirSync(join(import.meta.dirname, 'rows')).sort();

/** The rows of the conformance table. */
export const allCases: RecorderCase[] = (
  await Promise.all(
    files.map(
      async file => (await import(`./rows/${file.replace('.ts', '')}.ts`)) as { cases: RecorderCase[] },
    ),
  )
).flatMap(({ cases }) => cases);
