// One spelling for all words: labels, names and ids are compared in this form only.

const letters: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ß: 'ss',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ھ: 'ه',
};

/** Takes off accents, points and vowel marks, so that "numéro" and "numero" are one word. Kana keep their sound marks: card and cart differ by one. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(?![\u3099\u309a])\p{Mn}|[\u0640\p{Cf}]/gu, '')
    .normalize('NFC')
    .replace(/[łøđðıßىیکھ]/g, letter => letters[letter] ?? letter);
}

/**
 * Text as the patterns expect it: folded, lower case, words parted by one blank. Splits camelCase, and turns
 * the number sign into the word "no". Cut off at 160 characters: a longer text is no label.
 */
export function toWords(text: string): string {
  if (text === '') return '';
  const parted = text.slice(0, 160).replace(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4');
  const lower = parted.toLowerCase();
  // Most names are plain; and expressions about all letters of the world take long to compile.
  const isPlain = !/[^\0-\x7f]/.test(lower);
  // Lower case again: folding turns the sign № into "No".
  return (isPlain ? lower : fold(lower).toLowerCase())
    .replace(/#|\bn[°.]/g, ' no ')
    .replace(isPlain ? /[^a-z\d]+/g : /[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
