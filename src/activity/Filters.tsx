import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/text.ts';
import { outcomeChoices, periods, type Choice, type Period } from './choice.ts';
import { toName } from './words.ts';

type Props = {
  choice: Choice;
  /** Ids of the recorders that there are to choose from. */
  recorders: string[];
  names: Record<string, string>;
  onChoose: (changes: Partial<Choice>) => void;
  onRefresh: () => void;
};

/** Which days, which recorder, which outcomes. */
export function Filters({ choice, recorders, names, onChoose, onRefresh }: Props) {
  return (
    <section class="filters" aria-label={text('activity_filters')}>
      <Field id="period" label={text('activity_period')} help={null} problem={null}>
        {tied => (
          <select
            {...tied}
            value={choice.period}
            onChange={event => onChoose({ period: event.currentTarget.value as Period })}
          >
            {(Object.keys(periods) as Period[]).map(period => (
              <option key={period} value={period}>
                {text(`activity_period_${period}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id="day" label={text('activity_day')} help={null} problem={null}>
        {tied => (
          <input
            {...tied}
            type="date"
            value={choice.day}
            onChange={event => {
              if (event.currentTarget.value !== '') onChoose({ day: event.currentTarget.value });
            }}
          />
        )}
      </Field>
      <Field id="recorder" label={text('activity_recorder')} help={null} problem={null}>
        {tied => (
          <select
            {...tied}
            value={choice.recorder}
            onChange={event => onChoose({ recorder: event.currentTarget.value })}
          >
            <option value="">{text('activity_recorder_all')}</option>
            {recorders.map(recorder => (
              <option key={recorder} value={recorder}>
                {toName(recorder, names)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id="outcome" label={text('activity_outcome')} help={null} problem={null}>
        {tied => (
          <select
            {...tied}
            value={choice.outcome}
            onChange={event => onChoose({ outcome: event.currentTarget.value as Choice['outcome'] })}
          >
            {outcomeChoices.map(outcome => (
              <option key={outcome} value={outcome}>
                {text(`activity_outcome_${outcome}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button onClick={onRefresh}>{text('activity_refresh')}</Button>
    </section>
  );
}
