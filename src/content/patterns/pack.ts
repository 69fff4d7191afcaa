// Makes of the data files what goes into `_locales` when the extension is built. No part of any script.
import { fold } from '../text.ts';
import { attributes } from './attributes.ts';
import type { WordKind } from './find.ts';
import { frameHosts } from './frame-hosts.ts';
import { languages } from './languages.ts';
import { toPlain } from './plain.ts';
import { universal } from './universal.ts';

/** Turns the notation of the data files into the source of a regular expression (flag `m`). */
export function toSource(notation: string): string {
  return fold(notation)
    .replace(/(?<=^|[|(])\^/g, '(?<![^ \\n])')
    .replace(/\$(?=[|)]|$)/g, '(?![^ \\n])')
    .replace(/_/g, ' ?');
}

/**
 * The words in lines. Of `words` the first has the ids of the languages, and each other the kind, the number of the
 * language and its words, with `<` and `>` at the edges of a word; of `rest` each has letters without which its
 * expression cannot match, and that; of `hosts` each has a verdict and hosts. Without a dollar sign, which means something else in `_locales`.
 */
export function packWords(): Record<'words' | 'rest' | 'hosts', string> {
  const sets = [...languages.map(({ id: _id, ...words }) => words), universal];
  const words: string[] = [];
  const rest = Object.entries(attributes).map(([name, source]) => `${name};0;;${source}`);
  for (const [order, set] of sets.entries()) {
    for (const [kind, notation] of Object.entries(set) as [WordKind, string][]) {
      const plain: string[] = [];
      for (const alternative of toAlternatives(fold(notation))) {
        const list = toPlain(alternative);
        if (list) plain.push(...list);
        else rest.push([kind, order, toClue(alternative), toSource(alternative)].join(';'));
      }
      if (plain.length > 0) words.push([kind, order, ...plain].join(';'));
    }
  }
  const hosts = Object.entries(frameHosts).map(([verdict, list]) => [verdict, ...toHosts(list)].join(' '));
  return {
    words: [languages.map(({ id }) => id).join(' '), ...words].join('\n'),
    rest: rest.join('\n'),
    hosts: hosts.join('\n'),
  };
}

/** The hosts of one list. */
export const toHosts = (list: string): string[] => list.trim().split(/\s+/);

/** The alternatives of a notation, whatever stands in brackets left as it is. */
function toAlternatives(notation: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of notation) {
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (sign === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

/** The longest run of letters that any match has. */
function toClue(alternative: string): string {
  let depth = 0;
  let outside = '';
  for (const sign of alternative) {
    if (sign === '(' || sign === '[') depth += 1;
    outside += depth === 0 ? sign : ' ';
    if (sign === ')' || sign === ']') depth -= 1;
  }
  const runs = outside.replace(/\\.[*+?]?|.[*?]/gu, ' ').match(/\p{L}+/gu) ?? [''];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}

/** What a part is called among the sentences of `_locales`. */
export const toWordsKey = (part: string): string => `recognise_${part}`;

/** The words as entries of a `messages.json`. */
export function toWordMessages(): Record<string, { message: string }> {
  return Object.fromEntries(
    Object.entries(packWords()).map(([part, message]) => [toWordsKey(part), { message }]),
  );
}
