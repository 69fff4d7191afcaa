import { useState } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/text.ts';
import { CopyButton } from './CopyButton.tsx';

/** The report for support: read before it is copied. */
export function Diagnostics({ onReport }: { onReport: () => Promise<string> }) {
  const [report, setReport] = useState<string | null>(null);
  return (
    <section aria-labelledby="diagnostics">
      <h2 id="diagnostics">{text('options_report')}</h2>
      <div class="card">
        <p class="help">{text('options_report_help')}</p>
        <div class="row">
          <Button onClick={() => void onReport().then(setReport)}>{text('options_report_make')}</Button>
        </div>
        {report !== null && (
          <>
            <Field id="report" label={text('options_report_text')} help={null} problem={null}>
              {tied => <textarea {...tied} class="json" rows={16} dir="ltr" readOnly value={report} />}
            </Field>
            <div class="row">
              <CopyButton copied={report} label={text('options_report_copy')} />
            </div>
          </>
        )}
      </div>
    </section>
  );
}
