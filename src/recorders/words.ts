// The words in which adapters speak to people: keys of the message files, so that nobody reads them in another language.
import type messages from '../../public/_locales/en/messages.json';

/** A key of `public/_locales/en/messages.json`. One that nobody wrote does not compile. */
export type WordKey = keyof typeof messages;

/** A sentence, and what stands in place of its `$1`, `$2` …: names and numbers, never a secret or a full URL. */
export type Sentence = [key: WordKey, ...values: string[]];
