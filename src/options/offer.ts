// What a recorder's card says: its promises as an icon and a few words each, from the adapter's own traits.
import type { Recorder, Traits } from '../recorders/recorder.ts';
import { toSeconds } from '../ui/duration.ts';
import { findText, text } from '../ui/text.ts';

/** What a pause leaves in the recording; `settings` where only those tell. */
export type Effect = Traits['effect'] | 'settings';

/** A promise, or what the recorder cannot promise. */
export type Chip = {
  icon: Effect | 'verified' | 'accepted' | 'either' | 'calls' | 'identity';
  words: string;
};

export type Card = {
  about: string;
  effect: Effect;
  chips: Chip[];
  rights: string;
  /** Which settings decide what it can promise; null where none do. */
  depends: string | null;
};

/** The card of a recorder before it is set up. */
export function toCard({ id, offer }: Recorder): Card {
  const { identity, traits } = offer();
  const key = `recorder_${id.replaceAll('-', '_')}`;
  const effect = toOnly(traits.map(known => known.effect)) ?? 'settings';
  return {
    about: findText(`${key}_about`) ?? '',
    effect,
    chips: [
      { icon: effect, words: text(`options_chip_effect_${effect}`) },
      toEvidence(traits),
      { icon: 'calls', words: toOnly(traits.map(toNewCalls)) ?? text('options_chip_calls_settings') },
      { icon: 'identity', words: text(`options_chip_identity_${identity}`) },
    ],
    rights: findText(`${key}_rights`) ?? '',
    depends: findText(`${key}_depends`),
  };
}

/** The same with settings that fit: what they decide is no longer open, though more may be had with others. */
export function toCardWith(adapter: Recorder, traits: Traits): Card {
  const decided: Recorder = {
    ...adapter,
    offer: () => ({ identity: adapter.offer().identity, traits: [traits] }),
  };
  const card = toCard(decided);
  return traits.canRead ? { ...card, depends: null } : card;
}

function toEvidence(traits: Traits[]): Chip {
  switch (toOnly(traits.map(({ canRead }) => canRead))) {
    case true:
      return { icon: 'verified', words: text('options_chip_evidence_verified') };
    case false:
      return { icon: 'accepted', words: text('options_chip_evidence_accepted') };
    default:
      return { icon: 'either', words: text('options_chip_evidence_settings') };
  }
}

function toNewCalls({ coversNewCalls, command, canRead, readEveryMs, reassertEveryMs }: Traits): string {
  if (coversNewCalls) return text('options_chip_calls_covered');
  if (command === 'toggle' && !canRead) return text('options_chip_calls_never');
  return text('options_chip_calls_again', toSeconds((canRead ? readEveryMs : reassertEveryMs) / 1000));
}

/** What all of them say; undefined where they differ, or there is none. */
function toOnly<T>(values: T[]): T | undefined {
  const different = new Set(values);
  return different.size === 1 ? values[0] : undefined;
}
