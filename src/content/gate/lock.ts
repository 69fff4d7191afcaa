// The last resort against what no event can refuse: composition, autofill, and fields that step by themselves.

/** What our own `readonly` says, so that it can be told from the page's. */
export const lockMark = 'cardhush';

/** Fields of these types change without a `beforeinput` that could be refused. */
const stepping = /^(number|date|month|week|time|datetime-local)$/;

/** Whether a field can be entered into in ways that only `readonly` stops at once. */
export const isStepping = (field: Element | null): boolean =>
  field instanceof HTMLInputElement && stepping.test(field.type);

/**
 * Makes a field read-only and gives back what undoes it exactly: an attribute that was there, or that the page has
 * written meanwhile, stays as it is. Where the field is edited in another way it stops being editable, and loses focus.
 */
export function lockField(field: Element): () => void {
  const isInput = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  const [name, ours] = isInput ? ['readonly', lockMark] : ['contenteditable', 'false'];
  const before = field.getAttribute(name);
  if (isInput ? before !== null : !(field as HTMLElement).isContentEditable) return () => undefined;
  field.setAttribute(name, ours);
  return () => {
    if (field.getAttribute(name) !== ours) return;
    if (before === null) field.removeAttribute(name);
    else field.setAttribute(name, before);
  };
}

/** What a script that was stopped in its tracks may have left locked. */
export function unlockRelics(): void {
  for (const relic of document.querySelectorAll(`[readonly="${lockMark}"]`))
    relic.removeAttribute('readonly');
}
