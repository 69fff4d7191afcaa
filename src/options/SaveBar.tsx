import type { Problem } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import { toProblemText } from './problems.ts';

/** What saving has come to. */
export type SaveState =
  | { state: 'idle' | 'saving' | 'saved' | 'silent' }
  /** Saved, and the browser was told not to let us reach these. */
  | { state: 'declined'; patterns: string[] }
  | { state: 'refused'; problems: Problem[] };

type Props = {
  isDirty: boolean;
  save: SaveState;
  onSave: () => void;
  onDiscard: () => void;
};

/** Whether there is something to save, the buttons for it, and how it went. */
export function SaveBar({ isDirty, save, onSave, onDiscard }: Props) {
  return (
    <div class="save-bar">
      <div class="save-words">
        {isDirty && save.state !== 'saving' && <p>{text('options_dirty')}</p>}
        <SaveWords isDirty={isDirty} save={save} />
      </div>
      <div class="row">
        {isDirty && <Button onClick={onDiscard}>{text('options_discard')}</Button>}
        <Button kind="primary" isInert={!isDirty || save.state === 'saving'} onClick={onSave}>
          {text('options_save')}
        </Button>
      </div>
    </div>
  );
}

/** How saving went, said once. */
export function SaveWords({ isDirty, save }: Pick<Props, 'isDirty' | 'save'>) {
  return (
    <>
      <div role="status">{toWords(save, isDirty)}</div>
      <div role="alert">{toTrouble(save)}</div>
    </>
  );
}

function toWords({ state }: SaveState, isDirty: boolean) {
  if (state === 'saving') return <p>{text('options_saving')}</p>;
  if (state === 'saved' && !isDirty) return <p class="good">{text('options_saved')}</p>;
  return null;
}

function toTrouble(save: SaveState) {
  if (save.state === 'silent') return <p class="problem">{text('options_save_silent')}</p>;
  if (save.state === 'declined')
    return <p class="problem">{text('options_saved_declined', save.patterns.join(', '))}</p>;
  if (save.state !== 'refused') return null;
  const [first, ...others] = save.problems;
  if (first === undefined) return null;
  return (
    <p class="problem">
      {others.length === 0
        ? text('options_refused', toProblemText(first))
        : text('options_refused_more', String(save.problems.length))}
    </p>
  );
}
