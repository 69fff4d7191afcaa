// Decides which card field this is, from facts alone: no page, no time, no memory.
import type { FieldKind } from '../recording/state.ts';
import { addContext, addDoubt } from './context-rules.ts';
import { enough, readEvidence } from './evidence.ts';
import type { FieldFacts } from './facts.ts';
import { toFrameVerdict } from './patterns/frame-verdict.ts';
import { canBe, readSurroundings, type Surroundings } from './surroundings.ts';

/** What a field was recognised as. */
export type Recognition = {
  kind: FieldKind;
  /** 0 to 1; from 0.6 on the field is certain, below it is likely. */
  confidence: number;
  /** Names of the rules that matched, for example `label:card-number.pl`; never text of the page. */
  reasons: string[];
};

/** The kind of card field, or null where it is none. Pure. */
export function classify(facts: FieldFacts): Recognition | null {
  const verdict = toFrameVerdict(facts.host, facts.path);
  if (verdict === 'auth-frame' || !canBe(facts, 'card-expiry')) return null;
  let around: Surroundings | undefined;
  const toSurroundings = (): Surroundings => (around ??= readSurroundings(facts));
  const evidence = readEvidence(facts);
  addContext(facts, evidence, toSurroundings);
  addDoubt(facts, evidence, toSurroundings);
  let best: Recognition | null = null;
  for (const [kind, { points, reasons }] of evidence.scores) {
    const confidence = Math.min(1, Math.round(points) / 100);
    if (points < enough || !canBe(facts, kind) || (best && best.confidence >= confidence)) continue;
    best = { kind, confidence, reasons: reasons.slice(0, 8) };
  }
  if (!best && verdict === 'card-frame')
    return { kind: 'card-number', confidence: 0.9, reasons: ['frame:card-frame'] };
  return best;
}
