import { timingSettingsSchema, type Problem } from '../settings/schema.ts';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/text.ts';
import type { Draft, TimingName } from './draft.ts';
import { toFormFields } from './form-fields.ts';
import { findProblem } from './problems.ts';

type Props = {
  timings: Draft['timings'];
  problems: Problem[];
  onChange: (timings: Draft['timings']) => void;
};

const rows = [
  { name: 'lingerMs', label: 'options_linger', help: 'options_linger_help' },
  { name: 'awayMs', label: 'options_away', help: 'options_away_help' },
  { name: 'softLimitMs', label: 'options_soft', help: 'options_soft_help' },
  { name: 'manualSoftLimitMs', label: 'options_manual', help: 'options_manual_help' },
  { name: 'hardLimitMs', label: 'options_hard', help: 'options_hard_help' },
] as const satisfies { name: TimingName; label: string; help: string }[];

/** How long things take, in seconds. The bounds are those of the settings' own schema. */
export function Timings({ timings, problems, onChange }: Props) {
  const bounds = toFormFields(timingSettingsSchema);
  return (
    <section aria-labelledby="timings">
      <h2 id="timings">{text('options_timings')}</h2>
      <div class="card">
        {rows.map(({ name, label, help }) => {
          const { min, max } = toBounds(bounds, name);
          return (
            <Field
              key={name}
              id={`timings.${name}`}
              label={text(label)}
              help={text(help, String(min), String(max))}
              problem={findProblem(problems, `timings.${name}`)}
            >
              {tied => (
                <input
                  {...tied}
                  type="number"
                  step="any"
                  min={min}
                  max={max}
                  value={timings[name]}
                  onInput={event => onChange({ ...timings, [name]: event.currentTarget.value })}
                />
              )}
            </Field>
          );
        })}
      </div>
    </section>
  );
}

function toBounds(fields: ReturnType<typeof toFormFields>, name: TimingName): { min: number; max: number } {
  const field = fields.find(known => known.name === name);
  return { min: (field?.min ?? 0) / 1000, max: (field?.max ?? 0) / 1000 };
}
