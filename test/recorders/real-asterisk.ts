// Tests that need a real Asterisk, and say so where there is none.
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { getAsterisk } from '../lab/asterisk/packages.ts';
import { startAsterisk, type Asterisk } from '../lab/asterisk/server.ts';

const packages = await getAsterisk();

/** Describes tests with an Asterisk that runs as long as they do. Real time and real sound: a busy machine may try again. */
export function describeWithAsterisk(title: string, tests: (pbx: () => Asterisk) => void): void {
  if ('missing' in packages) {
    console.warn(`SKIPPED: ${title}: ${packages.missing}`);
    it.skip(`${title} (SKIPPED: ${packages.missing})`, () => {});
    return;
  }
  const { root } = packages;
  describe(title, { timeout: 40_000, retry: 1 }, () => {
    let asterisk: Asterisk | undefined;
    beforeAll(async () => {
      asterisk = await startAsterisk(root);
    }, 30_000);
    afterEach(async () => {
      // What a test that failed has left.
      await asterisk?.ami('Hangup', { Channel: '/./' });
    });
    afterAll(async () => await asterisk?.stop());
    tests(() => {
      if (asterisk === undefined) throw new Error('Asterisk is not running');
      return asterisk;
    });
  });
}
