// What the neighbours of a field amount to: how much of a card form it stands in.
import type { FieldKind } from '../recording/state.ts';
import { enough, formKinds, readEvidence, type Evidence } from './evidence.ts';
import type { FieldFacts, OwnFacts } from './facts.ts';
import { hasWords } from './patterns/find.ts';
import { untyped } from './tree.ts';

/** A neighbour with its evidence; `distance` counts fields. */
export type Peer = { facts: OwnFacts; evidence: Evidence; distance: number; isAfter: boolean };

/** The neighbourhood of one field. */
export type Surroundings = {
  peers: Peer[];
  /** Distance to the nearest neighbour that is surely of this kind; 99 without one. */
  proven(kind: FieldKind): number;
  /** The same for one that may be of this kind. */
  hinted(kind: FieldKind): number;
  /** How many kinds of card field stand around besides this one; a hint counts half. */
  strength(except: FieldKind): number;
  /** Whether headings or names around say that this is about paying. */
  isPayment: boolean;
  /** Whether the heading says that this is about a card of another sort. */
  isOtherCard: boolean;
};

const unfit = /^(search|url|time|week|datetime-local)$/;

/** Which kinds an element of this shape can be. */
export function canBe({ tag, type }: OwnFacts, kind: FieldKind): boolean {
  if (untyped.test(type) || unfit.test(type)) return false;
  return kind === 'card-expiry' || (tag !== 'select' && type !== 'month' && type !== 'date');
}

export const scoreOf = (evidence: Evidence, kind: FieldKind): number =>
  evidence.scores.get(kind)?.points ?? 0;

const isDateSelect = ({ options }: OwnFacts): boolean => options === 'months' || options === 'years';

/** Reads the evidence of every neighbour. */
export function readSurroundings(facts: FieldFacts): Surroundings {
  const toPeers = (list: OwnFacts[], isAfter: boolean): Peer[] =>
    list.map((peer, index) => ({ facts: peer, evidence: readEvidence(peer), distance: index + 1, isAfter }));
  const peers = [...toPeers(facts.before, false), ...toPeers(facts.after, true)];
  const nearest = (isOne: (peer: Peer) => boolean): number =>
    Math.min(99, ...peers.filter(isOne).map(peer => peer.distance));
  const proven = (kind: FieldKind): number =>
    nearest(peer => scoreOf(peer.evidence, kind) >= enough && canBe(peer.facts, kind));
  const hinted = (kind: FieldKind): number =>
    nearest(
      ({ facts: peer, evidence }) =>
        canBe(peer, kind) && (evidence.weak.has(kind) || (kind === 'card-expiry' && isDateSelect(peer))),
    );
  const [title = ''] = facts.heading.split('\n');
  return {
    peers,
    proven,
    hinted,
    strength: except =>
      formKinds
        .filter(kind => kind !== except)
        .map(kind => (proven(kind) < 99 ? 1 : hinted(kind) < 99 && kind !== 'card-holder' ? 0.5 : 0))
        .reduce((sum: number, share) => sum + share, 0),
    isPayment: hasWords('payment', `${facts.heading}\n${facts.container}`),
    isOtherCard: hasWords('other', title) && hasWords('card', title) && !hasWords('credit', title),
  };
}
