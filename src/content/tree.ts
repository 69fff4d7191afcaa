// Ways through the page that cross shadow roots and never go far.

const typed = /^(input|select|textarea)$/;
/** Types of an input that nothing can be typed into. */
export const untyped = /^(hidden|submit|button|image|reset|checkbox|radio|file|range|color)$/;
const silent = /^(script|style|noscript|template|option|datalist|svg)$/;

/** Whether something can be typed or chosen here. */
export function isField(element: Element): boolean {
  if (typed.test(element.localName)) return !untyped.test(element.getAttribute('type')?.toLowerCase() ?? '');
  return isEditable(element);
}

function isEditable(element: Element): boolean {
  const editable = element.getAttribute('contenteditable');
  return (editable !== null && editable !== 'false') || element.getAttribute('role') === 'textbox';
}

/** Elements before or after one, nearest first: at most so many, and none outside of `root`. */
export function* walk(
  root: Node,
  from: Node,
  step: 'previousNode' | 'nextNode',
  most: number,
): Generator<Element> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  walker.currentNode = from;
  for (let count = 0; count < most; count++) {
    const node = walker[step]();
    if (!(node instanceof Element)) return;
    yield node;
  }
}

/** Whether another document lies in it. */
export function isFrame(element: Element): element is HTMLIFrameElement | HTMLFrameElement {
  return element instanceof HTMLIFrameElement || element instanceof HTMLFrameElement;
}

type ClosedRoots = { dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } };

/** The shadow root of an element, closed ones too where the browser lets extensions see them. */
export function shadowOf(element: Element): ShadowRoot | null {
  // Chromium; Firefox has a property of the element.
  const { chrome } = globalThis as { chrome?: ClosedRoots };
  if (chrome?.dom !== undefined)
    return element instanceof HTMLElement ? chrome.dom.openOrClosedShadowRoot(element) : null;
  return (
    (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? element.shadowRoot
  );
}

/** The document or shadow root that an element stands in; null when it stands in neither. */
export function rootOf(element: Element): Document | ShadowRoot | null {
  const root = element.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root : null;
}

/** The parent element; at the top of a shadow root, its host. */
export function parentAcross(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Like `closest`, and goes on through the hosts of shadow roots. */
export function closestAcross(element: Element, selector: string): Element | null {
  for (let current: Element | null = element; current;) {
    const found = current.closest(selector);
    if (found) return found;
    const root = current.getRootNode();
    current = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/**
 * Text of a node, at most 120 characters from at most 60 nodes, without anything that people type or choose.
 * With `stopAtField` the answer is null when there is a field in it.
 */
export function readText(node: Node): string;
export function readText(node: Node, stopAtField: true): string | null;
export function readText(node: Node, stopAtField = false): string | null {
  const texts: string[] = [];
  let length = 0;
  let budget = 60;
  let hasField = false;
  const visit = (current: Node): void => {
    if (length > 120 || budget-- < 0 || hasField) return;
    if (current instanceof Text) {
      texts.push(current.data);
      length += current.data.trim().length;
      return;
    }
    if (!(current instanceof Element) || silent.test(current.localName)) return;
    if (typed.test(current.localName) || isEditable(current)) {
      hasField ||= stopAtField && isField(current);
      return;
    }
    for (let child = current.firstChild; child; child = child.nextSibling) visit(child);
  };
  visit(node);
  return hasField ? null : texts.join(' ').replace(/\s+/g, ' ').trim().slice(0, 120);
}
