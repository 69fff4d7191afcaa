// The neighbourhood of a field: the fields around it and the words over them.
import { isField, parentAcross, readText, rootOf, shadowOf, walk } from './tree.ts';
import { toWords } from './text.ts';

// A card form is small and stands together: farther fields say nothing.
const nodesAround = 160;
const fieldsAround = 6;
const climb = 7;

const openOf = (element: Element): ShadowRoot | null => element.shadowRoot;

/** Fields in one direction, nearest first; looks into shadow roots, and from inside one out of it. */
function collect(from: Element, form: Element | null, step: 'previousNode' | 'nextNode'): Element[] {
  const found: Element[] = [];
  let budget = nodesAround;
  const visit = (
    root: Node,
    start: Node,
    toNext: 'previousNode' | 'nextNode',
    depth: number,
    add: (field: Element) => void,
  ): void => {
    for (const node of walk(root, start, toNext, nodesAround)) {
      if (found.length >= fieldsAround || budget-- <= 0) return;
      // Asking for closed roots has its price, and hardly anything else has one.
      const toRoot = node.localName.includes('-') ? shadowOf : openOf;
      const inner = depth < 3 ? toRoot(node) : null;
      if (isField(node)) add(node);
      else if (inner) {
        const within: Element[] = [];
        visit(inner, inner, 'nextNode', depth + 1, field => within.push(field));
        for (const field of step === 'nextNode' ? within : within.toReversed()) add(field);
      }
    }
  };
  for (let current: Element | null = from; current;) {
    const root = rootOf(current);
    if (!root) break;
    const isInForm = form !== null && rootOf(form) === root;
    visit(isInForm ? form : root, current, step, 0, field => found.push(field));
    current = !isInForm && root instanceof ShadowRoot ? root.host : null;
  }
  return found.slice(0, fieldsAround);
}

const isHeading = (element: Element): boolean =>
  /^(h[1-6]|legend|summary)$/.test(element.localName) || element.getAttribute('role') === 'heading';

/** Words over the field, nearest first: headings, legends, names of the containers it stands in. */
function readOver(element: Element): { heading: string; container: string } {
  const texts: string[] = [];
  const names: string[] = [];
  let current: Element | null = element;
  for (let level = 0; current && level < climb; level++) {
    let sibling = current.previousElementSibling;
    for (let count = 0; sibling && count < 5; sibling = sibling.previousElementSibling, count++) {
      const first: Element | null = isHeading(sibling) ? sibling : sibling.firstElementChild;
      if (first && isHeading(first)) texts.push(readText(first));
    }
    current = parentAcross(current);
    if (!current || current.localName === 'body') break;
    const legend = current.firstElementChild;
    if (legend?.localName === 'legend') texts.push(readText(legend));
    texts.push(current.getAttribute('aria-label') ?? '');
    const isForm = current.localName === 'form';
    for (const name of ['id', 'class', 'name']) names.push(current.getAttribute(name)?.slice(0, 60) ?? '');
    if (isForm) names.push(current.getAttribute('action')?.slice(0, 60) ?? '');
  }
  const toLines = (list: string[]): string => list.map(toWords).filter(Boolean).slice(0, 12).join('\n');
  return { heading: toLines(texts.slice(0, 6)), container: toLines(names) };
}

/** The nearest fields before and after, and the words over the group. */
export function readGroup(element: Element): {
  before: Element[];
  after: Element[];
  heading: string;
  container: string;
} {
  const form = element.closest('form');
  return {
    before: collect(element, form, 'previousNode'),
    after: collect(element, form, 'nextNode'),
    ...readOver(element),
  };
}
