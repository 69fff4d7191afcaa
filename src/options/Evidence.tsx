import type { Problem, Settings } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { openPage } from '../ui/pages.ts';
import { text } from '../ui/text.ts';
import type { TypedNumbers } from './draft-numbers.ts';
import { NumberField } from './NumberField.tsx';
import { findProblem } from './problems.ts';

type Props = {
  ledger: Settings['ledger'];
  numbers: TypedNumbers;
  problems: Problem[];
  onChange: (ledger: Settings['ledger'], numbers: TypedNumbers) => void;
};

const callRefs = ['plain', 'hashed'] as const satisfies Settings['ledger']['callRefs'][];
const maxAgent = 100;

/** What the ledger says and how long it is kept, and the ways to it. */
export function Evidence({ ledger, numbers, problems, onChange }: Props) {
  const typed = { numbers, problems, onChange: (changed: TypedNumbers) => onChange(ledger, changed) };
  return (
    <section aria-labelledby="evidence-heading">
      <h2 id="evidence-heading">{text('options_evidence')}</h2>
      <div class="row">
        <Button onClick={() => void openPage('activity')}>{text('options_activity')}</Button>
        <Button onClick={() => void openPage('verify')}>{text('options_verify')}</Button>
      </div>
      <div class="card">
        <Field
          id="ledger.agent"
          label={text('options_ledger_agent')}
          help={text('options_ledger_agent_help')}
          problem={findProblem(problems, 'ledger.agent')}
        >
          {tied => (
            <input
              {...tied}
              type="text"
              dir="auto"
              autocomplete="off"
              maxLength={maxAgent}
              value={ledger.agent}
              onInput={event => onChange({ ...ledger, agent: event.currentTarget.value }, numbers)}
            />
          )}
        </Field>
        <Field
          id="ledger.callRefs"
          label={text('options_ledger_calls')}
          help={text(`options_ledger_calls_${ledger.callRefs}_help`)}
          problem={findProblem(problems, 'ledger.callRefs')}
        >
          {tied => (
            <select
              {...tied}
              value={ledger.callRefs}
              onChange={event => {
                const chosen = callRefs.find(one => one === event.currentTarget.value);
                if (chosen !== undefined) onChange({ ...ledger, callRefs: chosen }, numbers);
              }}
            >
              {callRefs.map(one => (
                <option key={one} value={one}>
                  {text(`options_ledger_calls_${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <NumberField
          path="ledger.keepDays"
          label="options_ledger_days"
          help="options_ledger_days_help"
          {...typed}
        />
        <NumberField
          path="ledger.maxEntries"
          label="options_ledger_entries"
          help="options_ledger_entries_help"
          {...typed}
        />
      </div>
    </section>
  );
}
