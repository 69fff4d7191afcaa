import { Field } from '../ui/Field.tsx';
import { text } from '../ui/text.ts';
import type { FieldValue, FormField } from './form-fields.ts';
import { SecretInput } from './SecretInput.tsx';

type Props = {
  id: string;
  field: FormField;
  value: FieldValue;
  problem: string | null;
  onChange: (value: FieldValue) => void;
  /** For secrets: whether one is stored, and what is to happen to it. */
  secret: { isStored: boolean; change: string | undefined; onChange: (change: string | undefined) => void };
};

/** One setting of a recorder, drawn from its schema. */
export function SchemaField({ id, field, value, problem, onChange, secret }: Props) {
  const { input, choices, placeholder, min, max } = field;
  const mayStayEmpty = field.isOptional && field.initial === '' && input !== 'checkbox';
  const label = mayStayEmpty ? `${field.label} ${text('options_optional')}` : field.label;
  return (
    <Field id={id} label={label} help={field.help} problem={problem} isLabelLast={input === 'checkbox'}>
      {tied => {
        switch (input) {
          case 'checkbox':
            return (
              <input
                {...tied}
                type="checkbox"
                checked={value === true}
                onChange={event => onChange(event.currentTarget.checked)}
              />
            );
          case 'choice':
            return (
              <select {...tied} value={String(value)} onChange={event => onChange(event.currentTarget.value)}>
                {field.initial === '' && <option value="">{text('options_choose')}</option>}
                {choices.map(choice => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
              </select>
            );
          case 'secret':
            return <SecretInput tied={tied} label={field.label} {...secret} />;
          case 'number':
            return (
              <input
                {...tied}
                type="number"
                step="any"
                min={min ?? undefined}
                max={max ?? undefined}
                value={String(value)}
                onInput={event => onChange(event.currentTarget.value)}
              />
            );
          case 'text':
            return (
              <input
                {...tied}
                type="text"
                // Addresses and codes read from left to right in every language.
                dir="ltr"
                value={String(value)}
                placeholder={placeholder ?? undefined}
                autocomplete="off"
                spellcheck={false}
                onInput={event => onChange(event.currentTarget.value)}
              />
            );
          case 'lines':
          case 'json':
            return (
              <textarea
                {...tied}
                class={input}
                rows={input === 'json' ? 16 : 4}
                dir="ltr"
                value={String(value)}
                placeholder={placeholder ?? undefined}
                autocomplete="off"
                spellcheck={false}
                onInput={event => onChange(event.currentTarget.value)}
              />
            );
          default:
            return input satisfies never;
        }
      }}
    </Field>
  );
}
