// Finds the words that stand for a field: its label, or failing that the text beside it.
import { closestAcross, isField, parentAcross, readText, rootOf, walk } from './tree.ts';
import { toWords } from './text.ts';

// How far to look. Labels stand close to their fields: what is farther away belongs to something else.
const labelNodes = 60;
const climb = 5;
const siblings = 5;
const smallPage = 4000;
const smallRoot = 500;
// Text beside a field that is longer than this is a paragraph, not a label.
const longest = 80;

const hostLabels = ['label', 'aria-label', 'field-label', 'header', 'caption', 'placeholder'];

/** Texts of the elements with these ids, in the field's own root or in those around it. */
function readByIds(element: Element, ids: string | null): string {
  if (!ids) return '';
  const texts: string[] = [];
  for (const id of ids.split(/\s+/).slice(0, 4)) {
    let root = id === '' ? null : rootOf(element);
    while (root) {
      const found = root.getElementById(id);
      if (found) texts.push(readText(found) || (found.getAttribute('aria-label') ?? ''));
      root = !found && root instanceof ShadowRoot ? rootOf(root.host) : null;
    }
  }
  return texts.join(' ');
}

/** Whether a look through the whole root is cheap; asks no further than that. */
function isSmall(root: Document | ShadowRoot): boolean {
  if (root instanceof Document) return root.getElementsByTagName('*')[smallPage] === undefined;
  return [...walk(root, root, 'nextNode', smallRoot)].length < smallRoot;
}

/** The `label` (or a custom element like it) that points to this id: near the field, and on small pages anywhere. */
function readLabelFor(element: Element, isThorough: boolean): string {
  const { id } = element;
  const root = rootOf(element);
  if (id === '' || !root) return '';
  for (const step of ['previousNode', 'nextNode'] as const) {
    for (const node of walk(root, element, step, labelNodes))
      if (node.getAttribute('for') === id) return readText(node);
  }
  if (!isThorough || !isSmall(root)) return '';
  const label = root.querySelector(`label[for="${CSS.escape(id)}"]`);
  return label ? readText(label) : '';
}

/** Label of a custom element around the field: its attributes, its slotted text, a `label` pointing to it. */
function readHosts(element: Element, isThorough: boolean): string {
  let inner = element;
  let host = parentAcross(element);
  for (let level = 0; host && level < climb; level++) {
    const root = rootOf(inner);
    const isLeft = root !== rootOf(host);
    // What holds other fields too is labelled as a whole: that is no label of this one.
    const scope = isLeft && root ? root : host;
    if ((isLeft || host.localName.includes('-')) && !hasOtherField(scope, inner)) {
      const isShadowed = isLeft || host.shadowRoot !== null;
      const text =
        hostLabels.map(name => host?.getAttribute(name)).find(Boolean) ||
        readByIds(host, host.getAttribute('aria-labelledby')) ||
        readLabelFor(host, isThorough) ||
        (isShadowed ? readText(host) : '');
      if (text) return text;
    }
    inner = host;
    host = parentAcross(host);
  }
  return '';
}

/** Whether there is a field besides this one: one that can be typed in, or another custom element of the same name. */
function hasOtherField(scope: Node, own: Element): boolean {
  const nodes = [...walk(scope, scope, 'nextNode', labelNodes)];
  return (
    nodes.length === labelNodes ||
    nodes.some(
      node =>
        !own.contains(node) &&
        (isField(node) || (node.localName === own.localName && own.localName.includes('-'))),
    )
  );
}

/** Text beside the field, in reading order before it or after it; nothing beyond another field. */
function readBeside(element: Element, step: 'previousSibling' | 'nextSibling', levels: number): string {
  let current: Element | null = element;
  for (let level = 0; current && level < levels; level++) {
    let node: Node | null = current[step];
    for (let count = 0; node && count < siblings; node = node[step], count++) {
      const text = readText(node, true);
      if (text === null) return '';
      if (toWords(text) !== '') return text;
    }
    const parent: Element | null = parentAcross(current);
    if (!parent || parent.localName === 'form' || parent.localName === 'body') return '';
    if (parent.localName === 'tr') break;
    current = parent;
  }
  return '';
}

/** Text of the cell over the field: in the row before, or at the head of the table or grid. */
function readColumn(element: Element): string {
  const cell = closestAcross(element, 'td,th,[role=gridcell],[role=cell]');
  const row = cell?.parentElement;
  if (!cell || !row) return '';
  const index =
    cell instanceof HTMLTableCellElement ? cell.cellIndex : Array.prototype.indexOf.call(row.children, cell);
  if (index > 40) return '';
  const above = row.previousElementSibling?.children[index];
  const head = cell.closest('table,[role=grid],[role=table]')?.querySelector('tr,[role=row]')?.children[
    index
  ];
  for (const candidate of [above, head]) {
    if (!candidate || candidate === cell) continue;
    const text = readText(candidate, true);
    if (text && toWords(text) !== '') return text;
  }
  return '';
}

/** Every text that may be the field's label, by source; text beside it only where it has no label. */
export function readLabels(
  element: Element,
  isThorough: boolean,
): { label: string; aria: string; near: string; after: string; description: string } {
  const wrapping = element.closest('label');
  const label = toWords(
    (wrapping && !hasOtherField(wrapping, element) ? readText(wrapping) : '') ||
      readLabelFor(element, isThorough) ||
      readHosts(element, isThorough),
  );
  const aria = toWords(
    `${element.getAttribute('aria-label') ?? ''} ${readByIds(element, element.getAttribute('aria-labelledby'))}`,
  );
  const isBare = label === '';
  const near = isBare ? toWords(readBeside(element, 'previousSibling', climb) || readColumn(element)) : '';
  const after = isBare && near === '' ? toWords(readBeside(element, 'nextSibling', 2)) : '';
  return {
    label,
    aria,
    near: near.length <= longest ? near : '',
    after: after.length <= longest / 2 ? after : '',
    description: toWords(readByIds(element, element.getAttribute('aria-describedby'))),
  };
}
