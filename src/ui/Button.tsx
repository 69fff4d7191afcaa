import type { ComponentChildren, Ref } from 'preact';

type Props = {
  children: ComponentChildren;
  onClick: () => void;
  /** `primary` for the one thing a part of the page is for; `quiet` looks like a link. */
  kind?: 'primary' | 'plain' | 'quiet';
  /** Looks and says that it cannot be pressed now, and keeps the focus. */
  isInert?: boolean;
  /** Id of the text that says more. */
  describedBy?: string;
  /** Replaces the visible words where the same ones stand on several buttons; begins with them. */
  label?: string;
  buttonRef?: Ref<HTMLButtonElement>;
};

/** A button that never submits a form by accident. */
export function Button({
  children,
  onClick,
  kind = 'plain',
  isInert = false,
  describedBy,
  label,
  buttonRef,
}: Props) {
  return (
    <button
      type="button"
      class={`button button-${kind}`}
      aria-disabled={isInert}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(buttonRef === undefined ? {} : { ref: buttonRef })}
      onClick={() => {
        if (!isInert) onClick();
      }}
    >
      {children}
    </button>
  );
}
