import { manualPauses } from '../settings/governance.ts';
import type { Problem, Settings } from '../settings/schema.ts';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/text.ts';
import type { TypedNumbers } from './draft-numbers.ts';
import { NumberField } from './NumberField.tsx';
import { findProblem } from './problems.ts';

type Props = {
  governance: Settings['governance'];
  numbers: TypedNumbers;
  problems: Problem[];
  onChange: (governance: Settings['governance'], numbers: TypedNumbers) => void;
};

/** What people may do by hand, and how long recordings may be off. */
export function ByHand({ governance, numbers, problems, onChange }: Props) {
  const { manualPauses: mode } = governance;
  const typed = { numbers, problems, onChange: (changed: TypedNumbers) => onChange(governance, changed) };
  return (
    <section aria-labelledby="byhand-heading">
      <h2 id="byhand-heading">{text('options_byhand')}</h2>
      <div class="card">
        <Field
          id="governance.manualPauses"
          label={text('options_byhand_mode')}
          help={text(`options_byhand_${mode}_help`)}
          problem={findProblem(problems, 'governance.manualPauses')}
        >
          {tied => (
            <select
              {...tied}
              value={mode}
              onChange={event => {
                const chosen = manualPauses.find(one => one === event.currentTarget.value);
                if (chosen !== undefined) onChange({ ...governance, manualPauses: chosen }, numbers);
              }}
            >
              {manualPauses.map(one => (
                <option key={one} value={one}>
                  {text(`options_byhand_${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {mode === 'short' && (
          <NumberField
            path="governance.shortPauseMs"
            label="options_byhand_seconds"
            help="options_byhand_seconds_help"
            {...typed}
          />
        )}
        {mode !== 'forbidden' && (
          <Field
            id="governance.asksPauseReason"
            label={text('options_byhand_reason')}
            help={text('options_byhand_reason_help')}
            problem={null}
            isLabelLast
          >
            {tied => (
              <input
                {...tied}
                type="checkbox"
                checked={governance.asksPauseReason}
                onChange={event =>
                  onChange({ ...governance, asksPauseReason: event.currentTarget.checked }, numbers)
                }
              />
            )}
          </Field>
        )}
      </div>
      <div class="card">
        <p class="help">{text('options_budgets_help')}</p>
        <NumberField
          path="governance.callBudgetMs"
          label="options_budget_call"
          help="options_budget_help"
          {...typed}
        />
        <NumberField
          path="governance.shiftBudgetMs"
          label="options_budget_shift"
          help="options_budget_help"
          {...typed}
        />
        <NumberField
          path="governance.shiftHours"
          label="options_budget_hours"
          help="options_number_help"
          {...typed}
        />
      </div>
    </section>
  );
}
