// Puts words together: a card and a number beside each other are a card number, in whichever order a language has them.
import { scan, type Span, type WordKind } from './patterns/find.ts';

/** What a line can be about. */
export type Subject = 'card-number' | 'card-csc' | 'code' | 'card-expiry' | 'expiry' | 'card-holder';

/** The words of one line, looked up once for all lines of a field. */
export type Line = { text: string; words: (kind: WordKind) => Span[] };

/** Looks up words in all lines at once. */
export function toLines(texts: string[]): Line[] {
  const all = texts.join('\n');
  const findIn = scan(all);
  const found = new Map<WordKind, Span[]>();
  let offset = 0;
  return texts.map(text => {
    const start = offset;
    offset += text.length + 1;
    return {
      text,
      words: kind => {
        let spans = found.get(kind);
        if (!spans) found.set(kind, (spans = findIn(kind)));
        if (spans.length === 0) return spans;
        const end = start + text.length;
        const own = spans.filter(span => span.start >= start && span.start < end);
        return start === 0
          ? own
          : own.map(span => ({ ...span, start: span.start - start, end: span.end - start }));
      },
    };
  });
}

type Gap = (between: string) => boolean;

/** Words that say which of its numbers is meant. */
const otherNumber = /^(?:id|pin|sim|exp|last|phone|order|title|point|issue)$/;
/** Articles that are written as one word with what follows. */
const article = /^(?:ال|ה)?$/;

/**
 * Between the two words of a phrase may stand the ending of the first, then so many short words or words that say
 * which card, and what the second is compounded with.
 */
function gapOf(limit: number, isPlain: (word: string) => boolean): Gap {
  return between => {
    if (/^(?!id)[^ ]{0,2}$|^[の的上]{1,2}$/.test(between)) return true;
    const words = between.split(' ');
    const ending = words.shift() ?? '';
    const prefix = words.pop();
    if (prefix === undefined || ending.length > 4 || words.length > limit) return false;
    return (article.test(prefix) || isPlain(prefix)) && words.every(isPlain);
  };
}

function pairs(firsts: Span[], seconds: Span[], text: string, isGap: Gap): Span[] {
  if (firsts.length === 0 || seconds.length === 0) return [];
  return firsts.flatMap(first =>
    seconds
      .filter(second => second.start >= first.end && isGap(text.slice(first.end, second.start)))
      .map(second => ({ start: first.start, end: second.end, language: toLanguage(first, second) })),
  );
}

/** English words stand in every language: the other word tells which it is. Of two that tell, the second. */
const toLanguage = (first: Span, second: Span): string =>
  [second, first].find(({ language }) => language !== 'en' && language !== '')?.language ?? 'en';

/** Every phrase in a line, by what it is about. */
export function findPhrases({ text, words }: Line): Record<Subject, Span[]> {
  const credit = words('credit');
  const isCredit = (word: string): boolean =>
    credit.some(({ start, end }) => text.slice(start, end) !== '' && word.includes(text.slice(start, end)));
  const gap = (limit: number): Gap =>
    gapOf(limit, word => isCredit(word) || (word.length <= 5 && !otherNumber.test(word)));
  const card = words('card');
  const number = words('number');
  const code = words('code');
  // A "card value" is an amount; a "verification value" is a code.
  const named = code.filter(({ start, end }) => !/^(?:val|dig)/.test(text.slice(start, end)));
  const name = [...words('holder'), ...words('name')];
  // "no" before a card is the Portuguese "on the" or the English "none", unless something says whose number it is.
  const reversed = pairs(number, card, text, gap(3)).filter(
    ({ start, end }) =>
      !/^no (?:\S+ )?c(?:ard|c|artao)/.test(text.slice(start, end)) || / d[ei]/.test(text.slice(start, end)),
  );
  const joined = card.flatMap(span => {
    const tail = /^ ?no\d?(?= |$)/.exec(text.slice(span.end));
    return tail ? [{ ...span, end: span.end + tail[0].length }] : [];
  });
  const secret = [
    ...pairs(words('secure'), [...code, ...number], text, between => /^[^ ]{0,12} ?$/.test(between)),
    ...pairs(code, words('secure'), text, between => /^(?: (?:\S{1,3} )?(?:ال|ה)?)?$/.test(between)),
    ...pairs(number, words('secure'), text, between => /^ \S{1,3} $/.test(between)),
  ];
  const expiry = words('expiry');
  const isWhole = expiry.length > 0 && (card.length > 0 || words('monthYear').length > 0);
  return {
    'card-csc': [...words('csc'), ...pairs(card, secret, text, gap(1)), ...pairs(secret, card, text, gap(3))],
    code: [
      ...secret,
      ...words('codes'),
      ...pairs(card, named, text, gap(1)),
      ...pairs(named, card, text, gap(2)),
    ],
    'card-expiry': [...words('expiryForm'), ...(isWhole ? expiry : [])],
    expiry: isWhole ? [] : expiry,
    'card-holder': [
      ...words('cardHolder'),
      ...pairs(card, name, text, gap(2)),
      ...pairs(
        name,
        card,
        text,
        gapOf(4, () => true),
      ),
    ],
    'card-number': [...words('cardNumber'), ...pairs(card, number, text, gap(2)), ...joined, ...reversed],
  };
}

const order: Subject[] = ['card-csc', 'code', 'card-expiry', 'expiry', 'card-holder', 'card-number'];

/** No phrase is without one of these. */
const anchors: WordKind[] = [
  'card',
  'secure',
  'csc',
  'codes',
  'cardNumber',
  'cardHolder',
  'expiry',
  'expiryForm',
];

/**
 * What a line is about: of the phrases in it the first, or with `fromEnd` the last, as in names, which begin with
 * the form they belong to. A number that shares words with another phrase is none.
 */
export function toSubject(line: Line, fromEnd: boolean): { subject: Subject; language: string } | null {
  if (anchors.every(kind => line.words(kind).length === 0)) return null;
  const phrases = findPhrases(line);
  let best: (Span & { subject: Subject }) | null = null;
  for (const subject of order) {
    for (const span of phrases[subject]) {
      const isFree = subject !== 'card-number' || !best || span.end <= best.start || span.start >= best.end;
      const isBetter = !best || (fromEnd ? span.end > best.end : span.start < best.start);
      if (isFree && isBetter) best = { ...span, subject };
    }
  }
  return best && { subject: best.subject, language: best.language };
}

/** Whether a line says "number", "card" or "credit card" and nothing else. */
export function toBareWords({ text, words }: Line): 'credit-card' | 'number' | null {
  const card = words('card');
  const credit = words('credit');
  const number = words('number');
  if (card.length + number.length === 0)
    return /^(?:card )?pan$|^account(?: number)?$/.test(text) ? 'number' : null;
  if (card.length === 0 && credit.length > 0) return null;
  // Every word has to be one of them, with an ending at most, or an idle one.
  const known = [...card, ...credit, ...number, ...words('idle')];
  const masked = [...text]
    .map((letter, at) => (known.some(({ start, end }) => at >= start && at < end) ? '\0' : letter))
    .join('');
  if (!masked.split(' ').every(word => /^\0+[^\0]{0,2}$/.test(word))) return null;
  return credit.length > 0 && number.length === 0 ? 'credit-card' : 'number';
}
