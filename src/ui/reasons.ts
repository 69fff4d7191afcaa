// The names of recognition's rules as sentences, for whoever asks why.
import type { FieldKind } from '../recording/state.ts';
import { kindNames } from './kinds.ts';
import type { MessageKey } from './text.ts';

/** Looks up a sentence, with `$1` … replaced in the order of `substitutions`. */
export type Say = (key: MessageKey, ...substitutions: string[]) => string;

/** Where words of a field stand. */
const places = {
  label: 'reason_place_label',
  aria: 'reason_place_aria',
  placeholder: 'reason_place_placeholder',
  name: 'reason_place_name',
  id: 'reason_place_name',
  hint: 'reason_place_name',
  class: 'reason_place_name',
  title: 'reason_place_title',
  near: 'reason_place_near',
  after: 'reason_place_near',
  description: 'reason_place_description',
  heading: 'reason_place_heading',
} as const satisfies Record<string, MessageKey>;

/** Reasons that are sentences of their own. */
const whole = {
  autocomplete: 'reason_autocomplete',
  provider: 'reason_provider',
  'mask:card-number': 'reason_mask_number',
  'mask:card-expiry': 'reason_mask_expiry',
  'context:split-number': 'reason_context_split',
  'context:length': 'reason_context_length',
  'frame:card-frame': 'reason_frame_provider',
  'frame:card-capable': 'reason_frame_provider',
  'not:short': 'reason_not_short',
  'not:heading': 'reason_not_heading',
  'not:login': 'reason_not_login',
  'value:card-number': 'reason_value',
} as const satisfies Record<string, MessageKey>;

/** One reason in plain words; the name of a rule that has none stands for itself. */
export function toReasonText(reason: string, say: Say): string {
  if (isKeyOf(whole, reason)) return say(whole[reason]);
  const [about = '', rest = ''] = reason.split(/:(.*)/s);
  if (about === 'rule') return say('reason_rule', rest);
  const [what = '', more = ''] = rest.split('.');
  if (about === 'not' && isKeyOf(places, more))
    return say(what === 'code' ? 'reason_not_code' : 'reason_not_other', say(places[more]));
  const kind = say(isKeyOf(kindNames, what) ? kindNames[what] : 'kind_unknown');
  if (about === 'context') return say('reason_context', kind);
  if (about === 'frame') return say('reason_frame', kind);
  if (!isKeyOf(places, about)) return reason;
  const language = more === '' || more === 'en' ? null : toLanguageName(more, say('ui_lang'));
  return language === null
    ? say('reason_words', say(places[about]), kind)
    : say('reason_words_in', say(places[about]), kind, language);
}

/** What a field of this kind is called. */
export function toKindText(kind: FieldKind, say: Say): string {
  return say(kindNames[kind]);
}

function isKeyOf<Keys extends object>(table: Keys, key: PropertyKey): key is keyof Keys {
  return Object.hasOwn(table, key);
}

function toLanguageName(code: string, inLanguage: string): string | null {
  try {
    return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(code) ?? null;
  } catch {
    return null;
  }
}
