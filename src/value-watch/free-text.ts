// Where people type freely, and what stands there. The only code that reads what is in a field.

const typed = new Set(['', 'text', 'search', 'tel', 'url', 'email', 'number']);
const blocks =
  /^(?:address|article|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)$/;
const maxText = 20_000;

/** Whether anything can be typed here. Passwords are nobody's business. */
export function isFreeText(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLInputElement)
    return typed.has(element.getAttribute('type')?.toLowerCase() ?? '');
  return element instanceof HTMLElement && element.isContentEditable;
}

/** What stands in such a field. */
export function readText(element: Element): string {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element.value;
  let text = '';
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null && text.length < maxText; node = walker.nextNode()) {
    if (node instanceof Text) text += node.data;
    // Numbers on two lines are two numbers.
    else if (node instanceof Element && blocks.test(node.localName)) text += '\n';
  }
  return text;
}
