// What every recorder has to pass, whatever its vendor. What it can promise, it says in its traits; proof is the
// phone's recording, never the fake's answer.
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { describeCalls } from './calls.ts';
import { describeCommands } from './commands.ts';
import { describeFaults } from './faults.ts';
import { describeReadiness } from './readiness.ts';
import { describeSecrets } from './secrets.ts';
import { createWorld, type RecorderCase, type World } from './world.ts';

/**
 * Runs the whole suite for one recorder's rows. Each file of rows is a test of its own, in which `import.meta.vitest` is
 * set: side by side they take a third of the time. Where it is imported for its rows, nothing runs.
 */
export function describeRecorders(cases: RecorderCase[]): void {
  describe.each(cases)('$name', testCase => {
    let world: World | null = null;
    beforeEach(async () => {
      world = null;
      world = await createWorld(testCase);
    });
    // None where it could not be made: why, is told already.
    afterEach(async () => await world?.stop());

    const current = () => world ?? expect.fail('no world');
    describeCommands(current);
    describeCalls(current);
    describeFaults(current);
    describeSecrets(current);
    describeReadiness(current);
  });
}
