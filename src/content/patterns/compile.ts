// Patterns are compiled once, when the first field gets focus: most pages never pay for it.
import { fold } from '../text.ts';
import { languages } from './languages.ts';
import type { Language } from './language.ts';
import { codes, csc, notName, otherCodes, password, payment } from './universal.ts';

/** Where a pattern matched. */
export type Span = { start: number; end: number };

/** Turns the notation of the data files into the source of a regular expression. */
export function toSource(notation: string): string {
  return fold(notation)
    .replace(/(?<=^|[|(])\^/g, '(?<=^| )')
    .replace(/\$(?=[|)]|$)/g, '(?= |$)')
    .replace(/_/g, ' ?');
}

type Words = Exclude<keyof Language, 'id'>;

const anyOf = (key: Words): string =>
  `(?:${languages
    .map(language => language[key])
    .filter(Boolean)
    .map(source => toSource(source ?? ''))
    .join('|')})`;

/** Every place in a text of several lines where a pattern matches. */
export function findAll(expression: RegExp, text: string): Span[] {
  const spans: Span[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
    if (match[0] === '') expression.lastIndex++;
  }
  return spans;
}

function createPatterns() {
  const [card, number, name, holder, code, credit, expiry] = (
    ['card', 'number', 'name', 'holder', 'code', 'credit', 'expiry'] as const
  ).map(anyOf) as [string, string, string, string, string, string, string];
  // What may stand between the two words of a phrase: short words, and those that say which card.
  const filler = `(?: (?!id |pin |sim |exp|last|of cards)(?:\\S{1,4}|della|votre|twojej|\\S*${credit}\\S*)|[の的上])`;
  const gap = (limit: number): string => `(?:${filler}){0,${limit}} ?`;
  const expression = (source: string): RegExp => new RegExp(source, 'gmu');
  const bare = `(?:(?:${number}|${card}|${credit}) ?|(?:\\S{1,3}|enter|your|account) )`;
  return {
    number: expression(
      `${card}${gap(2)}${number}|(?!no (?:\\S+ ){0,2}c(?:ard|c |redit))${number}${gap(3)}${card}|(?<=^| )1[56] digits?`,
    ),
    /** A line that says number, card or account, and nothing else. */
    weakNumber: expression(
      `^(?:${bare}*(?:${number}|${card})(?: \\S{1,3}(?= |$))*|(?:\\S+ )?pan|account(?: number)?)$`,
    ),
    /** A line that says which kind of card it is about, and nothing else. */
    creditCard: expression(
      `^(?:${credit} ?(?:or |and |y |o |e |ou |oder |und )?)*${credit}${gap(1)}${card}${gap(2)}(?:details|info\\S*|data|daten|datos|dados)?$`,
    ),
    card: expression(card),
    credit: expression(credit),
    csc: expression(`${toSource(csc)}|${card} ?${code}|${code}${gap(3)}${card}`),
    code: expression(`${code}|${toSource(codes)}`),
    expiry: expression(expiry),
    monthYear: expression(anyOf('monthYear')),
    /** The usual form of an expiry date, without a day before it. */
    expiryForm: expression(
      fold(
        `(?<!(?<=^| )(?:dd|jj|tt|gg|дд|yyyy|aaaa) ?)(?<=^| )(?:mm|мм|μμ|kk) ?(?:yy|aa|jj|rr|гг|рр|εε|vv|åå|éé)`,
      ),
    ),
    holder: expression(`${card}${gap(1)}(?:${holder}|${name})|(?:${holder}|${name})${gap(4)}${card}`),
    notName: expression(toSource(notName)),
    password: expression(toSource(password)),
    weakHolder: expression(`${holder}|${name}`),
    other: expression(anyOf('other')),
    otherCode: expression(toSource(otherCodes)),
    payment: expression(toSource(payment)),
    iban: expression('(?<=^| )iban(?= |$)'),
    account: expression(anyOf('account')),
    nationalId: expression(anyOf('nationalId')),
    routing: expression(toSource('routing|^aba$|sort_code|^bsb$|^ifsc|bankleitzahl|^blz$|^бик$|^abi$|^cab$')),
  };
}

export type Patterns = ReturnType<typeof createPatterns>;

let compiled: Patterns | undefined;

/** The compiled patterns; compiles them on first use. */
export function patterns(): Patterns {
  return (compiled ??= createPatterns());
}

/** The language whose words of these kinds are in the text: the more kinds match the better, the first wins. */
export function toLanguage(words: string, keys: Words[]): string {
  let best = 'en';
  let most = 0;
  for (const language of languages) {
    const count = keys.filter(key => new RegExp(toSource(language[key] ?? '(?!)'), 'mu').test(words)).length;
    if (count > most) [best, most] = [language.id, count];
  }
  return best;
}
