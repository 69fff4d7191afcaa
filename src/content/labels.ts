// Finds the words that stand for a field: its label, or failing that the text beside it.

const editable = 'input,select,textarea,[contenteditable]:not([contenteditable=false]),[role=textbox]';
const silent = new Set([
  'script',
  'style',
  'select',
  'textarea',
  'input',
  'option',
  'datalist',
  'noscript',
  'template',
]);

/** Text of a node without what people typed or chose; at most `limit` characters, at most 60 nodes. */
export function readText(node: Node, limit = 120): string {
  let text = '';
  let budget = 60;
  const visit = (current: Node): void => {
    if (text.length > limit || budget-- < 0) return;
    if (current.nodeType === Node.TEXT_NODE) {
      text += ` ${current.nodeValue ?? ''}`;
      return;
    }
    if (current.nodeType !== Node.ELEMENT_NODE) return;
    const element = current as Element;
    if (silent.has(element.localName) || element.matches(editable)) return;
    for (let child = element.firstChild; child; child = child.nextSibling) visit(child);
  };
  visit(node);
  return text.replace(/\s+/g, ' ').trim().slice(0, limit);
}

function readById(element: Element, ids: string): string {
  const texts: string[] = [];
  for (const id of ids.split(/\s+/).slice(0, 4)) {
    if (id === '') continue;
    let root = element.getRootNode();
    while (root instanceof Document || root instanceof ShadowRoot) {
      const found = root.getElementById(id);
      if (found) {
        texts.push(readText(found));
        break;
      }
      if (!(root instanceof ShadowRoot)) break;
      root = root.host.getRootNode();
    }
  }
  return texts.join(' ');
}

function readLabelElements(element: Element): string {
  const { labels } = element as Partial<HTMLInputElement>;
  if (!labels) return '';
  return Array.from(labels)
    .slice(0, 3)
    .map(label => readText(label))
    .join(' ');
}

function readHost(element: Element): string {
  const root = element.getRootNode();
  let host: Element | null = root instanceof ShadowRoot ? root.host : element.parentElement;
  for (let level = 0; host && level < 4; level++) {
    if (host.localName.includes('-')) {
      for (const name of ['label', 'aria-label', 'field-label', 'header', 'placeholder']) {
        const text = host.getAttribute(name);
        if (text) return text;
      }
    }
    const outer = host.getRootNode();
    host = host.parentElement ?? (outer instanceof ShadowRoot ? outer.host : null);
  }
  return '';
}

function readBefore(element: Element): string {
  let current: Element | null = element;
  for (let level = 0; current && level < 4; level++) {
    for (
      let node = current.previousSibling, steps = 0;
      node && steps < 4;
      node = node.previousSibling, steps++
    ) {
      if (node instanceof Element && (node.matches(editable) || node.querySelector(editable))) return '';
      const text = readText(node);
      if (text !== '') return text;
    }
    const root = current.getRootNode();
    current = current.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    if (current?.localName === 'form' || current?.localName === 'body') return '';
  }
  return '';
}

/** The field's label, and where it has none, the text just before it. */
export function readLabel(element: Element): { label: string; near: string } {
  const parts = [
    readById(element, element.getAttribute('aria-labelledby') ?? ''),
    readLabelElements(element),
    element.getAttribute('aria-label') ?? '',
  ].filter(Boolean);
  const label = parts.length > 0 ? parts.join(' ') : readHost(element);
  return { label, near: label === '' ? readBefore(element) : '' };
}
