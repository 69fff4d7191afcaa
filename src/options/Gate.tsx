import { gateModes, type Problem, type Settings } from '../settings/schema.ts';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/text.ts';
import { findProblem } from './problems.ts';

type Props = {
  gate: Settings['gate'];
  gateNeeds: Settings['gateNeeds'];
  problems: Problem[];
  onChange: (gate: Settings['gate'], gateNeeds: Settings['gateNeeds']) => void;
};

const needs = ['accepted', 'verified'] as const satisfies Settings['gateNeeds'][];

/** What happens in a card field until the pause is known. */
export function Gate({ gate, gateNeeds, problems, onChange }: Props) {
  return (
    <section aria-labelledby="gate-heading">
      <h2 id="gate-heading">{text('options_gate')}</h2>
      <div class="card">
        <Field
          id="gate"
          label={text('options_gate_mode')}
          help={text(`options_gate_${gate}_help`)}
          problem={findProblem(problems, 'gate')}
        >
          {tied => (
            <select
              {...tied}
              value={gate}
              onChange={event => {
                const chosen = gateModes.find(mode => mode === event.currentTarget.value);
                if (chosen !== undefined) onChange(chosen, gateNeeds);
              }}
            >
              {gateModes.map(mode => (
                <option key={mode} value={mode}>
                  {text(`options_gate_${mode}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {gate === 'block' && (
          <Field
            id="gateNeeds"
            label={text('options_gate_needs')}
            help={text('options_gate_needs_help')}
            problem={findProblem(problems, 'gateNeeds')}
          >
            {tied => (
              <select
                {...tied}
                value={gateNeeds}
                onChange={event => {
                  const chosen = needs.find(one => one === event.currentTarget.value);
                  if (chosen !== undefined) onChange(gate, chosen);
                }}
              >
                {needs.map(one => (
                  <option key={one} value={one}>
                    {text(`options_gate_needs_${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
    </section>
  );
}
