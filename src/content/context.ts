// The neighbourhood of a field: the fields around it and the words over them.
import { readText } from './labels.ts';

const fields =
  'input:not([type=hidden],[type=submit],[type=button],[type=image],[type=reset],[type=checkbox],[type=radio],[type=file]),select,textarea,[role=textbox]';
const groups = 'form,fieldset,[role=form],[role=dialog],dialog';

function collect(from: Element, group: Element, step: 'previousNode' | 'nextNode'): Element[] {
  const walker = from.ownerDocument.createTreeWalker(group, NodeFilter.SHOW_ELEMENT);
  walker.currentNode = from;
  const found: Element[] = [];
  for (let nodes = 0; nodes < 200 && found.length < 6; nodes++) {
    const node = walker[step]();
    if (!node) break;
    if (node instanceof Element && node.matches(fields)) found.push(node);
  }
  return found;
}

/** The nearest fields before and after, and the words over the group. */
export function readGroup(element: Element): { before: Element[]; after: Element[]; words: string } {
  const group = element.closest(groups) ?? element.ownerDocument.documentElement;
  const heading = group.querySelector('legend,h1,h2,h3,h4');
  const names = ['id', 'name', 'class', 'aria-label'].map(name => group.getAttribute(name) ?? '');
  return {
    before: collect(element, group, 'previousNode'),
    after: collect(element, group, 'nextNode'),
    words: [...names, heading ? readText(heading, 60) : ''].join(' '),
  };
}
