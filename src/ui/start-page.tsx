// How each of our pages begins.
import { render, type ComponentChild } from 'preact';
import { text, type MessageKey } from './text.ts';

/** Sets language, direction and title after the words that are shown, and draws `page` into `#app`. */
export function startPage(title: MessageKey, page: ComponentChild): void {
  const { documentElement } = document;
  documentElement.lang = text('ui_lang');
  documentElement.dir = text('ui_dir');
  document.title = text(title);
  const root = document.querySelector('#app');
  if (root !== null) render(page, root);
}
