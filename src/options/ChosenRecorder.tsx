import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Recorder, Traits } from '../recorders/recorder.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import { Chips } from './Chips.tsx';
import { EffectPicture } from './EffectPicture.tsx';
import { Gallery } from './Gallery.tsx';
import { toCard, toCardWith } from './offer.ts';

type Props = {
  adapter: Recorder;
  /** As the settings decide them; null while they do not fit. */
  traits: Traits | null;
  /** Null where nothing may be changed. */
  onChange: ((type: string) => void) | null;
};

/** The card that was chosen, folded, and the way back to all of them. */
export function ChosenRecorder({ adapter, traits, onChange }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  const id = useId();

  // The button that had the focus went away with the gallery.
  useLayoutEffect(() => {
    if (wasOpen && !isOpen) change.current?.focus();
  }, [isOpen, wasOpen]);

  if (isOpen && onChange !== null)
    return (
      <Gallery
        initial={adapter.id}
        action={text('options_use_recorder')}
        onChoose={type => {
          setIsOpen(false);
          if (type !== adapter.id) onChange(type);
        }}
        cancel={{ words: text('options_keep_recorder', adapter.name), onCancel: () => setIsOpen(false) }}
        note={text('options_change_keeps', adapter.name)}
        isOpened
      />
    );
  const { about, effect, chips, depends } = traits === null ? toCard(adapter) : toCardWith(adapter, traits);
  return (
    <div class="chosen">
      <EffectPicture effect={effect} />
      <p id={id}>{about}</p>
      <Chips chips={chips} />
      {depends !== null && <p class="help offer-depends">{depends}</p>}
      {onChange !== null && (
        <div>
          <Button
            buttonRef={change}
            label={text('options_change_recorder_of', adapter.name)}
            describedBy={id}
            onClick={() => {
              setWasOpen(true);
              setIsOpen(true);
            }}
          >
            {text('options_change_recorder')}
          </Button>
        </div>
      )}
    </div>
  );
}
