// Patterns are compiled once, when the first field gets focus: most pages never pay for it.
import { fold } from '../text.ts';
import { languages } from './languages.ts';
import type { Language } from './language.ts';
import * as universal from './universal.ts';

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
  const [card, number, name, holder, secure, credit] = (
    ['card', 'number', 'name', 'holder', 'secure', 'credit'] as const
  ).map(anyOf) as [string, string, string, string, string, string];
  const code = `(?:${toSource(universal.code)}|${anyOf('code')})`;
  // What may stand between the two words of a phrase: short words, and those that say which card.
  const filler = `(?: (?!id |pin |sim |exp|last|of cards)(?:\\S{1,4}|della|votre|twojej|\\S*${credit}\\S*)|[の的上])`;
  const gap = (limit: number): string => `(?:${filler}){0,${limit}} ?`;
  const words = (limit: number): string => `(?: \\S+){0,${limit}} ?`;
  const expression = (source: string): RegExp => new RegExp(source, 'gmu');
  const plain = (notation: string): RegExp => expression(toSource(notation));
  // Words that add nothing to "number".
  const idle = 'the|of|on|your|my|new|d[aeou]s?|de[lr]|d[iu]|l[ae]|il|su|tu|enter|account';
  const bare = `(?:(?:${number}|${card}|${credit}) ?|(?:${idle}) )`;
  const secret = `(?:${secure}[^ \n]*? ?(?:${code}|${number})|(?:${code}|${number})(?: \\S{1,3})? ?${secure})`;
  return {
    number: expression(
      `${card}${gap(2)}(?:${number}|no\\d?(?= |$))|(?!no (?:\\S+ ){0,2}c(?:ard|c |redit|artao))${number}${gap(3)}${card}|(?<=^| )1[56] digits?`,
    ),
    /** A line that says number, card or account, and nothing else. */
    weakNumber: expression(`^(?:${bare}*(?:${number}|${card})|(?:card )?pan|account(?: number)?)$`),
    /** A line that says which kind of card it is about, and nothing else. */
    creditCard: expression(
      `^(?:${credit} ?(?:or|and|y|o|e|ou|oder|und|\\/)? ?)+${gap(1)}${card}(?: (?:details|info\\S*|data|daten|datos|dados))?$|^${card}(?: d\\S{0,2})?(?: ?(?:o |ou |y |e |et )?${credit}\\S*)+$`,
    ),
    card: expression(card),
    credit: expression(credit),
    csc: expression(`${toSource(universal.csc)}|${card}${gap(1)}${secret}|${secret}${gap(3)}${card}`),
    code: expression(
      `${secret}|${toSource(universal.codes)}|${card}${gap(1)}${code}|${code}${gap(2)}${card}`,
    ),
    expiry: expression(anyOf('expiry')),
    monthYear: expression(anyOf('monthYear')),
    /** The usual form of an expiry date, without a day before it. */
    expiryForm: expression(
      fold(
        `(?<!(?<=^| )(?:dd|jj|tt|gg|дд|yyyy|aaaa) ?)(?<=^| )(?:mm|мм|μμ|kk) ?(?:yy|aa|jj|rr|гг|рр|εε|vv|åå|éé)`,
      ),
    ),
    holder: expression(
      `${card}${gap(2)}(?:${holder}|${name})|(?:${holder}|${name})${words(4)}${card}|持卡人|名義人|명의자`,
    ),
    notName: plain(universal.notName),
    weakHolder: expression(`${holder}|${name}`),
    other: expression(anyOf('other')),
    otherCode: plain(universal.otherCodes),
    password: plain(universal.password),
    payment: plain(universal.payment),
    iban: plain('^iban$'),
    account: plain(universal.account),
    nationalId: plain(universal.nationalId),
    routing: plain(universal.routing),
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
