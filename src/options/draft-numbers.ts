// Settings that are numbers, as people type them: in the unit that they think in.
import { drillSettingsSchema } from '../settings/drill.ts';
import { governanceSettingsSchema } from '../settings/governance.ts';
import { ledgerSettingsSchema, type Problem, type Settings } from '../settings/schema.ts';
import { shippingSettingsSchema } from '../settings/shipping.ts';
import { toFormFields } from './form-fields.ts';

type Group = 'governance' | 'ledger' | 'shipping' | 'drill';

/** Each with how much of the stored number one of the typed ones is. */
const units = {
  'governance.shortPauseMs': 1_000,
  'governance.callBudgetMs': 60_000,
  'governance.shiftBudgetMs': 60_000,
  'governance.shiftHours': 1,
  'ledger.keepDays': 1,
  'ledger.maxEntries': 1,
  'shipping.batchSize': 1,
  'drill.everyDays': 1,
} as const;
export type NumberPath = keyof typeof units;
export type TypedNumbers = Record<NumberPath, string>;

const paths = Object.keys(units) as NumberPath[];
const schemas = {
  governance: governanceSettingsSchema,
  ledger: ledgerSettingsSchema,
  shipping: shippingSettingsSchema,
  drill: drillSettingsSchema,
};

/** What the form shows. */
export function toTypedNumbers(settings: Settings): TypedNumbers {
  const typed = paths.map(path => {
    const { group, name } = split(path);
    const stored = (settings[group] as Record<string, unknown>)[name];
    return [path, String(Number(stored) / units[path])];
  });
  return Object.fromEntries(typed) as TypedNumbers;
}

/** The numbers of one group of settings. */
export function toNumbers(
  typed: TypedNumbers,
  wanted: Group,
  onProblem: (problem: Problem) => void,
): Record<string, number> {
  return Object.fromEntries(
    paths
      .filter(path => split(path).group === wanted)
      .map(path => {
        const text = typed[path].trim();
        if (text === '' || !Number.isFinite(Number(text)))
          onProblem({ path, code: text === '' ? 'required' : 'invalid', detail: text });
        return [split(path).name, Math.round(Number(text) * units[path])];
      }),
  );
}

/** Between what the number may be, in the unit in which it is typed. */
export function toBounds(path: NumberPath): { min: number; max: number } {
  const { group, name } = split(path);
  const field = toFormFields(schemas[group]).find(known => known.name === name);
  return { min: (field?.min ?? 0) / units[path], max: (field?.max ?? 0) / units[path] };
}

function split(path: NumberPath): { group: Group; name: string } {
  const [group = '', name = ''] = path.split('.');
  return { group: group as Group, name };
}
