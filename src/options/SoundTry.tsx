import { playSound, sounds, type Sound } from '../sounds/earcon.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { text, type MessageKey } from '../ui/text.ts';

type Props = {
  /** 0 to 1. */
  volume: number;
  onChange: (volume: number) => void;
};

const names = {
  paused: 'options_sound_paused',
  resumed: 'options_sound_resumed',
  failed: 'options_sound_failed',
} as const satisfies Record<Sound, MessageKey>;

/** How loud the sounds are, and a way to hear them. */
export function SoundTry({ volume, onChange }: Props) {
  return (
    <>
      <Field id="comforts.volume" label={text('options_volume')} help={null} problem={null}>
        {tied => (
          <input
            {...tied}
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={volume}
            aria-valuetext={`${Math.round(volume * 100)} %`}
            onInput={event => onChange(event.currentTarget.valueAsNumber)}
          />
        )}
      </Field>
      <div class="row" role="group" aria-label={text('options_sound_try')}>
        {sounds.map(sound => (
          <Button key={sound} onClick={() => void playSound(sound, volume)}>
            {text(names[sound])}
          </Button>
        ))}
      </div>
    </>
  );
}
