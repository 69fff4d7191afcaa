// Draws components into a page and looks at them as people do.
import axe from 'axe-core';
import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';
import { text } from '../../src/ui/text.ts';

/** Draws into a fresh page with the language and title that `startPage` would set. */
export async function show(page: ComponentChild): Promise<void> {
  document.documentElement.lang = text('ui_lang');
  document.title = text('ext_name');
  if (document.querySelector('#app') === null) document.body.innerHTML = '<div id="app"></div>';
  await act(() => render(page, root()));
}

export function clear(): void {
  const app = document.querySelector('#app');
  if (app !== null) render(null, app);
  document.body.innerHTML = '';
}

function root(): Element {
  const app = document.querySelector('#app');
  if (app === null) throw new Error('the page was cleared');
  return app;
}

/** The element with these words or this label. @throws {Error} where there is none */
export function find<Type extends HTMLElement = HTMLElement>(selector: string, name?: string): Type {
  const found = findAll<Type>(selector).find(element => name === undefined || toName(element) === name);
  if (found === undefined)
    throw new Error(`there is no ${selector} "${name}" in: ${document.body.textContent}`);
  return found;
}

export function findAll<Type extends HTMLElement = HTMLElement>(selector: string): Type[] {
  return [...document.querySelectorAll<Type>(selector)];
}

/** What an element is called: its label, the label that points to it, or its words. */
function toName(element: HTMLElement): string {
  const label = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`);
  return (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent).trim();
}

export async function click(name: string): Promise<void> {
  await act(() => find('button', name).click());
}

export async function type(name: string, value: string): Promise<void> {
  const input = find<HTMLInputElement>('input', name);
  await act(() => {
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Chooses in a list; `selector` where it may be another kind of field. */
export async function choose(name: string, value: string, selector = 'select'): Promise<void> {
  const field = find<HTMLSelectElement>(selector, name);
  await act(() => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

/** Ids of the WCAG rules that the page breaks. Colours are looked at in a real browser only. */
export async function findViolations(): Promise<string[]> {
  const { violations } = await axe.run(document.documentElement, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
