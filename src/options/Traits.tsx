import type { Recorder, Traits as RecorderTraits } from '../recorders/recorder.ts';
import { text } from '../ui/text.ts';

type Props = {
  /** Null while the settings do not fit. */
  traits: RecorderTraits | null;
};

/** What a pause of this recorder is worth, as its vendor's interface allows no more than it does. */
export function Traits({ traits }: Props) {
  if (traits === null) return null;
  return (
    <ul class="traits">
      <li>{text(`effect_${traits.effect}`)}</li>
      <li>{text(traits.canRead ? 'traits_canRead' : 'traits_cannotRead')}</li>
      {traits.command === 'toggle' && <li>{text('traits_toggle')}</li>}
      {traits.command === 'set' && !traits.coversNewCalls && <li>{text('traits_newCalls')}</li>}
    </ul>
  );
}

/** The traits by settings with secrets, or what stands in for them; null while the settings do not fit. */
export function readTraits(adapter: Recorder, settings: Record<string, unknown>): RecorderTraits | null {
  try {
    return adapter.traits(settings);
  } catch {
    return null;
  }
}
