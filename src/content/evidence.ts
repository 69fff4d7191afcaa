// What a field's own words say, before its neighbours are asked.
import type { FieldKind } from '../recording/state.ts';
import { sources, type OwnFacts, type Source } from './facts.ts';
import { fits, type WordKind } from './patterns/find.ts';
import { toBareWords, toLines, toSubject, type Line } from './phrases.ts';

/** How strongly one kind is supported, and by which rules. */
export type Score = { points: number; reasons: string[] };

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
  /** Whether its label says that it is an expiry date or a code, if of what is not said. */
  isElse: boolean;
  /** Whether its words speak of a password or PIN. */
  isPassword: boolean;
};

/** From here on a score is a recognition. */
export const enough = 45;

/** From here on it is beyond doubt: attributes that were made for cards. */
export const certain = 95;

const weights: Record<Source, number> = {
  label: 1, aria: 1, placeholder: 1, name: 1, id: 1, hint: 0.95, title: 0.9, near: 0.9, after: 0.8, description: 0.7, class: 0.8,
}; // prettier-ignore

/** Names are read from the end: what comes first is the form they belong to. */
const machineSources = new Set<Source>(['name', 'id', 'hint', 'class']);
/** Places too far from the field to speak against it. */
const remoteSources = new Set<Source>(['class', 'hint', 'description', 'after']);
/** Places that say for certain what people are asked for. */
const labelSources = new Set<Source>(['label', 'aria', 'placeholder', 'near']);

const autocompletes: [RegExp, FieldKind][] = [
  [/^(cc|card)-?num(ber)?$/, 'card-number'],
  [/^(cc|card)-?(csc|cvc|cvv|cvn)$|^csc$|^cvv$|^cvc$/, 'card-csc'],
  [/^cc-?exp(-?(month|year|iry))?$/, 'card-expiry'],
  [/^cc-?name$/, 'card-holder'],
];

/** What a card form asks for. */
export const formKinds = ['card-number', 'card-csc', 'card-expiry', 'card-holder'] as const;
const subjectPoints = { 'card-number': 60, 'card-csc': 60, 'card-expiry': 55, 'card-holder': 55 } as const;
const optIn: [WordKind, FieldKind, number][] = [
  ['iban', 'iban', 60], ['routing', 'routing', 55], ['account', 'bank-account', 50], ['nationalId', 'national-id', 60],
]; // prettier-ignore

/** Reads the evidence of one field alone. */
export function readEvidence(facts: OwnFacts): Evidence {
  const evidence: Evidence = {
    scores: new Map(),
    weak: new Set(),
    against: [],
    isNamed: false,
    isCredit: false,
    isElse: false,
    isPassword: false,
  };
  for (const token of facts.autocomplete) {
    for (const [form, kind] of autocompletes) if (form.test(token)) add(evidence, kind, 100, 'autocomplete');
  }
  for (const kind of formKinds)
    if (fits(`provider:${kind}`, facts.provider)) add(evidence, kind, certain, 'provider');
  const texts = sources.flatMap(source =>
    (facts.words[source] ?? '')
      .split('\n')
      .filter(Boolean)
      .map(text => ({ source, text })),
  );
  const lines = toLines(texts.map(({ text }) => text));
  // Classes are copied from field to field: where other words say address or phone, a class says nothing.
  const isAside = lines.some(
    (line, index) => texts[index]?.source !== 'class' && line.words('aside').length > 0,
  );
  for (const [index, line] of lines.entries()) {
    const source = texts[index]?.source;
    if (source && !(isAside && source === 'class')) readLine(evidence, facts, source, line);
  }
  evidence.isNamed ||= isAside || evidence.weak.has('card-holder');
  if (fits('mask:card-number', facts.mask)) add(evidence, 'card-number', 55, 'mask:card-number');
  else if (fits('digits', facts.mask) || fits('pattern', facts.pattern)) evidence.weak.add('card-number');
  if (fits('mask:card-expiry', facts.mask)) add(evidence, 'card-expiry', 48, 'mask:card-expiry');
  weigh(evidence);
  preferLabel(evidence);
  return evidence;
}

function add({ scores }: Evidence, kind: FieldKind, points: number, reason: string): void {
  const score = scores.get(kind);
  if (!score) scores.set(kind, { points, reasons: [reason] });
  else {
    score.points = Math.max(score.points, points);
    score.reasons.push(reason);
  }
}

function readLine(evidence: Evidence, facts: OwnFacts, source: Source, line: Line): void {
  const has = (kind: WordKind): boolean => line.words(kind).length > 0;
  const isMachine = machineSources.has(source);
  const weight = weights[source];
  const { weak, against } = evidence;
  evidence.isNamed ||= !isMachine && !remoteSources.has(source);
  evidence.isCredit ||= labelSources.has(source) && has('credit');
  const isPassword = has('password');
  evidence.isPassword ||= isPassword && !has('card');
  // A sentence beside a field that says itself what it is, is about something else.
  const isOverruled = source === 'near' && Boolean(facts.words.aria || facts.words.placeholder);
  if (!remoteSources.has(source) && !isOverruled) {
    if (has('other')) against.push(`not:other.${source}`);
    if (has('otherCodes')) against.push(`not:code.${source}`);
  }
  const found = toSubject(line, isMachine);
  evidence.isElse ||= labelSources.has(source) && /^(exp|cod)/.test(found?.subject ?? '');
  if (!found) readBareLine(evidence, facts, source, line);
  else if (found.subject === 'expiry') weak.add('card-expiry');
  else if (found.subject === 'code') {
    if (!isPassword) weak.add('card-csc');
    if (!isPassword && has('card') && !has('otherCodes')) {
      add(evidence, 'card-csc', 48 * weight, `${source}:card-csc.${found.language}`);
    }
  } else if (found.subject !== 'card-holder' || !has('aside')) {
    add(
      evidence,
      found.subject,
      subjectPoints[found.subject] * weight,
      `${source}:${found.subject}.${found.language || 'en'}`,
    );
  }
  for (const [words, kind, points] of optIn)
    if (has(words)) add(evidence, kind, points * weight, `${source}:${kind}`);
}

/** A line without a phrase may still say "number", "month" or "name". */
function readBareLine(evidence: Evidence, facts: OwnFacts, source: Source, line: Line): void {
  const { weak } = evidence;
  const isMachine = machineSources.has(source);
  if (line.words('monthYear').length > 0) weak.add('card-expiry');
  if (source === 'class') return;
  if (line.words('name').length > 0 || line.words('holder').length > 0) weak.add('card-holder');
  if (source === 'hint') return;
  const bare = toBareWords(line);
  if (bare) weak.add('card-number');
  // Text that stands over a field with a placeholder is the heading of the form.
  const isHeading = source === 'near' && facts.words.placeholder;
  if (bare === 'credit-card' && !isMachine && !isHeading && facts.tag !== 'select') {
    add(evidence, 'card-number', 52 * weights[source], `${source}:card`);
  }
}

/** Fields get their names by copying, so a name that says number is weaker than words beside it that say otherwise. */
function preferLabel({ scores, isElse }: Evidence): void {
  const number = scores.get('card-number');
  if (!number || number.points >= certain) return;
  if (!isElse && (scores.get('card-csc')?.points ?? 0) < 54) return;
  if (!number.reasons.some(reason => /^(?:label|aria|near|place|mask)/.test(reason)))
    scores.delete('card-number');
}

/** Takes away what the words against it refute. Attributes that were made for cards are beyond doubt. */
function weigh({ scores, weak, against, isCredit }: Evidence): void {
  if (against.length === 0) return;
  for (const kind of ['card-csc', 'card-number', 'card-expiry'] as const) weak.delete(kind);
  if (isCredit || !against.some(reason => reason.startsWith('not:other'))) return;
  for (const kind of formKinds) {
    const score = scores.get(kind);
    // "CVV" is one whatever else is said; a mere code of a card is not.
    if (!score || score.points >= (kind === 'card-csc' ? 50 : certain)) continue;
    score.points -= 80;
    score.reasons.push(...against);
  }
}
