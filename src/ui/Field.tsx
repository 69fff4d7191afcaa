import type { ComponentChildren } from 'preact';
import { LockNote, useIsLocked } from './locks.tsx';

/** What ties an input to its label, help, problem and lock. */
export type InputProps = {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  /** Policy sets it. */
  disabled?: true;
};

type Props = {
  /** The setting's path, where it is one: by it policy locks the field. */
  id: string;
  label: string;
  help: string | null;
  /** A sentence that says what is wrong and what to do. */
  problem: string | null;
  /** Where the label stands after the input, as with checkboxes. */
  isLabelLast?: boolean;
  children: (props: InputProps) => ComponentChildren;
};

/** A labelled input with its help and its problem, tied together for everybody. */
export function Field({ id, label, help, problem, isLabelLast = false, children }: Props) {
  const isLocked = useIsLocked(id);
  const described = [
    isLocked ? `${id}-lock` : '',
    help === null ? '' : `${id}-help`,
    problem === null ? '' : `${id}-problem`,
  ];
  const describedBy = described.filter(part => part !== '').join(' ');
  return (
    <div class={`field ${isLabelLast ? 'field-check' : ''}`}>
      <label for={id}>{label}</label>
      {children({
        id,
        ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
        ...(problem === null ? {} : { 'aria-invalid': true as const }),
        ...(isLocked ? { disabled: true as const } : {}),
      })}
      {isLocked && <LockNote id={`${id}-lock`} />}
      {help !== null && (
        <p id={`${id}-help`} class="help">
          {help}
        </p>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} class="problem">
          {problem}
        </p>
      )}
    </div>
  );
}
