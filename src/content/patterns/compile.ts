// Finds words. They are no part of this script: in all languages they weigh more than everything else that pages get
// from us. They lie with the sentences of `_locales`, and each kind is fetched and compiled when first asked for.
import type { Language } from './language.ts';
import type { universal } from './universal.ts';

/** Where a word stands in a text, and the id of the language it was found in. */
export type Span = { start: number; end: number; language: string };

/** What can be looked for: words by language, and words that are the same everywhere. */
export type WordKind = Exclude<keyof Language, 'id'> | keyof typeof universal;

type Compiled = { expression: RegExp; ids: string[] };

const compiled = new Map<WordKind, Compiled>();
/** Gives the words of a kind, in the form of `packWords`; empty where they cannot be had now. */
export let load: (kind: WordKind | 'hosts') => string = () => '';

/** Says where words are had from. */
export function setWords(from: typeof load): void {
  load = from;
  compiled.clear();
}

function compile(kind: WordKind): Compiled | null {
  const [ids = '', source] = load(kind).split('\n');
  // Not remembered: the next time they may be there.
  if (!source) return null;
  const known = { expression: new RegExp(source, 'gm'), ids: ids.split(' ') };
  compiled.set(kind, known);
  return known;
}

/** Every place where words of this kind stand in a text of one or more lines. */
export function findWords(kind: WordKind, text: string): Span[] {
  const known = compiled.get(kind) ?? compile(kind);
  if (known === null) return [];
  return [...text.matchAll(known.expression)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    language: known.ids[match.findIndex((group, index) => index > 0 && group !== undefined) - 1] ?? '',
  }));
}

export const hasWords = (kind: WordKind, text: string): boolean => findWords(kind, text).length > 0;
