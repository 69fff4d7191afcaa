import { join } from 'node:path';
import { expect, test } from 'vitest';
import project from '../../package.json' with { type: 'json' };
import { toLicences, toSbom } from './parts.ts';

const root = join(import.meta.dirname, '../..');

test('every part that is shipped is in the list, with its licence, and no tool is', () => {
  const sbom = toSbom(root);
  const names = sbom.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(project.dependencies)));
  for (const tool of Object.keys(project.devDependencies)) expect(names).not.toContain(tool);
  const licences = toLicences(root, sbom);
  for (const name of names) expect(licences).toContain(`\n${name} `);
});

test('the list is the same each time', () => {
  expect(toSbom(root)).toEqual(toSbom(root));
});
