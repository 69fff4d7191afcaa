// Patterns are compiled once, when the first field gets focus: most pages never pay for it.
import { fold } from '../text.ts';
import type { Language } from './language.ts';
import { languages } from './languages.ts';
import { universal } from './universal.ts';

/** Where a word stands in a text, and the id of the language it was found in. */
export type Span = { start: number; end: number; language: string };

/** What can be looked for: words by language, and words that are the same everywhere. */
export type WordKind = Exclude<keyof Language, 'id'> | keyof typeof universal;

/** Turns the notation of the data files into the source of a regular expression. */
export function toSource(notation: string): string {
  return fold(notation)
    .replace(/(?<=^|[|(])\^/g, '(?<=^| )')
    .replace(/\$(?=[|)]|$)/g, '(?= |$)')
    .replace(/_/g, ' ?');
}

type Compiled = { expression: RegExp; ids: string[] };

const compiled = new Map<WordKind, Compiled>();

/** One group per language that has such words, so that a match tells its language. */
function compile(kind: WordKind): Compiled {
  const spoken = languages.filter(
    (language): language is Language & Record<WordKind, string> => kind in language,
  );
  const groups = spoken.map(language => `(${toSource(language[kind])})`);
  const common = kind in universal ? [toSource((universal as Record<string, string>)[kind] ?? '')] : [];
  return { expression: new RegExp([...groups, ...common].join('|'), 'gm'), ids: spoken.map(({ id }) => id) };
}

/** Every place where words of this kind stand in a text of one or more lines. */
export function findWords(kind: WordKind, text: string): Span[] {
  let known = compiled.get(kind);
  if (!known) compiled.set(kind, (known = compile(kind)));
  const { expression, ids } = known;
  const spans: Span[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    spans.push({ start: match.index, end: expression.lastIndex, language: ids[group - 1] ?? '' });
    if (match[0] === '') expression.lastIndex++;
  }
  return spans;
}

export const hasWords = (kind: WordKind, text: string): boolean => findWords(kind, text).length > 0;
