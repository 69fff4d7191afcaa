import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';

type Props = {
  /** The binding as the browser reports it; empty where there is none, null until it is known. */
  keys: string | null;
  onSet: () => void;
};

/** The keys that really pause and resume, which need not be those that we suggested. */
export function Shortcut({ keys, onSet }: Props) {
  if (keys === null) return null;
  return (
    <section aria-labelledby="shortcut">
      <h2 id="shortcut">{text('popup_shortcut')}</h2>
      {keys === '' ? (
        <>
          <p>{text('popup_shortcut_unbound')}</p>
          <Button onClick={onSet}>{text('popup_shortcut_set')}</Button>
        </>
      ) : (
        <p>
          <span class="unseen">{text('popup_shortcut_bound')} </span>
          <kbd dir="ltr">{keys}</kbd>
        </p>
      )}
    </section>
  );
}
