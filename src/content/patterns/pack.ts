// Makes of the data files what goes into `_locales` when the extension is built. No part of any script.
import { fold } from '../text.ts';
import type { WordKind } from './compile.ts';
import { frameHosts } from './frame-hosts.ts';
import type { Language } from './language.ts';
import { languages } from './languages.ts';
import { universal } from './universal.ts';

/** Turns the notation of the data files into the source of a regular expression (flag `m`). */
export function toSource(notation: string): string {
  return fold(notation)
    .replace(/(?<=^|[|(])\^/g, '(?<![^ \\n])')
    .replace(/\$(?=[|)]|$)/g, '(?![^ \\n])')
    .replace(/_/g, ' ?');
}

const common: Partial<Record<WordKind, string>> = universal;

/**
 * The words of every kind: ids of languages with blanks between, and on a second line one expression with a group for
 * each of them. And the hosts of payment frames. Without a dollar sign, which means something else in `_locales`.
 */
export function packWords(): Record<string, string> {
  const kinds = new Set([...languages.flatMap(language => Object.keys(language)), ...Object.keys(common)]);
  kinds.delete('id');
  const words = [...kinds].map(kind => [kind, pack(kind as WordKind)]);
  // A line for each verdict.
  const hosts = Object.entries(frameHosts).map(([verdict, list]) => `${verdict} ${toWordList(list)}`);
  return Object.fromEntries([...words, ['hosts', hosts.join('\n')]]);
}

const toWordList = (text: string): string => text.trim().split(/\s+/).join(' ');

function pack(kind: WordKind): string {
  const spoken = languages.filter(
    (language): language is Language & Record<WordKind, string> => kind in language,
  );
  const groups = spoken.map(language => `(${toSource(language[kind])})`);
  const shared = common[kind] === undefined ? [] : [toSource(common[kind])];
  const source = [...groups, ...shared].join('|');
  if (source.includes('$')) throw new Error(`a dollar sign among the words for ${kind}`);
  return `${spoken.map(({ id }) => id).join(' ')}\n${source}`;
}

/** What a kind is called among the sentences of `_locales`. */
export const toWordsKey = (kind: string): string => `recognise_${kind}`;

/** The words as entries of a `messages.json`. */
export function toWordMessages(): Record<string, { message: string }> {
  return Object.fromEntries(
    Object.entries(packWords()).map(([kind, message]) => [toWordsKey(kind), { message }]),
  );
}
