import { useState } from 'preact/hooks';
import type { Verdict } from '../ledger/verdict.ts';
import { verifyExport } from '../ledger/verify.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/text.ts';
import { readFileText } from './file-text.ts';
import { VerdictPanel } from './VerdictPanel.tsx';
import { parseKnown } from './words.ts';

type Check =
  | { state: 'idle' }
  | { state: 'running'; percent: number }
  | { state: 'done'; name: string; verdict: Verdict }
  | { state: 'failed' };

/** Takes a file, and what is known from elsewhere, and says what became of the chain. */
export function Verify() {
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped] = useState('');
  const [check, setCheck] = useState<Check>({ state: 'idle' });
  const known = parseKnown(typed);
  const canCheck = file !== null && known !== 'wrong' && check.state !== 'running';

  async function run(): Promise<void> {
    if (file === null || known === 'wrong') return;
    setCheck({ state: 'running', percent: 0 });
    const onRead = (share: number) => setCheck({ state: 'running', percent: Math.floor(share * 100) });
    try {
      const verdict = await verifyExport(readFileText(file, onRead), known);
      setCheck({ state: 'done', name: file.name, verdict });
    } catch {
      setCheck({ state: 'failed' });
    }
  }

  return (
    <main class="verify-page">
      <h1>{text('verify_title')}</h1>
      <p>{text('verify_intro')}</p>
      <Field id="file" label={text('verify_file')} help={text('verify_file_help')} problem={null}>
        {props => (
          <input
            {...props}
            type="file"
            accept=".json,application/json"
            onChange={event => {
              setFile(event.currentTarget.files?.[0] ?? null);
              setCheck({ state: 'idle' });
            }}
          />
        )}
      </Field>
      <Field
        id="known"
        label={text('verify_known')}
        help={text('verify_known_help')}
        problem={known === 'wrong' ? text('verify_known_wrong') : null}
      >
        {props => (
          <input
            {...props}
            type="text"
            dir="ltr"
            spellcheck={false}
            autocomplete="off"
            value={typed}
            onInput={event => setTyped(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button kind="primary" isInert={!canCheck} onClick={() => void run()}>
        {text('verify_check')}
      </Button>
      <div role="status">
        {check.state === 'running' && <p>{text('verify_running', String(check.percent))}</p>}
        {check.state === 'failed' && <p class="problem">{text('verify_failed')}</p>}
        {check.state === 'done' && <VerdictPanel name={check.name} verdict={check.verdict} />}
      </div>
    </main>
  );
}
