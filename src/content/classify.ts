// Decides which card field this is, from facts alone: no page, no time, no memory.
import type { FieldKind } from '../recording/state.ts';
import { enough, readEvidence, type Evidence } from './evidence.ts';
import type { FieldFacts, OwnFacts } from './facts.ts';
import { findAll, patterns, toLanguage } from './patterns/compile.ts';
import { toFrameVerdict } from './patterns/frame-hosts.ts';

/** What a field was recognised as. */
export type Recognition = {
  kind: FieldKind;
  /** 0 to 1; from 0.6 on the field is certain, below it is likely. */
  confidence: number;
  /** Names of the rules that matched, for example `label:card-number.pl`; never text of the page. */
  reasons: string[];
};

const untyped = new Set([
  'checkbox',
  'radio',
  'submit',
  'button',
  'reset',
  'image',
  'file',
  'hidden',
  'range',
  'color',
  'search',
  'email',
  'url',
  'time',
  'week',
  'datetime-local',
]);
const dates = new Set(['month', 'date']);

/** Which kinds an element of this shape can be. */
function canBe(facts: OwnFacts, kind: FieldKind): boolean {
  if (untyped.has(facts.type)) return false;
  if (dates.has(facts.type)) return kind === 'card-expiry';
  if (facts.tag === 'select') return kind === 'card-expiry';
  return true;
}

type Peer = { facts: OwnFacts; evidence: Evidence; distance: number; isAfter: boolean };

function readPeers({ before, after }: FieldFacts): Peer[] {
  const toPeer =
    (isAfter: boolean) =>
    (facts: OwnFacts, index: number): Peer => ({
      facts,
      evidence: readEvidence(facts),
      distance: index + 1,
      isAfter,
    });
  return [...before.map(toPeer(false)), ...after.map(toPeer(true))];
}

/** What the neighbours are: how near the nearest proven field of each kind stands, and how much of a card form this is. */
function readSurroundings(facts: FieldFacts, own: FieldKind) {
  const peers = readPeers(facts);
  const proven = new Map<FieldKind, number>();
  const hinted = new Set<FieldKind>();
  for (const { facts: peer, evidence, distance } of peers) {
    for (const [kind, score] of evidence.scores) {
      if (score.points >= enough && canBe(peer, kind))
        proven.set(kind, Math.min(distance, proven.get(kind) ?? 99));
    }
    for (const kind of evidence.weak) if (canBe(peer, kind)) hinted.add(kind);
    if (peer.options === 'months' || peer.options === 'years') hinted.add('card-expiry');
  }
  const cardKinds: FieldKind[] = ['card-number', 'card-csc', 'card-expiry', 'card-holder'];
  let strength = 0;
  for (const kind of cardKinds) {
    if (kind === own) continue;
    if (proven.has(kind)) strength += 1;
    else if (hinted.has(kind) && kind !== 'card-holder') strength += 0.5;
  }
  const over = `${facts.heading}\n${facts.container}`;
  const isPayment = findAll(patterns().payment, over).length > 0;
  return { peers, proven, strength, isPayment };
}

const isSmallBox = ({ maxLength, tag }: OwnFacts): boolean =>
  tag === 'input' && maxLength >= 3 && maxLength <= 6;

/** Whether this is one of three to five boxes that hold a card number between them. */
function isSplitNumber(facts: FieldFacts, peers: Peer[]): boolean {
  if (!isSmallBox(facts)) return false;
  const isPart = ({ facts: peer, evidence }: Peer): boolean => {
    const csc = evidence.scores.get('card-csc');
    const expiry = evidence.scores.get('card-expiry');
    return isSmallBox(peer) && !csc && !expiry && peer.options === '';
  };
  const run = (list: Peer[]): Peer[] => {
    const end = list.findIndex(peer => !isPart(peer));
    return end < 0 ? list : list.slice(0, end);
  };
  const parts = [...run(peers.filter(peer => !peer.isAfter)), ...run(peers.filter(peer => peer.isAfter))];
  if (parts.length < 2 || parts.length > 4) return false;
  const own = readEvidence(facts);
  if (own.against.length > 0 || parts.some(({ evidence }) => evidence.against.length > 0)) return false;
  const isNumber = (evidence: Evidence): boolean =>
    (evidence.scores.get('card-number')?.points ?? 0) >= enough;
  if (isNumber(own) || parts.some(({ evidence }) => isNumber(evidence))) return true;
  const isFours =
    parts.length === 3 && facts.maxLength === 4 && parts.every(({ facts: peer }) => peer.maxLength === 4);
  return (
    isFours &&
    peers.some(
      ({ evidence }) =>
        (evidence.scores.get('card-csc')?.points ?? 0) >= enough ||
        (evidence.scores.get('card-expiry')?.points ?? 0) >= enough,
    )
  );
}

function addContext(facts: FieldFacts, evidence: Evidence): void {
  const { scores, weak, against } = evidence;
  const has = (kind: FieldKind): boolean => (scores.get(kind)?.points ?? 0) >= enough;
  const promote = (kind: FieldKind, points: number, reason: string): void => {
    if (!has(kind)) scores.set(kind, { points, reasons: [`context:${reason}`], words: '' });
  };
  if (has('card-number') || has('card-csc')) return;
  const isText = facts.tag !== 'select' && !dates.has(facts.type);
  const isPlain = isText && against.length === 0;
  const isShort = facts.maxLength === 3 || facts.maxLength === 4;
  const isLong = facts.maxLength >= 13 && facts.maxLength <= 25;
  if (isPlain && (weak.has('card-number') || isLong || isSmallBox(facts))) {
    const { peers, proven, strength, isPayment } = readSurroundings(facts, 'card-number');
    const cscDistance = proven.get('card-csc') ?? 99;
    if (isSplitNumber(facts, peers)) return promote('card-number', 60, 'split-number');
    if (
      weak.has('card-number') &&
      !has('card-expiry') &&
      (strength >= 2 || cscDistance <= 4 || (strength >= 1 && (isPayment || isLong)))
    ) {
      return promote('card-number', 55, 'card-number');
    }
    if (isLong && !evidence.isNamed && strength >= 1.5) return promote('card-number', 50, 'length');
  }
  if (isPlain && weak.has('card-csc')) {
    const { proven, strength, isPayment } = readSurroundings(facts, 'card-csc');
    const near = Math.min(proven.get('card-number') ?? 99, proven.get('card-expiry') ?? 99);
    if (near <= 6) return promote('card-csc', 60, 'card-csc');
    if (strength >= 1 || (isShort && isPayment)) return promote('card-csc', 50, 'card-csc');
  }
  if (isPlain && isShort && !evidence.isNamed && scores.size === 0) {
    const { strength } = readSurroundings(facts, 'card-csc');
    if (strength >= 1.5) return promote('card-csc', 50, 'length');
  }
  if (
    (weak.has('card-expiry') || facts.options === 'months' || facts.options === 'years') &&
    !has('card-expiry')
  ) {
    const { proven, strength, isPayment } = readSurroundings(facts, 'card-expiry');
    const near = Math.min(
      proven.get('card-number') ?? 99,
      proven.get('card-csc') ?? 99,
      proven.get('card-expiry') ?? 99,
    );
    if (near <= 6) promote('card-expiry', 55, 'card-expiry');
    else if (strength >= 1 || (isPayment && weak.has('card-expiry')))
      promote('card-expiry', 50, 'card-expiry');
  }
  if (isText && weak.has('card-holder') && !has('card-holder')) {
    const { proven } = readSurroundings(facts, 'card-holder');
    const isNext = (proven.get('card-number') ?? 99) === 1 || (proven.get('card-expiry') ?? 99) === 1;
    if (isNext && proven.size >= 2) promote('card-holder', 50, 'card-holder');
  }
}

/** A lone card number beside a password logs somebody in, or unlocks a gift card: no payment. */
function doubtLogin(facts: FieldFacts, { scores, isCredit }: Evidence): void {
  const score = scores.get('card-number');
  if (!score || score.points < enough || score.points >= 95 || isCredit) return;
  const { peers, proven } = readSurroundings(facts, 'card-number');
  if (proven.has('card-csc') || proven.has('card-expiry')) return;
  if (!peers.some(({ evidence, distance }) => evidence.isPassword && distance <= 3)) return;
  score.points -= 30;
  score.reasons.push('not:login');
}

const languageKeys = {
  'card-number': ['card', 'number'],
  'card-csc': ['code', 'card'],
  'card-expiry': ['expiry', 'monthYear'],
  'card-holder': ['holder', 'name', 'card'],
  'bank-account': ['account'],
  iban: [],
  routing: [],
  'national-id': ['nationalId'],
} as const;

/** The kind of card field, or null where it is none. Pure. */
export function classify(facts: FieldFacts): Recognition | null {
  const verdict = toFrameVerdict(facts.host, facts.path);
  if (verdict === 'auth-frame' || untyped.has(facts.type)) return null;
  const evidence = readEvidence(facts);
  addContext(facts, evidence);
  doubtLogin(facts, evidence);
  let best: Recognition | null = null;
  for (const [kind, { points, reasons, words }] of evidence.scores) {
    const confidence = Math.min(1, Math.round(points) / 100);
    if (points < enough || !canBe(facts, kind) || (best && best.confidence >= confidence)) continue;
    const language = words === '' ? '' : `.${toLanguage(words, [...languageKeys[kind]])}`;
    best = {
      kind,
      confidence,
      reasons: reasons.map((reason, index) => (index === 0 ? reason + language : reason)).slice(0, 8),
    };
  }
  if (!best && verdict === 'card-frame')
    return { kind: 'card-number', confidence: 0.9, reasons: ['frame:card-frame'] };
  return best;
}
