// Who or what did it: a person, a rule of recognition, a limit, policy, or the recovery after a death.
import type { EntryFact } from './entries.ts';

export const actors = ['agent', 'rule', 'limit', 'policy', 'recovery', 'recorder', 'self'] as const;
export type Actor = (typeof actors)[number];

/** Who or what brought a fact about. `self` is CardHush in the course of things. */
export function toActor(fact: EntryFact): Actor {
  switch (fact.type) {
    case 'holdStarted':
      return fact.origin === 'manual' ? 'agent' : 'rule';
    case 'holdEnded':
    case 'episodeEnded':
      return toEnder(fact.reason);
    case 'typed':
    case 'overridden':
    case 'pauseReasoned':
    case 'gateBroken':
    case 'personSaw':
    case 'exported':
      return 'agent';
    case 'extended':
      return fact.by === 'person' ? 'agent' : 'limit';
    case 'heldAgain':
      return 'limit';
    case 'drilled':
      return fact.by === 'schedule' ? 'policy' : 'agent';
    case 'pauseRefused':
    case 'budgetReached':
    case 'cut':
      return 'policy';
    case 'settingsChanged':
      return fact.by === 'policy' ? 'policy' : 'agent';
    case 'recovered':
    case 'entriesLost':
    case 'notesLost':
      return 'recovery';
    case 'paused':
    case 'verified':
    case 'contradicted':
    case 'resumed':
    case 'callOver':
    case 'absent':
    case 'failed':
      return 'recorder';
    case 'episodeStarted':
    case 'requested':
    case 'targeted':
    case 'alertStarted':
    case 'alertEnded':
    case 'clockJumped':
    case 'opened':
    case 'notShipped':
      return 'self';
    default:
      // What a later version has written.
      fact satisfies never;
      return 'self';
  }
}

function toEnder(reason: Extract<EntryFact, { type: 'holdEnded' }>['reason']): Actor {
  switch (reason) {
    case 'person':
    case 'blur':
    case 'away':
      return 'agent';
    case 'softLimit':
    case 'hardLimit':
      return 'limit';
    case 'policy':
      return 'policy';
    case 'leaseExpired':
    case 'unclaimed':
      return 'recovery';
    case 'removed':
    case 'pagehide':
    case 'gone':
      return 'rule';
    default:
      reason satisfies never;
      return 'self';
  }
}
