// The six invariants of the core, and what follows from them, over random sequences of focus, blur, answers (late,
// lost, twice, wrong, untrue), deaths, jumps of the clock and new calls. What is random is in model-ops.ts, what must
// be true in model-checks.ts and model-notes.ts.
//
// A failure prints a seed, a path and the shortest sequence that breaks something. To see it again:
//   CARDHUSH_SEED=<seed> CARDHUSH_PATH=<path> npm run unit -- test/recording/invariants
// More or fewer sequences: CARDHUSH_SEQUENCES=1000000. `npm test` takes the same ones each time, as what it says must depend on
// what was changed; everywhere else they are new ones.
import fc from 'fast-check';
import { test } from 'vitest';
import { Model, opsArbitrary, traitsArbitrary } from './model.ts';

const sequences = Number(process.env['CARDHUSH_SEQUENCES'] ?? 100_000);
const seed = process.env['CARDHUSH_SEED'] ?? (process.env['CI'] === undefined ? undefined : '20261120');
const path = process.env['CARDHUSH_PATH'];

test(`the invariants hold over ${sequences} random sequences`, { timeout: 900_000 }, () => {
  fc.assert(
    fc.property(traitsArbitrary, opsArbitrary, (traits, ops) => {
      const model = new Model(traits);
      for (const op of ops) model.run(op);
      model.settle();
    }),
    {
      numRuns: sequences,
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      ...(path === undefined ? {} : { path, endOnFailure: true }),
    },
  );
});
