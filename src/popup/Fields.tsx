import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import type { Picker } from './use-picker.ts';

type Props = Pick<Picker, 'canDecide' | 'failure' | 'pick'>;

/** Lets a person point at a field of the page: to protect it, to leave it alone, or to see why it pauses. */
export function Fields({ canDecide, failure, pick }: Props) {
  return (
    <section aria-labelledby="fields">
      <h2 id="fields">{text('popup_fields')}</h2>
      {canDecide && (
        <>
          <Button onClick={() => void pick('always')}>{text('popup_pick_always')}</Button>
          <Button onClick={() => void pick('never')}>{text('popup_pick_never')}</Button>
        </>
      )}
      <Button onClick={() => void pick(null)}>{text('popup_pick_why')}</Button>
      {failure !== null && (
        <p class="failure" role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}
