import { useState } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { openPage } from '../ui/pages.ts';
import { text } from '../ui/text.ts';
import { toRange, type Choice } from './choice.ts';
import { saveCsv, saveJson } from './export-files.ts';

type Props = {
  choice: Choice;
  version: string;
  onPrint: () => void;
  /** A copy was taken, which is itself an entry. */
  onSaved: () => void;
};

/** Copies for people outside, and the page that checks one. */
export function Exports({ choice, version, onPrint, onSaved }: Props) {
  const [state, setState] = useState<'idle' | 'running' | 'done' | 'failed'>('idle');

  async function run(save: () => Promise<void>): Promise<void> {
    setState('running');
    try {
      await save();
      setState('done');
      onSaved();
    } catch {
      setState('failed');
    }
  }

  const about = () => ({ nowMs: Date.now(), version });
  const isInert = state === 'running';
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">{text('activity_export')}</h2>
      <div class="card">
        <p class="help">{text('activity_export_help')}</p>
        <div class="row">
          <Button isInert={isInert} onClick={() => void run(() => saveJson(about()))}>
            {text('activity_export_json')}
          </Button>
          <Button isInert={isInert} onClick={() => void run(() => saveCsv(toRange(choice), about()))}>
            {text('activity_export_csv')}
          </Button>
          <Button isInert={isInert} onClick={onPrint}>
            {text('activity_export_print')}
          </Button>
          <Button kind="quiet" onClick={() => void openPage('verify')}>
            {text('options_verify')}
          </Button>
        </div>
        <p role="status">
          {state === 'running' && text('activity_export_running')}
          {state === 'done' && text('activity_export_done')}
          {state === 'failed' && text('activity_export_failed')}
        </p>
      </div>
    </section>
  );
}
