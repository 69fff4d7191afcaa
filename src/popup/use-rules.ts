// What the settings say about the popup itself.
import { useEffect, useState } from 'preact/hooks';
import type { Comforts } from '../settings/comforts.ts';
import { ask } from '../ui/worker.ts';

export type Rules = {
  comforts: Comforts | null;
  /** Whether whoever resumes over a card field has to say why. */
  asksReason: boolean;
  /** Whether anybody may. */
  mayOverride: boolean;
};

/** The worker keeps to the same rules, whatever is known here. */
const unknown: Rules = { comforts: null, asksReason: false, mayOverride: true };

export function useRules(): Rules {
  const [rules, setRules] = useState(unknown);
  useEffect(() => {
    ask({ type: 'getSettings' }).then(
      ({ settings: { comforts, asksReason }, policy }) =>
        setRules({ comforts, asksReason, mayOverride: policy.switches.allowOverride }),
      () => undefined,
    );
  }, []);
  return rules;
}
