// The watch on free text: notices a card number that is typed where none belongs. Off as installed, and registered only
// where an administrator has switched it on. It says one thing, to the content script beside it: this field holds.
import { createExtension, findApi } from '../content/extension.ts';
import { instanceKey, type Instance } from '../content/instance.ts';
import { setJudge } from '../content/judges.ts';
import type { Recognition } from '../content/classify.ts';
import { hasCardNumber } from './find.ts';
import { isFreeText, readText } from './free-text.ts';

const runningKey = Symbol.for('cardhush:text');
const maxDepth = 32;

/** All that is ever known of a text. */
const found: Recognition = { kind: 'card-number', confidence: 1, reasons: ['value:card-number'] };

type Running = { document: Document; isOver(): boolean; stop(): void };
const world = globalThis as { [runningKey]?: Running | null; [instanceKey]?: Instance };

function start(): Running | null {
  const api = findApi();
  const extension = createExtension();
  if (api === null || extension === null) return null;
  const ended = new AbortController();
  const { signal } = ended;
  let isFound = false;
  /** The field that has the focus, and whether it is one to be read: looked at once for each focus. */
  let watched: { element: Element; isRead: boolean } | null = null;

  function isRead(element: Element): boolean {
    if (watched?.element !== element)
      watched = {
        element,
        isRead: isFreeText(element) && world[instanceKey]?.recognise(element) === null,
      };
    return watched.isRead;
  }

  /** Only what has the focus is read, and no field that is recognised without it. */
  function judge(element: Element): Recognition | undefined {
    if (signal.aborted || findFocus(extension?.rootOf) !== element || !isRead(element)) return undefined;
    return hasCardNumber(readText(element)) ? found : undefined;
  }

  function look(event: Event): void {
    if (!event.isTrusted) return;
    if (event.type === 'focusin') watched = null;
    const element = findFocus(extension?.rootOf);
    const wasFound = isFound;
    isFound = element !== null && judge(element) !== undefined;
    if (isFound !== wasFound) world[instanceKey]?.look();
  }

  setJudge('text', judge);
  window.addEventListener('input', look, { capture: true, passive: true, signal });
  window.addEventListener('focusin', look, { capture: true, passive: true, signal });

  const stop = () => {
    ended.abort();
    world[instanceKey]?.look();
  };
  api.runtime.onMessage.addListener((message, { id }) => {
    if (id === api.runtime.id && isChange(message)) void isStillWanted().then(isWanted => isWanted || stop());
  });

  /** A worker that cannot be asked just now has not said no: whoever stopped for that would hear no card any more. */
  async function isStillWanted(): Promise<boolean> {
    try {
      const answer: unknown = await api?.runtime.sendMessage({ type: 'getOrders' });
      const orders = Object(answer) as { watchesText?: unknown };
      return orders.watchesText !== false;
    } catch {
      return true;
    }
  }

  return { document, isOver: () => signal.aborted, stop };
}

/** The element with the focus, through shadow roots. */
function findFocus(rootOf: ((element: Element) => ShadowRoot | null) | undefined): Element | null {
  let element = document.activeElement;
  for (let depth = 0; element !== null && depth < maxDepth; depth += 1) {
    const inner = rootOf?.(element)?.activeElement ?? null;
    if (inner === null) return element;
    element = inner;
  }
  return element;
}

function isChange(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'ordersChanged'
  );
}

const before = world[runningKey];
if (before?.document !== document || before.isOver()) {
  before?.stop();
  world[runningKey] = start();
}
