// Decides which card field this is, from facts alone: no page, no time, no memory.
import type { FieldKind } from '../recording/state.ts';
import type { FieldFacts, OwnFacts } from './facts.ts';
import { patterns } from './patterns/compile.ts';

/** What a field was recognised as. */
export type Recognition = {
  kind: FieldKind;
  /** 0 to 1; from 0.6 on the field is certain, below it is likely. */
  confidence: number;
  /** Names of the rules that matched, for example `label:card-number.pl`; never text of the page. */
  reasons: string[];
};

const autocompleteKinds: Record<string, FieldKind> = {
  'cc-number': 'card-number', ccnumber: 'card-number', 'card-number': 'card-number', cardnumber: 'card-number',
  'cc-csc': 'card-csc', 'cc-cvc': 'card-csc', 'cc-cvv': 'card-csc',
  'cc-exp': 'card-expiry', 'cc-exp-month': 'card-expiry', 'cc-exp-year': 'card-expiry',
  'cc-name': 'card-holder', 'cc-given-name': 'card-holder', 'cc-family-name': 'card-holder',
}; // prettier-ignore

type Scores = Partial<Record<FieldKind, { points: number; reasons: string[] }>>;

const sources = ['label', 'name', 'id', 'placeholder', 'title', 'near', 'hints'] as const;

function scoreOwn(facts: OwnFacts): {
  scores: Scores;
  isWeakNumber: boolean;
  isWeakCsc: boolean;
  isMonthYear: boolean;
} {
  const { number, csc, expiry, holder, weakNumber, weakCsc, monthYear, not } = patterns();
  const scores: Scores = {};
  const add = (kind: FieldKind, points: number, reason: string): void => {
    const score = (scores[kind] ??= { points: 0, reasons: [] });
    score.points = Math.max(score.points, points);
    score.reasons.push(reason);
  };
  for (const token of facts.autocomplete) {
    const kind = autocompleteKinds[token];
    if (kind) add(kind, 100, `autocomplete:${token}`);
  }
  let isWeakNumber = false;
  let isWeakCsc = false;
  let isMonthYear = false;
  let negative: string | null = null;
  for (const source of sources) {
    const words = facts[source];
    if (words === '') continue;
    const cscId = csc(words);
    if (cscId) add('card-csc', 60, `${source}:card-csc.${cscId}`);
    const expiryId = expiry(words);
    if (expiryId) add('card-expiry', 55, `${source}:card-expiry.${expiryId}`);
    const holderId = holder(words);
    if (holderId && !cscId) add('card-holder', 50, `${source}:card-holder.${holderId}`);
    const numberId = cscId || expiryId ? null : number(words);
    if (numberId) add('card-number', 60, `${source}:card-number.${numberId}`);
    isWeakNumber ||= weakNumber(words) !== null;
    isWeakCsc ||= weakCsc(words) !== null;
    isMonthYear ||= monthYear(words) !== null;
    negative ??= not(words);
  }
  if (/^[\s\dxX#*•·_.-]{13,}$/.test(facts.mask) && /^(?:\D*[\dxX#*•·_]){14,19}\D*$/.test(facts.mask)) {
    add('card-number', 55, 'placeholder:mask');
  }
  if (negative) {
    for (const score of Object.values(scores)) {
      if (score.points < 100) score.points -= 80;
    }
  }
  return { scores, isWeakNumber, isWeakCsc, isMonthYear };
}

const isSelectable = (facts: OwnFacts): boolean => facts.tag !== 'select' || facts.maxLength === -1;

/** The kind of card field, or null. Pure. */
export function classify(facts: FieldFacts): Recognition | null {
  const { scores, isWeakNumber, isWeakCsc, isMonthYear } = scoreOwn(facts);
  const neighbours = [...facts.before, ...facts.after].map(peer => scoreOwn(peer).scores);
  const near = new Set<string>();
  for (const neighbour of neighbours) {
    for (const [kind, score] of Object.entries(neighbour)) if (score.points >= 45) near.add(kind);
  }
  if (isWeakCsc && (near.has('card-number') || near.has('card-expiry'))) {
    scores['card-csc'] ??= { points: 55, reasons: ['context:card-csc'] };
  }
  if (isWeakNumber && near.has('card-csc') && near.has('card-expiry') && Object.keys(scores).length === 0) {
    scores['card-number'] ??= { points: 55, reasons: ['context:card-number'] };
  }
  if (isMonthYear && (near.has('card-number') || near.has('card-csc'))) {
    scores['card-expiry'] ??= { points: 50, reasons: ['context:card-expiry'] };
  }
  let best: Recognition | null = null;
  for (const [kind, score] of Object.entries(scores) as [
    FieldKind,
    { points: number; reasons: string[] },
  ][]) {
    if (score.points < 45 || (kind === 'card-number' && !isSelectable(facts))) continue;
    const confidence = Math.min(1, score.points / 100);
    if (!best || confidence > best.confidence) best = { kind, confidence, reasons: score.reasons };
  }
  return best;
}
