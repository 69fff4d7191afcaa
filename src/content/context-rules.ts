// What neighbours add to a field's own words, and what they take away. Ordered: the first rule that speaks decides.
import type { FieldKind } from '../recording/state.ts';
import { certain, enough, type Evidence } from './evidence.ts';
import type { FieldFacts, OwnFacts } from './facts.ts';
import { scoreOf, type Peer, type Surroundings } from './surroundings.ts';

/** A kind that the context supports: points and the name of the rule. */
type Finding = [kind: FieldKind, points: number, rule: string];
type Rule = (facts: FieldFacts, evidence: Evidence, around: Surroundings) => Finding | null;

const isBox = ({ maxLength, tag }: OwnFacts): boolean => tag === 'input' && maxLength >= 3 && maxLength <= 6;
/** A box, or a field of which nothing says how much or what goes into it. */
const isOpenBox = (facts: OwnFacts, { isNamed }: Evidence): boolean =>
  isBox(facts) || (facts.tag === 'input' && facts.maxLength === 0 && !isNamed);
/** What has words of its own begins anew: boxes before it belong to something else. */
const isLabelled = ({ words }: OwnFacts): boolean => Boolean(words.label || words.near);
const isLong = ({ maxLength }: OwnFacts): boolean => maxLength >= 13 && maxLength <= 25;
const isShort = ({ maxLength }: OwnFacts): boolean => maxLength === 3 || maxLength === 4;
const isText = ({ tag, type }: OwnFacts): boolean => tag !== 'select' && type !== 'month' && type !== 'date';
const has = (evidence: Evidence, kind: FieldKind): boolean => scoreOf(evidence, kind) >= enough;

/** One of three to five boxes that hold a card number between them. */
const isSplitNumber: Rule = (facts, own, { peers }) => {
  const isPart = ({ facts: peer, evidence }: Peer): boolean =>
    (isOpenBox(peer, evidence) || has(evidence, 'card-number')) &&
    !evidence.scores.has('card-csc') &&
    !evidence.scores.has('card-expiry');
  const run = (isAfter: boolean): Peer[] => {
    const list = peers.filter(peer => peer.isAfter === isAfter);
    const end = list.findIndex(
      (peer, index) => !isPart(peer) || isLabelled(isAfter ? peer.facts : (list[index - 1]?.facts ?? facts)),
    );
    return end < 0 ? list : list.slice(0, end);
  };
  const parts = [...run(false), ...run(true)];
  if (!isOpenBox(facts, own) || parts.length < 2 || parts.length > 4) return null;
  const all = [own, ...parts.map(({ evidence }) => evidence)];
  if (all.some(({ against }) => against.length > 0)) return null;
  const isFours =
    parts.length === 3 && [facts, ...parts.map(part => part.facts)].every(part => part.maxLength === 4);
  const isCard =
    all.some(({ weak }) => weak.has('card-number')) ||
    peers.some(({ evidence }) => has(evidence, 'card-csc') || has(evidence, 'card-expiry'));
  return all.some(evidence => has(evidence, 'card-number')) || (isFours && isCard)
    ? ['card-number', 60, 'split-number']
    : null;
};

const isWeakNumber: Rule = (facts, { weak, against, isNamed }, { proven, hinted, strength, isPayment }) => {
  // What is called a number beside a card number is the number of something else, unless it has room for just such a one.
  if (against.length > 0 || (proven('card-number') < 99 && !isLong(facts))) return null;
  const others = strength('card-number');
  if (weak.has('card-number')) {
    const isBesideCsc =
      proven('card-csc') <= 4 ||
      (hinted('card-csc') <= 4 && Math.min(hinted('card-expiry'), proven('card-expiry')) <= 5);
    if (others >= 2 || isBesideCsc || (others >= 1 && (isPayment || isLong(facts))))
      return ['card-number', 55, 'card-number'];
  }
  return isLong(facts) && !isNamed && others >= 1.5 ? ['card-number', 50, 'length'] : null;
};

const isWeakCsc: Rule = (
  facts,
  { weak, against, isNamed, scores },
  { peers, proven, strength, isPayment },
) => {
  if (against.length > 0 || facts.maxLength === 2) return null;
  const others = strength('card-csc');
  if (weak.has('card-csc')) {
    if (Math.min(proven('card-number'), proven('card-expiry')) <= 6) return ['card-csc', 60, 'card-csc'];
    return others >= 1 || (isShort(facts) && isPayment) ? ['card-csc', 50, 'card-csc'] : null;
  }
  // A box behind another box is a part of what that one is.
  const isNext = peers.some(
    ({ facts: peer, evidence, distance, isAfter }) =>
      !isAfter && distance === 1 && isBox(peer) && evidence.scores.size === 0,
  );
  return isShort(facts) && !isNamed && !isNext && scores.size === 0 && others >= 1.5
    ? ['card-csc', 50, 'length']
    : null;
};

const isWeakExpiry: Rule = ({ options }, { weak }, { proven, strength, isPayment }) => {
  const isWeak = weak.has('card-expiry');
  if (!isWeak && options !== 'months' && options !== 'years') return null;
  if (Math.min(proven('card-number'), proven('card-csc'), proven('card-expiry')) <= 6)
    return ['card-expiry', 55, 'card-expiry'];
  return strength('card-expiry') >= 1 || (isPayment && isWeak) ? ['card-expiry', 50, 'card-expiry'] : null;
};

/** Of two names side by side neither is the one on a card: they are the halves of somebody's. */
const isWeakHolder: Rule = (_facts, _own, { proven, hinted, strength }) =>
  hinted('card-holder') > 1 &&
  Math.min(proven('card-number'), proven('card-expiry')) === 1 &&
  strength('card-holder') >= 2
    ? ['card-holder', 50, 'card-holder']
    : null;

/** Adds what the neighbours support, unless the field's own words have proven what it is. */
export function addContext(facts: FieldFacts, evidence: Evidence, around: () => Surroundings): void {
  if ((['card-number', 'card-csc', 'card-expiry'] as const).some(kind => has(evidence, kind))) return;
  const { weak, isNamed } = evidence;
  const rules: Rule[] = [];
  if (isText(facts)) {
    if (isOpenBox(facts, evidence)) rules.push(isSplitNumber);
    if (weak.has('card-number') || isLong(facts)) rules.push(isWeakNumber);
    if (weak.has('card-csc') || (isShort(facts) && !isNamed)) rules.push(isWeakCsc);
  }
  if (!has(evidence, 'card-expiry') && (weak.has('card-expiry') || facts.options !== ''))
    rules.push(isWeakExpiry);
  if (isText(facts) && weak.has('card-holder') && !has(evidence, 'card-holder')) rules.push(isWeakHolder);
  for (const rule of rules) {
    const finding = rule(facts, evidence, around());
    if (!finding) continue;
    const [kind, points, name] = finding;
    evidence.scores.set(kind, { points, reasons: [`context:${name}`] });
    return;
  }
}

/** Takes away what stands in the wrong place: under the heading of a gift card, beside a password, in a box too small. */
export function addDoubt(facts: FieldFacts, evidence: Evidence, around: () => Surroundings): void {
  const { scores, isCredit } = evidence;
  for (const kind of ['card-number', 'card-csc', 'card-expiry'] as const) {
    const score = scores.get(kind);
    if (!score || score.points < enough || score.points >= certain) continue;
    const doubt = findDoubt(kind, facts, evidence, isCredit, around());
    if (!doubt) continue;
    score.points -= 30;
    score.reasons.push(`not:${doubt}`);
  }
}

function findDoubt(
  kind: FieldKind,
  facts: FieldFacts,
  evidence: Evidence,
  isCredit: boolean,
  around: Surroundings,
): string | null {
  const { peers, proven, hinted, isOtherCard } = around;
  const hasExpiry = Math.min(proven('card-expiry'), hinted('card-expiry')) < 99;
  if (kind === 'card-number' && facts.maxLength > 0 && facts.maxLength < 8 && proven('card-number') > 1) {
    if (!isSplitNumber(facts, evidence, around)) return 'short';
  }
  if (isCredit) return null;
  if (isOtherCard && !hasExpiry) return 'heading';
  const isBesidePassword = peers.some(peer => peer.evidence.isPassword && peer.distance <= 3);
  if (kind === 'card-number' && isBesidePassword && !hasExpiry && proven('card-csc') === 99) return 'login';
  return null;
}
