// Scripts beside this one, in the same world, that can know better than recognition what a field is: an
// administrator's rules, and the watch on free text. They are registered only where there is something for them to do.
import type { Recognition } from './classify.ts';
import { instanceKey, type Instance } from './instance.ts';

/** What a script knows about an element: it holds as this, or (null) it does not hold, or nothing (undefined). */
export type Judge = (element: Element) => Recognition | null | undefined;

const judgesKey = Symbol.for('cardhush:judges');
const world = globalThis as { [judgesKey]?: Map<string, Judge>; [instanceKey]?: Instance };

/** Whatever says that a field holds wins over whatever says that it does not; undefined where nobody knows. */
export function judge(element: Element): Recognition | null | undefined {
  let verdict: null | undefined;
  for (const ask of world[judgesKey]?.values() ?? []) {
    const said = ask(element);
    if (said) return said;
    if (said === null) verdict = null;
  }
  return verdict;
}

/** Sets what one script knows, and has the focus looked at anew where that may have changed something. */
export function setJudge(name: string, ask: Judge, isNews = true): void {
  (world[judgesKey] ??= new Map()).set(name, ask);
  if (isNews) world[instanceKey]?.look();
}
