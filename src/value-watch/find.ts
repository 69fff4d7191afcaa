// Whether there is a card number in a text. One bit comes out: no digit leaves this file.
import { number } from 'card-validator';

/** Issuers that a number must belong to. Maestro's ranges take in a twelfth of everything, so they are not enough. */
const issuers = new Set([
  'visa', 'mastercard', 'american-express', 'diners-club', 'discover', 'jcb', 'unionpay', 'elo', 'mir', 'hiper', 'hipercard',
  'troy', 'verve',
]); // prettier-ignore
const shortest = 14;
const longest = 19;
/** As numbers are printed on cards; the last group of four may be shorter. */
const printed = /^(?:4,4,4,4|4,4,4,4,[123]|4,6,[45]|1[4-9])$/;
/** Longer notes are looked at from their end: that is where people type. */
const maxText = 20_000;

/** Digits with what people and masks put between them: blanks, hyphens, dots, underscores. */
const runs = /\d(?:[\p{Zs}\t._\p{Pd}]{0,3}\d)*/gu;

/** Whether a card number stands in a text, in whatever digits and with whatever separators. */
export function hasCardNumber(text: string): boolean {
  // Most text has too few digits to be looked at any closer.
  if (!/(?:\p{Nd}\P{Nd}{0,3}){14}/u.test(text)) return false;
  for (const [run] of toPlainDigits(text.slice(-maxText)).matchAll(runs))
    if (isOrHolds(run.match(/\d+/g) ?? [])) return true;
  return false;
}

function isOrHolds(groups: string[]): boolean {
  if (isCardNumber(groups.join(''))) return true;
  // A number among others, as in "4111 1111 1111 1111 12 27": only as it would be printed.
  for (let from = 0; from < groups.length; from += 1)
    for (let to = from + 1; to <= Math.min(groups.length, from + 5); to += 1) {
      const some = groups.slice(from, to);
      if (printed.test(some.map(group => group.length).join()) && isCardNumber(some.join(''))) return true;
    }
  return false;
}

function isCardNumber(digits: string): boolean {
  if (digits.length < shortest || digits.length > longest) return false;
  const { isValid, card } = number(digits, { luhnValidateUnionPay: true });
  return isValid && card !== null && issuers.has(card.type);
}

/** Full-width, Arabic and other digits as 0 to 9, without the marks that only steer the direction of text. */
function toPlainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\p{Nd}/gu, toPlainDigit);
}

/** In every script, the ten digits stand one after the other and are not followed by other digits. */
function toPlainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
