// Which settings only the administrator's policy sets, for whatever shows them.
import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { text } from './text.ts';

/** Paths of the settings that nobody can change here, such as `timings.lingerMs`. */
export const Locks = createContext<ReadonlySet<string>>(new Set());

/** Whether policy sets the setting at this path. */
export function useIsLocked(path: string): boolean {
  return useContext(Locks).has(path);
}

/** The lock, and the words that go with it. */
export function LockNote({ id }: { id: string }) {
  return (
    <p id={id} class="lock">
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.75" />
        <rect x="3" y="7" width="10" height="7" rx="1.5" fill="currentColor" />
      </svg>
      {text('options_locked')}
    </p>
  );
}

type Props = {
  /** Where the setting stands, for example `kinds`. */
  path: string;
  children: ComponentChildren;
};

/** A part of the page for one setting: where policy sets it, it says so, and nothing in it can be changed. */
export function Lockable({ path, children }: Props) {
  if (!useIsLocked(path)) return <>{children}</>;
  return (
    <fieldset class="locked" disabled aria-describedby={`${path}-lock`}>
      <LockNote id={`${path}-lock`} />
      {children}
    </fieldset>
  );
}
