// The written reference: its example is a description that works, and nothing of the format is missing from it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { descriptionShape } from '../../../src/recorders/custom/description.ts';
import { clockNames } from '../../../src/recorders/custom/names.ts';
import { descriptionTextSchema } from '../../../src/recorders/custom/parse.ts';
import { toPreview } from '../../../src/recorders/custom/preview.ts';
import { custom } from '../../../src/recorders/custom.ts';
import { z } from '../../../src/zod.ts';

const readme = readFileSync(join(import.meta.dirname, '../../../src/recorders/custom/README.md'), 'utf8');
const blockOf = (language: string) =>
  readme.match(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's'))?.[1] ??
  expect.unreachable(`no ${language}`);
const baseUrl = 'https://recorder.example.com/api';

it('has an example that can be saved as it is', () => {
  const settings = { baseUrl, description: blockOf('json'), extension: '1001', secret: 'x' };
  expect(custom.settings.safeParse(settings).error?.issues).toBeUndefined();
  expect(custom.traits(settings)).toMatchObject({ effect: 'silence', canRead: true });
});

it('shows the requests of its example as the preview does', () => {
  const requests = toPreview(
    descriptionTextSchema.parse(blockOf('json')),
    { baseUrl, extension: '1001' },
    {},
  );
  expect(requests.map(({ problem }) => problem)).toEqual([null, null, null, null, null]);
  const shown = requests.map(({ method, url, headers, body }) =>
    [
      `${method} ${url}`,
      ...headers.map(({ name, value }) => `${name}: ${value}`),
      ...(body === null ? [] : ['', body]),
    ].join('\n'),
  );
  expect(shown.join('\n\n')).toBe(blockOf('http'));
});

it('names every key and every word of the format', () => {
  const words = new Set(clockNames.map(name => `{${name}}`));
  collect(z.toJSONSchema(descriptionShape, { io: 'input', unrepresentable: 'any' }), words);
  expect(words.size).toBeGreaterThan(60);
  const prose = readme.replaceAll(/```.*?```/gs, '');
  expect([...words].filter(word => !prose.includes(`\`${word}\``) && !prose.includes(`"${word}"`))).toEqual(
    [],
  );
});

/** Names of properties, and texts that can be chosen, in a JSON Schema. */
function collect(schema: unknown, words: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') for (const name of Object.keys(value as object)) words.add(name);
    if (key === 'enum' || key === 'const')
      for (const word of [value].flat()) if (typeof word === 'string') words.add(word);
    collect(value, words);
  }
}
