// Finds words, all kinds of them in one pass. They are no part of this script: in all languages they weigh more than
// everything else that pages get from us. They lie with the sentences of `_locales` and are fetched when first needed.
import type { Language } from './language.ts';
import type { universal } from './universal.ts';

/** Where a word stands in a text, and the id of the language it was found in. */
export type Span = { start: number; end: number; language: string };

/** What can be looked for: words by language, and words that are the same everywhere. */
export type WordKind = Exclude<keyof Language, 'id'> | keyof typeof universal;

/** `order` is that of the languages: where two words begin at the same place, the first one counts. */
type Found = { start: number; end: number; order: number };
type Word = { text: string; kind: WordKind; order: number; begins: boolean; ends: boolean };
type Vocabulary = {
  ids: string[];
  /** By their first two letters, or the only one. */
  words: Map<string, Word[]>;
  /** What cannot be said in plain words; compiled when a text has the letters that each needs. */
  rest: Map<string, { order: number; clue: string; expression: RegExp }[]>;
};

/** Gives a part of what `packWords` makes; empty where it cannot be had now. */
export let load: (part: 'words' | 'rest' | 'hosts') => string = () => '';
let known: Vocabulary | null = null;

/** Says where words are had from. */
export function setWords(from: typeof load): void {
  load = from;
  known = null;
}

function toVocabulary(): Vocabulary {
  if (known !== null) return known;
  const [ids = '', ...lines] = load('words').split('\n');
  const made: Vocabulary = { ids: ids.split(' '), words: new Map(), rest: new Map() };
  for (const line of lines) {
    const [kind, order, ...list] = line.split(';');
    for (const notation of list) {
      const begins = notation.startsWith('<');
      const ends = notation.endsWith('>');
      const text = notation.slice(begins ? 1 : 0, ends ? -1 : undefined);
      const word: Word = { text, kind: kind as WordKind, order: Number(order), begins, ends };
      add(made.words, text.slice(0, 2), word);
    }
  }
  for (const line of load('rest').split('\n')) {
    const [kind = '', order, clue = '', source = ''] = line.split(';');
    add(made.rest, kind, { order: Number(order), clue, expression: new RegExp(source, 'gm') });
  }
  // Where nothing came, there may be something the next time.
  if (ids !== '') known = made;
  return made;
}

function add<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

const isEdge = (sign = ' '): boolean => sign === ' ' || sign === '\n';

/** Every place where words stand in a text of one or more lines, by kind. */
export function scan(text: string): (kind: WordKind) => Span[] {
  const { ids, words, rest } = toVocabulary();
  const found = new Map<string, Found[]>();
  for (let start = 0; start < text.length; start++) {
    for (const length of [1, 2])
      for (const word of words.get(text.slice(start, start + length)) ?? []) {
        const end = start + word.text.length;
        const isHere =
          text.startsWith(word.text, start) &&
          !(word.begins && !isEdge(text[start - 1])) &&
          !(word.ends && !isEdge(text[end]));
        if (isHere) add(found, word.kind, { start, end, order: word.order });
      }
  }
  return kind => {
    const all = found.get(kind) ?? [];
    for (const { order, clue, expression } of rest.get(kind) ?? []) {
      if (!text.includes(clue)) continue;
      for (const { index, 0: match } of text.matchAll(expression))
        all.push({ start: index, end: index + match.length, order });
    }
    all.sort((left, right) => left.start - right.start || left.order - right.order);
    let after = 0;
    return all.flatMap(({ start, end, order }) => {
      if (start < after) return [];
      after = end;
      return [{ start, end, language: ids[order] ?? '' }];
    });
  };
}

/** Whether a word of this kind stands in a text. */
export const hasWords = (kind: WordKind, text: string): boolean => scan(text)(kind).length > 0;

/** Whether one of the expressions of `attributes.ts` under this name fits. */
export const fits = (name: string, text: string): boolean =>
  (toVocabulary().rest.get(name) ?? []).some(({ expression }) => text.search(expression) >= 0);
