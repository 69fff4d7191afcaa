// What the picker shows in the page: frames around fields, words beside the one that is pointed at, and a bar. In a
// closed shadow root, above everything, and no page can press its button.
import { relicMark } from '../content/instance.ts';
import { css } from './style.ts';

export type Overlay = {
  /** Marks the field that is pointed at and says this beside it; null marks none. */
  point(field: Element | null, headline: string, lines: string[]): void;
  /** Marks all fields that a rule would mean. */
  mark(fields: Element[]): void;
  /** What the bar says. */
  say(sentence: string): void;
  isOurs(element: Element): boolean;
  remove(): void;
};

type Options = {
  language: string;
  direction: string;
  cancel: string;
  hasBar: boolean;
  onCancel(): void;
};

/** How many fields are framed: more would only be a pattern. */
const maxMarks = 200;

export function createOverlay({ language, direction, cancel, hasBar, onCancel }: Options): Overlay {
  const host = document.createElement('div');
  host.setAttribute('popover', 'manual');
  host.setAttribute(relicMark, 'picker');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const marks = make('div', 'marks');
  const frame = make('div', 'frame');
  const card = make('div', 'card');
  const bar = make('div', 'bar');
  const sentence = make('span', 'sentence');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = cancel;
  button.addEventListener('click', event => {
    if (event.isTrusted) onCancel();
  });
  bar.setAttribute('role', 'status');
  bar.hidden = !hasBar;
  bar.append(sentence, button);
  for (const part of [card, bar]) Object.assign(part, { lang: language, dir: direction });
  root.append(marks, frame, card, bar);
  document.documentElement.append(host);
  host.showPopover();

  let pointed: Element | null = null;
  let marked: Element[] = [];
  let drawing = 0;

  function draw(): void {
    drawing = 0;
    place(frame, pointed);
    card.hidden = pointed === null;
    if (pointed !== null) beside(card, pointed.getBoundingClientRect());
    while (marks.children.length > marked.length) marks.lastChild?.remove();
    while (marks.children.length < marked.length) marks.append(make('div', 'mark'));
    for (const [index, field] of marked.entries()) {
      const mark = marks.children[index];
      if (mark instanceof HTMLElement) place(mark, field);
    }
  }

  const drawSoon = () => {
    if (drawing === 0) drawing = requestAnimationFrame(draw);
  };
  const ended = new AbortController();
  const options = { capture: true, passive: true, signal: ended.signal };
  for (const type of ['scroll', 'resize']) window.addEventListener(type, drawSoon, options);

  return {
    point(field, headline, lines) {
      pointed = field;
      const strong = document.createElement('strong');
      strong.textContent = headline;
      const items = lines.map(line => {
        const item = make('div', 'line');
        item.textContent = line;
        return item;
      });
      card.replaceChildren(strong, ...items);
      drawSoon();
    },
    mark(fields) {
      marked = fields.slice(0, maxMarks);
      drawSoon();
    },
    say(text) {
      sentence.textContent = text;
    },
    isOurs: element => element === host,
    remove() {
      ended.abort();
      cancelAnimationFrame(drawing);
      host.remove();
    },
  };
}

function make(name: 'div' | 'span', className: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

function place(box: HTMLElement, field: Element | null): void {
  const rect = field?.isConnected === true ? field.getBoundingClientRect() : null;
  box.hidden = rect === null || rect.width === 0;
  if (rect === null) return;
  const { style } = box;
  style.insetBlockStart = `${rect.top - 3}px`;
  style.left = `${rect.left - 3}px`;
  style.inlineSize = `${rect.width + 6}px`;
  style.blockSize = `${rect.height + 6}px`;
}

/** Below the field, or above it where there is no room. */
function beside(card: HTMLElement, { top, bottom, left }: DOMRect): void {
  const height = card.offsetHeight;
  const isBelow = bottom + height + 16 < window.innerHeight;
  card.style.insetBlockStart = `${Math.max(4, isBelow ? bottom + 8 : top - height - 8)}px`;
  card.style.left = `${Math.max(4, Math.min(left, window.innerWidth - card.offsetWidth - 4))}px`;
}
