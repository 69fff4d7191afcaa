// What holds for every preset. Each has a test of its own beside this one, against what its vendor documents, answer by
// answer. None has met the vendor itself.
import { expect, it } from 'vitest';
import { descriptionShape } from '../../../../src/recorders/custom/description.ts';
import { presets } from '../../../../src/recorders/custom/presets/index.ts';
import { findFlaws } from '../../../../src/recorders/custom/sanity.ts';

it.each(presets)('$name: makes sense, and names its sources and what is inferred', preset => {
  expect(findFlaws(descriptionShape.parse(preset.description))).toEqual([]);
  expect(preset.sources.length).toBeGreaterThan(0);
  expect(preset.inferred.length).toBeGreaterThan(0);
  expect(preset.description.name).toBe(preset.name);
});

it('every preset has an id of its own', () => {
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
});
