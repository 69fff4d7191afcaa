import { useId, useRef, useState } from 'preact/hooks';
import type { Settings } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import { readSettingsFile, toSettingsFile } from './settings-file.ts';

type Props = {
  /** What is in force; what stands in the form and is not saved does not go into a file. */
  settings: Settings;
  onImport: (settings: Settings) => void;
};

/** Settings to a file and from one. */
export function SettingsFile({ settings, onImport }: Props) {
  const chosen = useRef<HTMLInputElement>(null);
  const helpId = useId();
  const [state, setState] = useState<'idle' | 'read' | 'refused'>('idle');

  async function handleChosen(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const read = readSettingsFile(await file.text());
    if (read !== null) onImport(read);
    setState(read === null ? 'refused' : 'read');
    // So that the same file can be chosen again.
    if (chosen.current !== null) chosen.current.value = '';
  }

  return (
    <section aria-labelledby="file">
      <h2 id="file">{text('options_file')}</h2>
      <div class="card">
        <p id={helpId} class="help">
          {text('options_file_help')}
        </p>
        <div class="row">
          <Button
            describedBy={helpId}
            onClick={() => save('cardhush-settings.json', toSettingsFile(settings))}
          >
            {text('options_export')}
          </Button>
          <Button describedBy={helpId} onClick={() => chosen.current?.click()}>
            {text('options_import')}
          </Button>
          <input
            ref={chosen}
            type="file"
            accept="application/json,.json"
            hidden
            aria-label={text('options_import')}
            onChange={event => void handleChosen(event.currentTarget.files?.[0])}
          />
        </div>
        <p role="status" class={state === 'refused' ? 'problem' : ''}>
          {state === 'read' && text('options_imported')}
          {state === 'refused' && text('options_import_refused')}
        </p>
      </div>
    </section>
  );
}

function save(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
