// Guesses that a card field may get focus soon, so that the worker is awake when it does: cold it costs ten times
// as long. Costs a comparison per pointer event, and never more than one look at an element.
import type { Recognition } from './classify.ts';
import { isField } from './tree.ts';

export type EarlyWarningPorts = {
  recognise(element: Element): Recognition | null;
  /** May be called as often as one likes. */
  arm(): void;
};

export type EarlyWarning = {
  /** Starts listening, or goes on where the page lost its listeners. */
  attach(): void;
  /** Focus is on this element, which is no card field. */
  onNeighbour(element: Element): void;
  stop(): void;
};

const maxNeighbours = 12;
const groups = 'form,fieldset,dialog,[role=form],[role=dialog]';

export function watchApproach(ports: EarlyWarningPorts): EarlyWarning {
  const ended = new AbortController();
  /** Verdicts for fields and for groups of fields; a wrong one costs some milliseconds, never a hold. */
  const verdicts = new WeakMap<Element, boolean>();

  function isCardField(element: Element): boolean {
    const known = verdicts.get(element);
    if (known !== undefined) return known;
    const verdict = ports.recognise(element) !== null;
    verdicts.set(element, verdict);
    return verdict;
  }

  function isNearCardField(group: Element): boolean {
    const known = verdicts.get(group);
    if (known !== undefined) return known;
    const peers = [...group.querySelectorAll('input,select,textarea')].slice(0, maxNeighbours);
    const verdict = peers.some(isCardField);
    verdicts.set(group, verdict);
    return verdict;
  }

  function onPointerOver(event: Event): void {
    const [target] = event.composedPath();
    if (target instanceof Element && isField(target) && isCardField(target)) ports.arm();
  }

  return {
    attach() {
      const { signal } = ended;
      window.addEventListener('pointerover', onPointerOver, { capture: true, passive: true, signal });
    },
    onNeighbour(element) {
      if (!isField(element)) return;
      // Idle time: the focus that just came may be a card field's own, and that goes first.
      setTimeout(() => {
        const group = element.closest(groups);
        if (!ended.signal.aborted && group !== null && isNearCardField(group)) ports.arm();
      });
    },
    stop: () => ended.abort(),
  };
}
