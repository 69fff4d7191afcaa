// A profile in which the extension has been for a while: no first-run page opens in it, and the last policy is known. Most
// tests begin on a copy, as a browser's first start takes six times as long as any later one (measured: 3.8 and 0.6 s).
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A build throws them away. */
export const usedProfilesDir = join(import.meta.dirname, '../../test-results/used-profiles');

/** Copies a profile for this extension into `profileDir`; the first that wants one has it made. */
export async function copyUsedProfile(
  profileDir: string,
  extensionDir: string,
  about: string,
  make: (profileDir: string) => Promise<void>,
): Promise<void> {
  const kept = join(usedProfilesDir, toName(extensionDir, about));
  if (!existsSync(kept)) {
    mkdirSync(usedProfilesDir, { recursive: true });
    const made = mkdtempSync(join(usedProfilesDir, 'new-'));
    await make(made);
    try {
      renameSync(made, kept);
    } catch {
      // Another process was faster.
      rmSync(made, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  cpSync(kept, profileDir, { recursive: true });
}

/** Another build is another extension: the browser keeps the worker's script in the profile. */
function toName(extensionDir: string, about: string): string {
  const { mtimeMs, ino } = statSync(join(extensionDir, 'worker.js'));
  return createHash('sha256')
    .update([extensionDir, mtimeMs, ino, about].join('\n'))
    .digest('hex')
    .slice(0, 16);
}
