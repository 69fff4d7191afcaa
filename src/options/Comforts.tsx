import { maxWords, type Comforts as Values } from '../settings/comforts.ts';
import type { Problem } from '../settings/schema.ts';
import { Field } from '../ui/Field.tsx';
import { requestOptional, useOptional } from '../ui/optional.ts';
import { text } from '../ui/text.ts';
import { Allow } from './Allow.tsx';
import { findProblem } from './problems.ts';
import { SoundTry } from './SoundTry.tsx';

type Props = {
  comforts: Values;
  asksReason: boolean;
  problems: Problem[];
  onChange: (comforts: Values, asksReason: boolean) => void;
};

const sentences = [
  { name: 'wordsPaused', label: 'options_words_paused', initial: 'words_paused' },
  { name: 'wordsResumed', label: 'options_words_resumed', initial: 'words_resumed' },
] as const;

/** What helps whoever takes the calls. */
export function Comforts({ comforts, asksReason, problems, onChange }: Props) {
  const canPlay = useOptional('offscreen');
  const canNotify = useOptional('notifications');
  const set = (change: Partial<Values>) => onChange({ ...comforts, ...change }, asksReason);

  return (
    <section aria-labelledby="comforts-heading">
      <h2 id="comforts-heading">{text('options_comforts')}</h2>
      <div class="card">
        <Check
          id="comforts.showsWords"
          label={text('options_words')}
          help={text('options_words_help')}
          isChecked={comforts.showsWords}
          onChange={showsWords => set({ showsWords })}
        />
        {comforts.showsWords &&
          sentences.map(({ name, label, initial }) => (
            <Field
              key={name}
              id={`comforts.${name}`}
              label={text(label)}
              help={null}
              problem={findProblem(problems, `comforts.${name}`)}
            >
              {tied => (
                <textarea
                  {...tied}
                  rows={3}
                  dir="auto"
                  maxLength={maxWords}
                  placeholder={text(initial)}
                  value={comforts[name]}
                  onInput={event => set({ [name]: event.currentTarget.value })}
                />
              )}
            </Field>
          ))}
      </div>
      <div class="card">
        <Check
          id="comforts.playsSounds"
          label={text('options_sounds')}
          help={text('options_sounds_help')}
          isChecked={comforts.playsSounds}
          onChange={playsSounds => {
            if (playsSounds && !canPlay) void requestOptional('offscreen');
            set({ playsSounds });
          }}
        />
        {comforts.playsSounds && <SoundTry volume={comforts.volume} onChange={volume => set({ volume })} />}
        {comforts.playsSounds && !canPlay && <Allow permission="offscreen" words="options_sounds_denied" />}
        <Check
          id="comforts.notifies"
          label={text('options_notifies')}
          help={text('options_notifies_help')}
          isChecked={comforts.notifies}
          onChange={notifies => {
            if (notifies && !canNotify) void requestOptional('notifications');
            set({ notifies });
          }}
        />
        {comforts.notifies && !canNotify && (
          <Allow permission="notifications" words="options_notifies_denied" />
        )}
        <Check
          id="asksReason"
          label={text('options_asks_reason')}
          help={text('options_asks_reason_help')}
          isChecked={asksReason}
          onChange={checked => onChange(comforts, checked)}
        />
      </div>
    </section>
  );
}

type CheckProps = {
  id: string;
  label: string;
  help: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
};

function Check({ id, label, help, isChecked, onChange }: CheckProps) {
  return (
    <Field id={id} label={label} help={help} problem={null} isLabelLast>
      {tied => (
        <input
          {...tied}
          type="checkbox"
          checked={isChecked}
          onChange={event => onChange(event.currentTarget.checked)}
        />
      )}
    </Field>
  );
}
