// What a field's own words say, before its neighbours are asked.
import type { FieldKind } from '../recording/state.ts';
import { sources, type OwnFacts, type Source } from './facts.ts';
import { findAll, patterns, type Patterns, type Span } from './patterns/compile.ts';

/** How strongly one kind is supported, and by which rules. */
export type Score = { points: number; reasons: string[]; words: string };

/** What one field's own facts amount to. */
export type Evidence = {
  scores: Map<FieldKind, Score>;
  /** Kinds that its words allow but do not prove. */
  weak: Set<FieldKind>;
  /** Rules that speak against a payment card. */
  against: string[];
  /** Whether any text that people see says what it is. */
  isNamed: boolean;
  /** Whether its label says that it is about a credit or debit card. */
  isCredit: boolean;
  /** Whether its words speak of a password or PIN. */
  isPassword: boolean;
};

/** From here on a score is a recognition. */
export const enough = 45;

const weights: Record<Source, number> = {
  label: 1, aria: 1, placeholder: 1, name: 1, id: 1, hint: 0.95, title: 0.9, near: 0.9, after: 0.85, description: 0.7, class: 0.8,
}; // prettier-ignore

/** Names are read from the end: what comes first is the form they belong to. */
const isMachine = (source: Source): boolean =>
  source === 'name' || source === 'id' || source === 'hint' || source === 'class';

const autocompletes: [RegExp, FieldKind][] = [
  [/^(cc|card)-?num(ber)?$/, 'card-number'],
  [/^(cc|card)-?(csc|cvc|cvv|cvn)$|^csc$|^cvv$|^cvc$/, 'card-csc'],
  [/^cc-?exp(-?(month|year|iry))?$/, 'card-expiry'],
  [/^cc-?name$/, 'card-holder'],
];

const providerFields: [RegExp, FieldKind][] = [
  [/(^|card |pan )number$|card number|^pan$/, 'card-number'],
  [/cvc|cvv|csc|security code|verification/, 'card-csc'],
  [/exp|^month$|^year$/, 'card-expiry'],
  [/holder|^name$|card name/, 'card-holder'],
];

type Line = { source: Source; text: string; start: number; end: number };

function toLines(facts: OwnFacts): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const source of sources) {
    for (const text of facts.words[source]?.split('\n') ?? []) {
      if (text === '') continue;
      lines.push({ source, text, start, end: start + text.length });
      start += text.length + 1;
    }
  }
  return lines;
}

type Hits = Partial<Record<keyof Patterns, Span[]>>;

/** Finds every pattern in every line with one pass per pattern. */
function findHits(lines: Line[], keys: (keyof Patterns)[]): Map<Line, Hits> {
  const all = lines.map(line => line.text).join('\n');
  const hits = new Map<Line, Hits>(lines.map(line => [line, {}]));
  for (const key of keys) {
    for (const span of findAll(patterns()[key], all)) {
      const line = lines.find(({ start, end }) => span.start >= start && span.start <= end);
      const found = line && hits.get(line);
      if (found) (found[key] ??= []).push(span);
    }
  }
  return hits;
}

const keys: (keyof Patterns)[] = [
  'card', 'number', 'weakNumber', 'creditCard', 'credit', 'csc', 'code', 'expiry', 'monthYear', 'expiryForm', 'holder', 'weakHolder', 'notName', 'password',
  'other', 'otherCode', 'iban', 'account', 'nationalId', 'routing',
]; // prettier-ignore

const subjects = ['csc', 'code', 'expiry', 'expiryForm', 'holder', 'number'] as const;

/** What a line is about: of the phrases in it the first, or in a name the last; the others win over a number they overlap. */
function toSubject(line: Line, hits: Hits): (typeof subjects)[number] | null {
  let best: (typeof subjects)[number] | null = null;
  let bestSpan: Span | null = null;
  const isLast = isMachine(line.source);
  for (const subject of subjects) {
    const spans = hits[subject];
    const span = isLast ? spans?.at(-1) : spans?.[0];
    if (!span) continue;
    const isBetter =
      !bestSpan ||
      (isLast
        ? span.end > bestSpan.end
        : span.start < bestSpan.start && (subject !== 'number' || span.end <= bestSpan.start));
    if (isBetter) [best, bestSpan] = [subject, span];
  }
  return best;
}

const group = String.raw`[\p{Nd}xX#*•·●∙_.-]`;
const groupedMask = new RegExp(
  `^\\s*${group}{4}([ -])${group}{4}\\1${group}{4}\\1${group}{1,7}|^\\s*${group}{4}([ -])${group}{6}\\2${group}{5}\\s*$`,
  'mu',
);
const plainMask = /^[\p{Nd}xX#*•·●_]{15,19}$/mu;
const datePattern = /^\s*[01_]?[\d_]\s*\/\s*[\d_]{2,4}\s*$/m;
const digitsPattern = /\{1[3-9](,(19|2\d))?\}|(\\d|\[0-9\])\{4\}.*\{4\}.*\{4\}/;

/** Reads the evidence of one field alone. */
export function readEvidence(facts: OwnFacts): Evidence {
  const scores: Evidence['scores'] = new Map();
  const weak: Evidence['weak'] = new Set();
  const add = (kind: FieldKind, points: number, reason: string, words = ''): void => {
    const score = scores.get(kind);
    if (!score) scores.set(kind, { points, reasons: [reason], words });
    else {
      score.reasons.push(reason);
      if (points > score.points) [score.points, score.words] = [points, words];
    }
  };
  for (const token of facts.autocomplete) {
    for (const [form, kind] of autocompletes) if (form.test(token)) add(kind, 100, 'autocomplete');
  }
  if (facts.provider !== '') {
    for (const [form, kind] of providerFields) if (form.test(facts.provider)) add(kind, 95, 'provider');
  }
  const lines = toLines(facts);
  const hits = findHits(lines, keys);
  const against = new Set<string>();
  let isCredit = false;
  let isNamed = false;
  let isPassword = false;
  for (const line of lines) {
    const found = hits.get(line) ?? {};
    const { source } = line;
    const weight = weights[source];
    const isHuman = !isMachine(source);
    isNamed ||= isHuman && source !== 'description';
    if (source === 'label' || source === 'aria' || source === 'placeholder')
      isCredit ||= found.credit !== undefined;
    if (source !== 'class' && source !== 'hint' && source !== 'description' && source !== 'after') {
      if (found.other) against.add(`not:other.${source}`);
      if (found.otherCode) against.add(`not:code.${source}`);
    }
    isPassword ||= found.password !== undefined && !found.card;
    const subject = toSubject(line, found);
    switch (subject) {
      case 'number':
        add('card-number', 60 * weight, `${source}:card-number`, line.text);
        break;
      case 'csc':
        add('card-csc', 60 * weight, `${source}:card-csc`, line.text);
        break;
      case 'code':
        if (!found.password) weak.add('card-csc');
        if (found.card && !found.otherCode && !found.password)
          add('card-csc', 48 * weight, `${source}:card-csc`, line.text);
        break;
      case 'holder':
        if (!found.notName) add('card-holder', 55 * weight, `${source}:card-holder`, line.text);
        break;
      case 'expiryForm':
        add('card-expiry', 55 * weight, `${source}:card-expiry`, line.text);
        break;
      case 'expiry':
        if (found.expiryForm || found.monthYear || found.card) {
          add('card-expiry', 55 * weight, `${source}:card-expiry`, line.text);
        } else weak.add('card-expiry');
        break;
      case null:
        if (found.monthYear) weak.add('card-expiry');
        if (
          found.creditCard &&
          isHuman &&
          facts.tag !== 'select' &&
          (source !== 'near' || !facts.words.placeholder)
        ) {
          add('card-number', 52 * weight, `${source}:card`, line.text);
        }
        if (found.weakNumber && source !== 'class' && source !== 'hint') weak.add('card-number');
        if (found.weakHolder && source !== 'class') weak.add('card-holder');
        break;
      default:
        subject satisfies never;
    }
    if (found.iban) add('iban', 60 * weight, `${source}:iban`, line.text);
    if (found.routing) add('routing', 55 * weight, `${source}:routing`, line.text);
    if (found.account) add('bank-account', 55 * weight, `${source}:bank-account`, line.text);
    if (found.nationalId) add('national-id', 60 * weight, `${source}:national-id`, line.text);
  }
  if (groupedMask.test(facts.mask)) add('card-number', 55, 'mask:card-number');
  else if (plainMask.test(facts.mask)) weak.add('card-number');
  if (datePattern.test(facts.mask)) add('card-expiry', 48, 'mask:card-expiry');
  if (digitsPattern.test(facts.pattern)) weak.add('card-number');
  const evidence: Evidence = { scores, weak, against: [...against], isNamed, isCredit, isPassword };
  weigh(evidence);
  return evidence;
}

/** Takes away what the words against it refute. Attributes that were made for cards are beyond doubt. */
function weigh({ scores, weak, against, isCredit }: Evidence): void {
  const isOther = against.some(reason => reason.startsWith('not:other'));
  const lower = (kind: FieldKind): void => {
    const score = scores.get(kind);
    if (score && score.points < 95) {
      score.points -= 80;
      score.reasons.push(...against);
    }
  };
  if (isOther && !isCredit) {
    lower('card-number');
    lower('card-expiry');
    lower('card-holder');
  }
  if (against.length > 0) {
    weak.delete('card-csc');
    weak.delete('card-number');
    weak.delete('card-expiry');
  }
}
