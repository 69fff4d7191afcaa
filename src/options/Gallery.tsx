import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { recorders as known } from '../recorders/index.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import { Chips } from './Chips.tsx';
import { EffectPicture } from './EffectPicture.tsx';
import { toCard } from './offer.ts';

type Props = {
  /** The type that is chosen to begin with. */
  initial: string;
  /** The words of the button that takes the chosen card. */
  action: string;
  onChoose: (type: string) => void;
  /** The way back without a choice, and its words; null where there is none. */
  cancel: { words: string; onCancel: () => void } | null;
  /** What else is to be said, about the card that is chosen. */
  note?: string;
  /** Whether it has just been opened by a person, so that the focus belongs here. */
  isOpened: boolean;
};

/** Every recorder that CardHush knows, as a group of cards of which one is chosen. */
export function Gallery({ initial, action, onChoose, cancel, note, isOpened }: Props) {
  const [type, setType] = useState(initial);
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);

  useLayoutEffect(() => {
    if (isOpened) group.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
  }, [isOpened]);

  return (
    <fieldset class="gallery" ref={group} aria-describedby={`${name}-help`}>
      <legend>{text('options_recorder_type')}</legend>
      <p class="help" id={`${name}-help`}>
        {text('options_gallery_help')}
      </p>
      <div class="cards">
        {known.map(recorder => {
          const { about, effect, chips, rights, depends } = toCard(recorder);
          const id = `${name}-${recorder.id}`;
          return (
            <div key={recorder.id} class="offer">
              <div class="offer-head">
                <input
                  type="radio"
                  id={id}
                  name={name}
                  value={recorder.id}
                  checked={type === recorder.id}
                  aria-describedby={`${id}-about`}
                  onChange={() => setType(recorder.id)}
                />
                <label for={id}>{recorder.name}</label>
              </div>
              <EffectPicture effect={effect} />
              <div id={`${id}-about`} class="offer-about">
                <p>{about}</p>
                <Chips chips={chips} />
                <p class="help">
                  <strong>{text('options_needs')}:</strong> {rights}
                </p>
                {depends !== null && <p class="help offer-depends">{depends}</p>}
              </div>
            </div>
          );
        })}
      </div>
      {note !== undefined && <p class="help">{note}</p>}
      <div class="row">
        <Button kind="primary" onClick={() => onChoose(type)}>
          {action}
        </Button>
        {cancel !== null && <Button onClick={cancel.onCancel}>{cancel.words}</Button>}
      </div>
    </fieldset>
  );
}
