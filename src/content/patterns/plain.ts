// Says an alternative of the data files in plain words, where that can be done. No part of any script.

/** More spellings than this are better left to an expression. */
const most = 40;

/**
 * Every spelling of an alternative, in the order in which an expression would try them, with `<` and `>` where it stands
 * at the edge of a word; null where plain words cannot say it.
 */
export function toPlain(alternative: string): string[] | null {
  const [, start = '', body = '', end = ''] = /^(\^?)(.*?)(\$?)$/s.exec(alternative) ?? [];
  const spellings = toSpellings(body);
  if (spellings === null || spellings.length > most || spellings.includes('')) return null;
  return [...new Set(spellings)].map(word => `${start && '<'}${word}${end && '>'}`);
}

/** One piece at a time: a group, a choice of letters or a letter, each of which may be optional. */
function toSpellings(body: string): string[] | null {
  let spellings = [''];
  let left = body;
  while (left !== '') {
    const piece = /^(?:\(\?:([^()]*)\)|\[([^\][\\^-]*)\]|([^()[\]\\^$.*+?|{};<>]))(\??)/su.exec(left);
    if (piece === null) return null;
    const [all, group, letters, letter, optional] = piece;
    const options = group?.split('|').map(toSpellings) ?? [letters ? [...letters] : toLetter(letter ?? '')];
    const choices: string[] = [];
    for (const option of options) {
      if (option === null) return null;
      choices.push(...option);
    }
    if (optional) choices.push('');
    spellings = spellings.flatMap(before => choices.map(choice => before + choice));
    if (spellings.length > most) return null;
    left = left.slice(all.length);
  }
  return spellings;
}

const toLetter = (letter: string): string[] => (letter === '_' ? [' ', ''] : [letter]);
