import type { Settings } from '../settings/schema.ts';
import { Field } from '../ui/Field.tsx';
import { Lockable } from '../ui/locks.tsx';
import { text } from '../ui/text.ts';
import { Observed } from './Observed.tsx';

type Props = {
  mode: Settings['mode'];
  watchesText: boolean;
  onChange: (changes: Pick<Settings, 'mode' | 'watchesText'>) => void;
};

/** Whether CardHush pauses or only counts, what it has counted, and the watch on free text. */
export function Mode({ mode, watchesText, onChange }: Props) {
  return (
    <section aria-labelledby="mode-heading">
      <h2 id="mode-heading">{text('options_mode')}</h2>
      <div class="card">
        <Field
          id="mode"
          label={text('options_mode_label')}
          help={text(`options_mode_${mode}_help`)}
          problem={null}
        >
          {tied => (
            <select
              {...tied}
              value={mode}
              onChange={event =>
                onChange({
                  watchesText,
                  mode: event.currentTarget.value === 'observe' ? 'observe' : 'enforce',
                })
              }
            >
              <option value="enforce">{text('options_mode_enforce')}</option>
              <option value="observe">{text('options_mode_observe')}</option>
            </select>
          )}
        </Field>
        <Observed />
      </div>
      <Lockable path="watchesText">
        <div class="card">
          <label class="check">
            <input
              id="watchesText"
              type="checkbox"
              checked={watchesText}
              aria-describedby="watchesText-help"
              onChange={event => onChange({ mode, watchesText: event.currentTarget.checked })}
            />
            {text('options_watches_text')}
          </label>
          <p id="watchesText-help" class="help">
            {text('options_watches_text_help')}
          </p>
        </div>
      </Lockable>
    </section>
  );
}
