// The fields of a recorder's form, read from its adapter's schema.
import { settingFields, type SettingField } from '../recorders/recorder.ts';
import { text } from '../ui/text.ts';
import { later, z } from '../zod.ts';

/** What a person entered: text as typed, or a checkbox. */
export type FieldValue = string | boolean;

export type FormField = {
  name: string;
  label: string;
  help: string | null;
  placeholder: string | null;
  input: 'text' | 'lines' | 'json' | 'secret' | 'number' | 'checkbox' | 'choice';
  /** What can be chosen, with what people read; empty for other inputs. */
  choices: { value: string; label: string }[];
  /** False where it must be filled in. */
  isOptional: boolean;
  /** What applies while nothing is entered. */
  initial: FieldValue;
  min: number | null;
  max: number | null;
};

/** The part of JSON Schema that forms are drawn from. */
const propertySchema = later(() =>
  z.object({
    type: z.optional(z.string()),
    enum: z.optional(z.array(z.string())),
    anyOf: z.optional(z.array(z.object({ type: z.optional(z.string()) }))),
    default: z.optional(z.union([z.string(), z.boolean(), z.number()])),
    minimum: z.optional(z.number()),
    maximum: z.optional(z.number()),
  }),
);
type Property = z.infer<typeof propertySchema>;

/** The fields in the schema's order. @throws {Error} for a setting that no form can show; that is a fault of the adapter */
export function toFormFields(schema: z.ZodMiniObject): FormField[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, raw]) => {
    const property = propertySchema.parse(raw);
    const shown = settingFields.get(schema.shape[name] ?? z.unknown());
    return {
      name,
      label: shown === undefined ? name : text(shown.label),
      help: shown?.help === undefined ? null : text(shown.help),
      placeholder: shown?.placeholder ?? null,
      input: shown?.isSecret === true ? 'secret' : (shown?.kind ?? toInput(name, property)),
      choices: (property.enum ?? []).map(value => ({ value, label: toChoice(value, shown) })),
      isOptional: !required.includes(name),
      initial: typeof property.default === 'boolean' ? property.default : String(property.default ?? ''),
      min: property.minimum ?? null,
      max: property.maximum ?? null,
    } satisfies FormField;
  });
}

function toChoice(value: string, shown: SettingField | undefined): string {
  const key = shown?.choices?.[value];
  return key === undefined ? value : text(key);
}

function toInput(name: string, { type, enum: choices, anyOf }: Property): FormField['input'] {
  if (choices !== undefined) return 'choice';
  if (type === 'boolean') return 'checkbox';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'string' || anyOf?.every(option => option.type === 'string')) return 'text';
  throw new Error(`the setting "${name}" cannot be shown in a form`);
}

/** What the form shows for a stored value. */
export function toFieldValue(stored: unknown, { input, initial }: FormField): FieldValue {
  if (input === 'checkbox') return typeof stored === 'boolean' ? stored : initial === true;
  if (typeof stored === 'string' || typeof stored === 'number') return String(stored);
  return initial;
}
