import type { Problem } from '../settings/schema.ts';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/text.ts';
import { findProblem } from './problems.ts';

type Props = {
  /** One address on each line. */
  pages: string;
  problems: Problem[];
  onChange: (pages: string) => void;
};

/** Pages that pause the recording for as long as they are in sight. */
export function Pages({ pages, problems, onChange }: Props) {
  return (
    <section aria-labelledby="pages-heading">
      <h2 id="pages-heading">{text('options_pages')}</h2>
      <div class="card">
        <Field
          id="pages"
          label={text('options_pages_list')}
          help={text('options_pages_help')}
          problem={findProblem(problems, 'pages')}
        >
          {tied => (
            <textarea
              {...tied}
              rows={3}
              dir="ltr"
              autocomplete="off"
              spellcheck={false}
              placeholder="https://crm.example.com/orders/*/payment"
              value={pages}
              onInput={event => onChange(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
    </section>
  );
}
