import { describe, expect, it, vi } from 'vitest';
import { toFieldValue, toFormFields } from '../../src/options/form-fields.ts';
import { recorders } from '../../src/recorders/index.ts';
import { settingFields } from '../../src/recorders/recorder.ts';
import { z } from '../../src/zod.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));

const fieldOf = (schema: z.ZodMiniType) => toFormFields(z.object({ name: schema }))[0];

const rows: [string, z.ZodMiniType, object][] = [
  ['text', z.string().check(z.trim(), z.minLength(1)), { input: 'text', isOptional: false, initial: '' }],
  ['an address', z.url(), { input: 'text', isOptional: false }],
  ['optional text', z.optional(z.string()), { input: 'text', isOptional: true, initial: '' }],
  [
    'text with a default',
    z._default(z.string(), 'main'),
    { input: 'text', isOptional: true, initial: 'main' },
  ],
  ['one of several kinds of text', z.union([z.url(), z.literal('')]), { input: 'text' }],
  ['a number', z.number(), { input: 'number', isOptional: false, initial: '', min: null, max: null }],
  [
    'a number with bounds and a default',
    z._default(z.number().check(z.gte(1), z.lte(65_535)), 8080),
    { input: 'number', isOptional: true, initial: '8080', min: 1, max: 65_535 },
  ],
  ['a switch', z._default(z.boolean(), true), { input: 'checkbox', initial: true }],
  ['a switch without default', z.boolean(), { input: 'checkbox', initial: '' }],
  [
    'a choice',
    z._default(z.enum(['POST', 'GET']), 'POST'),
    {
      input: 'choice',
      initial: 'POST',
      choices: [
        { value: 'POST', label: 'POST' },
        { value: 'GET', label: 'GET' },
      ],
    },
  ],
];

describe('toFormFields', () => {
  it.each(rows)('draws %s', (_, schema, field) => {
    expect(fieldOf(schema)).toMatchObject(field);
  });

  it('takes labels, help, secrets and names of choices from the registry', () => {
    const schema = z.object({
      token: z.optional(z.string()).register(settingFields, {
        label: 'field_verint_apiKey',
        help: 'field_verint_apiKey_help',
        isSecret: true,
      }),
      region: z
        .enum(['eu', 'us'])
        .register(settingFields, { label: 'field_method', choices: { eu: 'field_muteBy' } }),
    });
    expect(toFormFields(schema)).toMatchObject([
      {
        name: 'token',
        label: 'API key',
        help: 'From Administration > API Keys. Leave it empty only where a gateway adds it.',
        input: 'secret',
        isOptional: true,
      },
      {
        name: 'region',
        label: 'Request method',
        help: null,
        choices: [
          { value: 'eu', label: 'Mute by' },
          { value: 'us', label: 'us' },
        ],
      },
    ]);
  });

  it('draws texts of several lines as their registration says', () => {
    const schema = z.object({
      description: z
        .pipe(
          z.string(),
          z.transform(text => ({ text })),
        )
        .register(settingFields, { label: 'field_custom_description', kind: 'json' }),
      values: z.optional(z.string()).register(settingFields, { label: 'field_custom_values', kind: 'lines' }),
    });
    expect(toFormFields(schema)).toMatchObject([
      { name: 'description', input: 'json', isOptional: false },
      { name: 'values', input: 'lines', isOptional: true },
    ]);
  });

  it('refuses what no form can show, so that it is found before an administrator does', () => {
    expect(() => fieldOf(z.object({ inner: z.string() }))).toThrow('"name" cannot be shown');
  });

  it.each(recorders)('can show every setting of $name, with a label', ({ settings }) => {
    const fields = toFormFields(settings);
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(settings.shape));
    for (const { name, label } of fields) expect(label).not.toBe(name);
    // Two settings that share one schema share one label, too.
    expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length);
  });

  it.each(recorders)('shows the secrets of $name as secrets', ({ settings }) => {
    const secrets = Object.entries(settings.shape).flatMap(([name, field]) =>
      settingFields.get(field)?.isSecret === true ? [name] : [],
    );
    const shown = toFormFields(settings).filter(({ input }) => input === 'secret');
    expect(shown.map(({ name }) => name)).toEqual(secrets);
  });
});

describe('toFieldValue', () => {
  const [text, number, flag] = toFormFields(
    z.object({
      text: z._default(z.string(), 'main'),
      number: z.number(),
      flag: z._default(z.boolean(), true),
    }),
  );

  it('shows what is stored, and else what applies', () => {
    if (text === undefined || number === undefined || flag === undefined) throw new Error('no fields');
    expect(toFieldValue('other', text)).toBe('other');
    expect(toFieldValue(undefined, text)).toBe('main');
    expect(toFieldValue(7, number)).toBe('7');
    expect(toFieldValue(undefined, number)).toBe('');
    expect(toFieldValue(false, flag)).toBe(false);
    expect(toFieldValue(undefined, flag)).toBe(true);
    expect(toFieldValue({ nested: true }, text)).toBe('main');
  });
});
