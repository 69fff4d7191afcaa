// One content script per document. The extension injects again at install and update; what is left of an older one
// cannot be reached by variables, as it lives in a world of its own, and hears of its successor through an event.

import type { Recognition } from './classify.ts';

/** A running content script. */
export type Instance = {
  isAlive(): boolean;
  /** What an element looks like, whatever rules and others say. */
  recognise(element: Element): Recognition | null;
  /** Looks where the focus is, and what it is in, as if for the first time. */
  look(): void;
  /** The script of the banner has come. */
  openBanner(): void;
  /** Ends all work and removes the banner. */
  stop(): void;
};

type Registered = Instance & { document: Document; gate: unknown };

/** Where the scripts of one document find the instance that serves it. */
export const instanceKey = Symbol.for('cardhush');
/** Where the script of the gate puts what creates one; nothing stands there where typing is not held back. */
export const gateKey: unique symbol = Symbol.for('cardhush gate');
/** Where the script of the banner puts what creates it. */
export const bannerKey: unique symbol = Symbol.for('cardhush banner');
const takeover = 'cardhush:takeover';
/** Marks what an instance puts into the page, for its successor. */
export const relicMark = 'data-cardhush';

/** Starts a content script, unless a living one already serves this document. */
export function startOnce(start: () => Instance): void {
  const world = globalThis as { [instanceKey]?: Registered; [gateKey]?: unknown };
  const existing = world[instanceKey];
  const gate = world[gateKey];
  // A frame's first empty document can hand its globals on to the next one; and the gate can come later than we did.
  const isServed = existing?.document === document && existing.gate === gate;
  if (isServed && existing.isAlive()) return existing.look();
  existing?.stop();
  // A document that has only just begun has nobody else of ours in it.
  if (document.body) {
    document.dispatchEvent(new Event(takeover));
    // Firefox gives a script no last moment to tidy up in.
    for (const relic of document.querySelectorAll(`[${relicMark}]`)) relic.remove();
  }
  const instance = start();
  world[instanceKey] = { ...instance, document, gate };
  // Any page can send this event, so only an orphan obeys: it can do no more than ask for a reload.
  document.addEventListener(takeover, () => {
    if (!instance.isAlive()) instance.stop();
  });
}
