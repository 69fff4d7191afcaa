// The shortest selector that means one field and will still mean it tomorrow.
import { findFields } from './fields.ts';

/** Attributes that programmers give a field so that it can be found, the most lasting first. */
const lasting = [
  'name', 'data-testid', 'data-test', 'data-qa', 'data-id', 'data-field', 'data-fieldtype', 'formcontrolname', 'autocomplete',
  'aria-label', 'label', 'placeholder', 'title',
]; // prettier-ignore

/** Ids that are made anew each time the page is built. */
const madeUp = /\d{3}|^\d|:|--|[\da-f]{8}|^(?:ember|react|mui|radix|ext|j_id|input-?\d|field-?\d)/i;
const maxPath = 6;

/**
 * The element that a rule is to name for a field: the field itself, or the custom element around it where that holds
 * no other.
 */
export function toNamed(field: Element, rootOf: (element: Element) => ShadowRoot | null): Element {
  let named = field;
  for (let root = named.getRootNode(); root instanceof ShadowRoot; root = named.getRootNode()) {
    if (findFields(root.host, rootOf, 2).length > 1) break;
    named = root.host;
  }
  return named;
}

/** A selector for an element, unique in the document or shadow root that it stands in wherever one can be found. */
export function toSelector(element: Element): string {
  if (!element.isConnected) return element.localName;
  // Whatever is connected stands in a document or in a shadow root.
  const root = element.getRootNode() as Document | ShadowRoot;
  const isUnique = (selector: string): boolean => root.querySelectorAll(selector).length === 1;
  const own = toOwnSelectors(element);
  const unique = own.find(isUnique);
  if (unique !== undefined) return unique;
  // Within a container that has a name.
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    for (const outer of toOwnSelectors(parent)) {
      const inner = [...own, element.localName].find(selector => isUnique(`${outer} ${selector}`));
      if (inner !== undefined) return `${outer} ${inner}`;
    }
  }
  return toPath(element, isUnique);
}

function toOwnSelectors(element: Element): string[] {
  const { id, localName } = element;
  const byId = id === '' || madeUp.test(id) ? [] : [`#${CSS.escape(id)}`];
  const byAttribute = lasting.flatMap(name => {
    const text = element.getAttribute(name) ?? '';
    if (text === '' || text.length > 100 || (name === 'name' && madeUp.test(text))) return [];
    return [`${localName}[${name}=${JSON.stringify(text)}]`];
  });
  return [...byId, ...byAttribute];
}

/** By place among its siblings: the last resort, as a page that changes a little breaks it. */
function toPath(element: Element, isUnique: (selector: string) => boolean): string {
  const steps: string[] = [];
  for (let current: Element | null = element; current !== null && steps.length < maxPath;) {
    const { localName } = current;
    const parent: Element | null = current.parentElement;
    const peers = [...(parent?.children ?? [])].filter(peer => peer.localName === localName);
    steps.unshift(peers.length > 1 ? `${localName}:nth-of-type(${peers.indexOf(current) + 1})` : localName);
    const path = steps.join(' > ');
    if (isUnique(path)) return path;
    current = parent;
  }
  return steps.join(' > ');
}
