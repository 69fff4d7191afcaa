// The words people see. Keys are typed from the English file, so that a missing one does not compile.
import type messages from '../../public/_locales/en/messages.json';
import { browser } from '../browser.ts';

/** A key of `public/_locales/en/messages.json`. */
export type MessageKey = keyof typeof messages;

/** The sentence for `key` in the browser's language, with `$1` … replaced in the order of `substitutions`. */
export function text(key: MessageKey, ...substitutions: string[]): string {
  return browser.i18n.getMessage(key, substitutions) || key;
}

/** The sentence for a key that is made at run time, such as `problem_<code>`; null where nobody wrote one. */
export function findText(key: string, ...substitutions: string[]): string | null {
  return browser.i18n.getMessage(key, substitutions) || null;
}
