// That policy can set everything, by the file that Chrome and Edge go by.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { recorders } from '../../src/recorders/index.ts';
import { policyOnlySchema, policyRecorderSchema } from '../../src/settings/policy-schema.ts';
import { settingsSchema, timingSettingsSchema } from '../../src/settings/schema.ts';
import { path, toManagedSchema, type Schema } from '../tools/managed-schema.ts';

const text = readFileSync(path, 'utf8');
const schema = JSON.parse(text) as Schema;
const namesOf = (of: Schema | undefined) => Object.keys(of?.properties ?? {});
const shapeOf = ({ def }: { def: { shape: object } }) => Object.keys(def.shape);

describe('managed_schema.json', () => {
  it('is what the settings make of it (npm run schema)', async () => {
    expect(text).toBe(await toManagedSchema());
  });

  it('is named in the manifest', () => {
    expect(path.endsWith(`/public/${manifest.storage.managed_schema}`)).toBe(true);
  });

  it('has every setting, every time, every switch', () => {
    const wanted = [
      ...shapeOf(settingsSchema).filter(name => name !== 'version'),
      ...shapeOf(policyOnlySchema),
    ];
    expect(namesOf(schema).toSorted()).toEqual(wanted.toSorted());
    expect(namesOf(schema.properties?.['timings'])).toEqual(shapeOf(timingSettingsSchema));
    expect(namesOf(schema.properties?.['recorders']?.items)).toEqual(shapeOf(policyRecorderSchema));
  });

  it.each(recorders.map(recorder => [recorder.id, recorder] as const))(
    'has every setting of %s',
    (_, recorder) => {
      const { recorders: list, agent } = schema.properties ?? {};
      const places = [list?.items?.properties?.['settings'], agent?.additionalProperties];
      for (const place of places)
        expect(namesOf(place)).toEqual(expect.arrayContaining(shapeOf(recorder.settings)));
    },
  );

  it('holds nothing that makes Chrome refuse it, or drop a value for its content', () => {
    const known = new Set(['type', 'title', 'description', 'properties', 'additionalProperties', 'items']);
    const look = (one: Schema): void => {
      expect(Object.keys(one).filter(key => !known.has(key))).toEqual([]);
      expect(['object', 'array', 'string', 'number', 'boolean']).toContain(one.type);
      if (one.type === 'array') expect(one.items).toBeDefined();
      // What is not named in a group, Chrome takes out of it.
      if (one.type === 'object') expect(one.properties ?? one.additionalProperties).toBeDefined();
      for (const part of [...Object.values(one.properties ?? {}), one.items, one.additionalProperties])
        if (part !== undefined) look(part);
    };
    look(schema);
    expect(schema.additionalProperties).toBeUndefined();
  });
});
