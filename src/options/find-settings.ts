// Finds settings by the words that people see: labels, help and headings of the page as it stands, so that a setting
// needs no entry anywhere to be found.

/** A setting, and where it stands. */
export type Found = {
  label: string;
  /** The heading above it. */
  section: string;
  /** What gets the focus. */
  target: HTMLElement;
};

/** Settings of `page` with every word of `query` in label, help or heading, in the page's order. */
export function findSettings(page: ParentNode, query: string): Found[] {
  const words = fold(query)
    .split(/\s+/)
    .filter(word => word !== '');
  if (words.length === 0) return [];
  return [...page.querySelectorAll<HTMLElement>('h2, label')].flatMap(element => {
    const target = toTarget(element);
    if (target === null) return [];
    const label = element.textContent.trim();
    const section = element.tagName === 'H2' ? label : toSection(element);
    const own = fold(`${label} ${toHelp(page, target)}`);
    const all = `${own} ${fold(section)}`;
    // A heading helps to tell settings apart; by itself it does not make all below it a find.
    const isFound = words.every(word => all.includes(word)) && words.some(word => own.includes(word));
    return isFound ? [{ label, section, target }] : [];
  });
}

/** What a setting stands under: its recorder, or the heading of its part of the page. */
function toSection(element: HTMLElement): string {
  const recorder =
    element.closest('.forms') === null ? null : element.closest('fieldset')?.querySelector('legend');
  return (recorder ?? element.closest('section')?.querySelector('h2'))?.textContent ?? '';
}

function toTarget(element: HTMLElement): HTMLElement | null {
  // Shown where the search itself is.
  if (element.closest('[role=search]') !== null) return null;
  if (!(element instanceof HTMLLabelElement)) {
    element.tabIndex = -1;
    return element;
  }
  return element.control;
}

function toHelp(page: ParentNode, target: HTMLElement): string {
  const ids = target.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map(id => page.querySelector(`#${CSS.escape(id)}`)?.textContent ?? '').join(' ');
}

/** Without regard to capitals and accents. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();
}
