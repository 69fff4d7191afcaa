// What a person may do by hand now, and how much of the budgets is used.
import { useEffect, useState } from 'preact/hooks';
import type { Ruling } from '../governance/decide.ts';
import { ask } from '../ui/worker.ts';

/** Asked again whenever `moment` changes; null until it is known. The worker keeps to it whatever is known here. */
export function useRuling(moment: string): Ruling | null {
  const [ruling, setRuling] = useState<Ruling | null>(null);
  useEffect(() => {
    ask({ type: 'getRuling' }).then(
      answer => setRuling(answer.ruling),
      () => undefined,
    );
  }, [moment]);
  return ruling;
}
