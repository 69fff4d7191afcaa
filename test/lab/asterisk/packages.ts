// A real Asterisk for tests. Debian 12 and 13 have no package of it, so Debian 11's is taken.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { getPackages, type Packages } from '../debian.ts';

const program = join('usr', 'sbin', 'asterisk');

/** The unpacked packages: those that CARDHUSH_ASTERISK names, those of an earlier run, or fetched now. Never rejects. */
export async function getAsterisk(): Promise<Packages> {
  const chosen = process.env['CARDHUSH_ASTERISK'];
  if (chosen === undefined || chosen === '')
    return await getPackages({ name: 'asterisk', program, release: 'bullseye' });
  return await access(toProgram(chosen)).then(
    () => ({ root: chosen }),
    () => ({ missing: 'CARDHUSH_ASTERISK names no unpacked Asterisk' }),
  );
}

/** The program within an unpacked root. */
export function toProgram(root: string): string {
  return join(root, program);
}
