import { Button } from '../ui/Button.tsx';
import type { InputProps } from '../ui/Field.tsx';
import { text, type MessageKey } from '../ui/text.ts';

type Props = {
  tied: InputProps;
  label: string;
  isStored: boolean;
  /** A new secret; empty where the stored one is to be removed; undefined where it stays as it is. */
  change: string | undefined;
  onChange: (change: string | undefined) => void;
};

/** A secret can be replaced and removed, and is never shown again. */
export function SecretInput({ tied, label, isStored, change, onChange }: Props) {
  const isRemoved = change === '';
  return (
    <div class="secret">
      <input
        {...tied}
        type="password"
        value={change ?? ''}
        autocomplete="new-password"
        spellcheck={false}
        dir="ltr"
        placeholder={text(toPlaceholder(isStored, isRemoved, tied.disabled === true))}
        onInput={event => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
      {isStored && tied.disabled !== true && (
        <Button
          label={text(isRemoved ? 'options_secret_keep_of' : 'options_secret_remove_of', label)}
          onClick={() => onChange(isRemoved ? undefined : '')}
        >
          {text(isRemoved ? 'options_secret_keep' : 'options_secret_remove')}
        </Button>
      )}
    </div>
  );
}

function toPlaceholder(isStored: boolean, isRemoved: boolean, isLocked: boolean): MessageKey {
  if (isRemoved) return 'options_secret_removed';
  if (!isStored) return 'options_secret_none';
  return isLocked ? 'options_secret_set' : 'options_secret_stored';
}
