// The six invariants over random sequences. A failure prints the seed and the shortest sequence that breaks one.
import fc from 'fast-check';
import { test } from 'vitest';
import { Model, opArbitrary, traitsArbitrary } from './model.ts';

const sequences = Number(process.env['CARDHUSH_SEQUENCES'] ?? 5_000);
const seed = process.env['CARDHUSH_SEED'];

test(`the invariants hold over ${sequences} random sequences`, { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(traitsArbitrary, fc.array(opArbitrary, { maxLength: 40 }), (traits, ops) => {
      const model = new Model(traits);
      for (const op of ops) model.run(op);
      model.settle();
    }),
    { numRuns: sequences, ...(seed === undefined ? {} : { seed: Number(seed) }) },
  );
});
