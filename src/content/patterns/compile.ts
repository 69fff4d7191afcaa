// Patterns are compiled once, when the first field gets focus: most pages never pay for it.
import { fold } from '../text.ts';
import type { Language } from './language.ts';
import { languages } from './languages.ts';
import { negatives } from './negatives.ts';

/** A tested text: null, or the id of the pattern that matched. */
export type Matcher = (words: string) => string | null;

/** Turns the notation of the data files into a regular expression. */
export function toExpression(source: string): string {
  return fold(source)
    .replace(/(^|[|(])\^/g, '$1(?<=^| )')
    .replace(/\$(?=[|)]|$)/g, '(?= |$)')
    .replace(/_/g, ' ?');
}

function createMatcher(sources: [string, string][]): Matcher {
  const all = new RegExp(sources.map(([, source]) => source).join('|'), 'u');
  const each = sources.map(([id, source]) => [id, new RegExp(source, 'u')] as const);
  return words => {
    if (words === '' || !all.test(words)) return null;
    return each.find(([, expression]) => expression.test(words))?.[0] ?? null;
  };
}

function createLanguageMatcher(toSource: (language: Language) => string | undefined): Matcher {
  const sources: [string, string][] = [];
  for (const language of languages) {
    const source = toSource(language);
    if (source) sources.push([language.id, toExpression(source)]);
  }
  return createMatcher(sources);
}

function createPatterns() {
  return {
    number: createLanguageMatcher(({ card, number, numberPhrase }) => {
      const phrase = `(?:${card})(?: ?\\S+){0,2}? ?(?:${number})$|(?:${number})(?: \\S+){0,3}? (?:${card})`;
      return numberPhrase ? `${numberPhrase}|${phrase}` : phrase;
    }),
    card: createLanguageMatcher(language => language.card),
    weakNumber: createLanguageMatcher(language => language.number),
    csc: createLanguageMatcher(language => language.csc),
    weakCsc: createLanguageMatcher(language => language.weakCsc),
    expiry: createLanguageMatcher(language => language.expiry),
    monthYear: createLanguageMatcher(language => language.monthYear),
    holder: createLanguageMatcher(language => language.holder),
    not: createMatcher(Object.entries(negatives).map(([id, source]) => [id, toExpression(source)])),
  };
}

let compiled: ReturnType<typeof createPatterns> | undefined;

/** The compiled patterns; compiles them on first use. */
export function patterns(): ReturnType<typeof createPatterns> {
  return (compiled ??= createPatterns());
}
