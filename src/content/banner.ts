// The strip in the page. Plain DOM in a closed shadow root; made when there is first something to say.
import { findHome, readFieldStretch, toEdge, type Edge } from './banner-place.ts';
import { applyStyle } from './banner-style.ts';
import { relicMark } from './instance.ts';
import type { Notice } from './notice.ts';

export type BannerPorts = {
  /** A sentence of `_locales`, empty when there is none. */
  text(key: string, ...substitutions: string[]): string;
  /** The element with focus, through shadow roots. */
  focused(): Element | null;
  onExtend(): void;
};

export type Banner = {
  /** Shows, changes or (with null) hides. Puts the banner back where the page took it away. */
  show(notice: Notice | null): void;
  /** Puts more into the strip that is shown, or with null takes it away. */
  extend(element: HTMLElement | null): void;
  /** The element in the page, null as long as there is none. */
  host(): HTMLElement | null;
  remove(): void;
};

/** A live region has to be there before its text, or nobody reads it out (ms). */
const settleMs = 50;
/** How long "recording again" is left for screen readers to say (ms). */
const farewellMs = 5_000;

/** One path each, in a square of 16. */
const icons: Record<Notice['icon'], string> = {
  pause: 'M3 2h4v12H3zM9 2h4v12H9z',
  wait: 'M3 1h10v3L9 8l4 4v3H3v-3l4-4-4-4z',
  warning: 'M8 0l8 15H0zM7 5v5h2V5zm0 6v2h2v-2z',
  record: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
  none: 'M2 7h12v2H2z',
};
const moveIcon = 'M8 0l4 5H4zM8 16l4-5H4zM7 5h2v6H7z';

export function createBanner(ports: BannerPorts): Banner {
  let parts: ReturnType<typeof build> | null = null;
  let shown: Notice | null = null;
  let wished: Edge = 'top';
  let farewell: ReturnType<typeof setTimeout> | undefined;

  function show(notice: Notice | null): void {
    const before = shown;
    shown = notice;
    if (notice === null) {
      if (before !== null) hide(before);
      return;
    }
    clearTimeout(farewell);
    if (parts === null) {
      parts = build();
      attach();
      setTimeout(render, settleMs);
      return;
    }
    render();
  }

  function render(): void {
    if (parts === null || shown === null) return;
    attach();
    const { tone, icon, title, details, also = '', countdown, canExtend } = shown;
    const { strip, status, alert, words, count, extend, shape } = parts;
    const first = details.map(key => ports.text(key)).find(text => text !== '') ?? '';
    const detail = also === '' ? first : `${first} ${ports.text(also)}`.trim();
    strip.dataset['tone'] = tone;
    // Starts the clock anew by which the strip hides itself should this script fall silent.
    strip.dataset['beat'] = strip.dataset['beat'] === '0' ? '1' : '0';
    shape.setAttribute('d', icons[icon]);
    say(tone === 'alert' ? alert : status, ports.text(title), detail);
    say(tone === 'alert' ? status : alert, '', '');
    count.textContent = countdown === null ? '' : ports.text(countdown.text, String(countdown.seconds));
    // Not in a live region: it is read by the agent, who should not have to hear it first.
    const sentence = shown.say === undefined ? '' : shown.say.own || ports.text(shown.say.text);
    words.textContent = sentence === '' ? '' : ports.text('banner_say', sentence);
    extend.hidden = !canExtend;
    place();
  }

  function hide({ over }: Notice): void {
    if (parts === null) return;
    const { strip, status, alert, words, count } = parts;
    strip.dataset['tone'] = 'none';
    count.textContent = '';
    words.textContent = '';
    say(alert, '', '');
    say(status, over === null ? '' : ports.text(over), '');
    farewell = setTimeout(say, farewellMs, status, '', '');
  }

  /** Hangs the banner where it can be seen and reached, above whatever the page put on top. */
  function attach(): void {
    if (parts === null) return;
    const { host } = parts;
    for (const name of muzzles) host.removeAttribute(name);
    const home = findHome(ports.focused());
    if (host.parentNode === home) return;
    home.append(host);
    raise(host);
  }

  function place(): void {
    if (parts === null) return;
    const { host, strip } = parts;
    const edge = toEdge(wished, strip.offsetHeight, window.innerHeight, readFieldStretch(ports.focused()));
    if (host.dataset['edge'] !== edge) host.dataset['edge'] = edge;
    // What the page puts into the top layer after us lies above us.
    const { x, y, width, height } = strip.getBoundingClientRect();
    if (document.elementFromPoint(x + width / 2, y + height / 2) !== host) raise(host);
  }

  function build() {
    const host = document.createElement('div');
    host.setAttribute('popover', 'manual');
    host.setAttribute(relicMark, '');
    const root = host.attachShadow({ mode: 'closed' });
    applyStyle(root);
    const strip = element('div', {
      class: 'strip',
      role: 'region',
      'aria-label': ports.text('banner_region'),
      'data-tone': 'none',
      // Of our words, whatever the page speaks.
      lang: ports.text('ui_lang'),
      dir: ports.text('ui_dir'),
    });
    const status = element('div', { role: 'status' });
    const alert = element('div', { role: 'alert' });
    const text = element('div', { class: 'text' });
    const words = element('div', { class: 'words', dir: 'auto' });
    text.append(status, alert, words);
    const count = element('span', { class: 'count', role: 'timer' });
    const extend = button('extend', ports.onExtend);
    extend.textContent = ports.text('banner_extend');
    const move = button('move', () => {
      wished = host.dataset['edge'] === 'bottom' ? 'top' : 'bottom';
      place();
    });
    const moveText = ports.text('banner_move');
    move.setAttribute('aria-label', moveText);
    move.title = moveText;
    const [image, shape] = picture('');
    move.append(picture(moveIcon)[0]);
    const side = element('div', { class: 'side' });
    side.append(count, extend, move);
    strip.append(image, text, side);
    // A press on the banner must not take the focus out of the field.
    strip.addEventListener('mousedown', event => event.preventDefault());
    root.append(strip);
    return { host, strip, status, alert, words, count, extend, shape };
  }

  return {
    show,
    extend(more) {
      const before = parts?.strip.querySelector('.more') ?? null;
      if (before === more) return;
      before?.remove();
      if (more !== null) parts?.strip.append(more);
    },
    host: () => parts?.host ?? null,
    remove() {
      clearTimeout(farewell);
      shown = null;
      parts?.host.remove();
      parts = null;
    },
  };
}

/** What a page can put on an element so that nobody can press it or hears of it. */
const muzzles = ['inert', 'aria-hidden', 'role'];

/**
 * To the end of the top layer, where no z-index of the page covers it. A page can refuse that, or undo it at once; then
 * it stays below, and must not break whoever has something to say.
 */
function raise(host: HTMLElement): void {
  try {
    host.popover = 'manual';
    if (host.matches(':popover-open')) host.hidePopover();
    host.showPopover();
  } catch {
    // The next notice tries again.
  }
}

/** Writes only what changed: a live region is read out at each write. */
function say(region: HTMLElement, title: string, detail: string): void {
  const text = detail === '' ? title : `${title} ${detail}`;
  if (region.textContent === text) return;
  const strong = document.createElement('strong');
  strong.textContent = title;
  region.replaceChildren(...(title === '' ? [] : [strong, detail === '' ? '' : ` ${detail}`]));
}

function element(name: 'div' | 'span', attributes: Record<string, string>): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, text] of Object.entries(attributes)) made.setAttribute(attribute, text);
  return made;
}

/** A button that the page cannot press. */
function button(name: string, onPress: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.addEventListener('click', event => {
    if (event.isTrusted) onPress();
  });
  return made;
}

function picture(path: string): [SVGSVGElement, SVGPathElement] {
  const image = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  image.setAttribute('viewBox', '0 0 16 16');
  image.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  shape.setAttribute('fill-rule', 'evenodd');
  shape.setAttribute('d', path);
  image.append(shape);
  return [image, shape];
}
