// Writes public/managed_schema.json, by which Chrome and Edge let a policy through to us: `npm run schema`. Made of the
// settings' own schemas, so that no setting is missing.
//
// Only names and types stand in it. Chrome drops a whole setting, without a word to anybody, for one value in it that
// breaks the schema (measured in Chromium 156); what can be looked at here instead is looked at here, and reported.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import words from '../../public/_locales/en/messages.json' with { type: 'json' };
import { recorders } from '../../src/recorders/index.ts';
import { settingFields } from '../../src/recorders/recorder.ts';
import { policyOnlySchema, policyRecorderSchema } from '../../src/settings/policy-schema.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { z } from '../../src/zod.ts';

/** The part of JSON Schema that Chrome understands, and that we use of it. */
export type Schema = {
  type: 'object' | 'array' | 'string' | 'number' | 'boolean';
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
};

type Source = z.core.JSONSchema.BaseSchema;

export const path = join(import.meta.dirname, '../../public/managed_schema.json');

/** The whole file. @throws {Error} for a setting that no policy could set; that is a fault of the setting */
export async function toManagedSchema(): Promise<string> {
  const ownSettings: Schema = { type: 'object', properties: toRecorderSettings() };
  const schema: Schema = {
    type: 'object',
    properties: {
      ...toProperties(settingsSchema, {
        version: null,
        recorders: {
          type: 'array',
          items: {
            type: 'object',
            properties: toProperties(policyRecorderSchema, { settings: ownSettings }),
          },
        },
      }),
      ...toProperties(policyOnlySchema, { agent: { type: 'object', additionalProperties: ownSettings } }),
    },
  };
  return await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 });
}

/** Of all recorders together: which of them one means is known only to its `type`. */
function toRecorderSettings(): Record<string, Schema> {
  const all: Record<string, Schema> = {};
  for (const recorder of recorders)
    for (const [name, own] of Object.entries(toProperties(recorder.settings))) {
      const key = settingFields.get(recorder.settings.def.shape[name] ?? z.unknown())?.label;
      const label = key === undefined ? name : words[key].message;
      const before = all[name];
      if (before !== undefined && before.type !== own.type)
        throw new Error(`the setting ${name} has one type with ${recorder.id} and another with others`);
      const title = [before?.title, `${recorder.name}: ${label}`].filter(Boolean).join('; ');
      all[name] = { ...own, title };
    }
  return all;
}

/** `given` replaces what a schema does not say by itself; null leaves it out. */
function toProperties(
  schema: z.ZodMiniObject,
  given: Record<string, Schema | null> = {},
): Record<string, Schema> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, source]) => {
      const own = given[name] === undefined ? toSchema(source as Source, name) : given[name];
      return own === null ? [] : [[name, own]];
    }),
  );
}

function toSchema(source: Source, place: string): Schema {
  const { anyOf, enum: choices, const: only, type, properties, additionalProperties, items } = source;
  if (anyOf !== undefined) return toOne(anyOf as Source[], place);
  if (choices !== undefined || only !== undefined)
    return toOne([...(choices ?? []), only].map(toSourceOf), place);
  switch (type) {
    case 'string':
    case 'boolean':
    case 'number':
      return { type };
    case 'integer':
      return { type: 'number' };
    case 'array':
      return { type, items: toSchema(items as Source, `${place}[]`) };
    case 'object':
      return {
        type,
        ...(properties === undefined
          ? { additionalProperties: toSchema(additionalProperties as Source, `${place}.*`) }
          : {
              properties: Object.fromEntries(
                Object.entries(properties).map(([name, own]) => [
                  name,
                  toSchema(own as Source, `${place}.${name}`),
                ]),
              ),
            }),
      };
    default:
      throw new Error(`no policy can set ${place}: a schema of Chrome's has one type for each value`);
  }
}

function toSourceOf(value: unknown): Source {
  return { type: typeof value as 'string' };
}

/** Chrome knows no alternatives: they must all be of one type, whatever else they ask for. */
function toOne(sources: Source[], place: string): Schema {
  const schemas = sources
    .filter(({ type }) => type !== 'null' && (type as string | undefined) !== 'undefined')
    .map(source => toSchema(source, place));
  const [first, ...others] = schemas;
  if (first === undefined || others.some(other => other.type !== first.type))
    throw new Error(`no policy can set ${place}: its alternatives are of different types`);
  return first.type === 'object'
    ? {
        type: 'object',
        properties: Object.assign({}, ...schemas.map(({ properties }) => properties)) as Record<
          string,
          Schema
        >,
      }
    : first;
}

if (import.meta.main) writeFileSync(path, await toManagedSchema());
