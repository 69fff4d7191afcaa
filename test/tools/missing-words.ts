// Which words a language lacks that English has: for `npm run locales`, which says so, and for the test that fails.

/** Words by which fields are recognised: data for a program, the same in every language, kept in English only. */
export const isData = (key: string) => key.startsWith('recognise_');

/** A line for each language that lacks some, and one for English keys without a description; none where all is there. */
export function findMissingWords(
  words: Record<string, Record<string, { description?: string | undefined }>>,
): string[] {
  const english = Object.entries(words['en'] ?? {}).filter(([key]) => !isData(key));
  const bare = english.flatMap(([key, { description }]) => (description === undefined ? [key] : []));
  return [
    ...(bare.length > 0 ? [`en has no description of ${bare.join(', ')}`] : []),
    ...Object.entries(words).flatMap(([language, own]) => {
      const missing = english.flatMap(([key]) => (own[key] === undefined ? [key] : []));
      return missing.length > 0 ? [`${language} has no ${missing.join(', ')}`] : [];
    }),
    ...Object.entries(words).flatMap(([language, own]) => {
      const foreign = Object.keys(own).filter(key => words['en']?.[key] === undefined);
      return foreign.length > 0 ? [`${language} has, and en has not: ${foreign.join(', ')}`] : [];
    }),
  ];
}
