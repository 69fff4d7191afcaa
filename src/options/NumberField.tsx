import type { Problem } from '../settings/schema.ts';
import { Field } from '../ui/Field.tsx';
import { text, type MessageKey } from '../ui/text.ts';
import { toBounds, type NumberPath, type TypedNumbers } from './draft-numbers.ts';
import { findProblem } from './problems.ts';

type Props = {
  path: NumberPath;
  label: MessageKey;
  /** `$1` and `$2` are the bounds. */
  help: MessageKey;
  numbers: TypedNumbers;
  problems: Problem[];
  onChange: (numbers: TypedNumbers) => void;
};

/** A setting that is a number, with its bounds in its help. */
export function NumberField({ path, label, help, numbers, problems, onChange }: Props) {
  const { min, max } = toBounds(path);
  return (
    <Field
      id={path}
      label={text(label)}
      help={text(help, String(min), String(max))}
      problem={findProblem(problems, path)}
    >
      {tied => (
        <input
          {...tied}
          type="number"
          step="any"
          min={min}
          max={max}
          value={numbers[path]}
          onInput={event => onChange({ ...numbers, [path]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}
