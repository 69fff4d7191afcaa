// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { toNamed, toSelector } from '../../src/picker/selector.ts';

// Browsers have framesets to this day; this one does not.
vi.stubGlobal('HTMLFrameElement', HTMLIFrameElement);

const open = (element: Element) => element.shadowRoot;
const find = (selector: string, root: ParentNode = document): Element => {
  const found = root.querySelector(selector);
  if (found === null) throw new Error(`no ${selector}`);
  return found;
};

beforeEach(() => {
  document.body.innerHTML = '';
});

test.each([
  ['an id', '<input id="pan">', '#pan'],
  ['no id that is made anew each time', '<input id="input-4711" name="pan">', 'input[name="pan"]'],
  ['nor one of a framework', '<input id="react-select-2" data-testid="card">', 'input[data-testid="card"]'],
  ['nor one with a hash', '<input id="f-0a9b8c7d" aria-label="Card">', 'input[aria-label="Card"]'],
  ['an id that needs care', '<input id="a.b">', '#a\\.b'],
  [
    'its form, where its own name is not enough',
    '<form id="pay"><input name="n"></form><input name="n">',
    '#pay input[name="n"]',
  ],
  [
    'its place as the last resort',
    '<p><input class="x"></p><p><input class="target"></p>',
    'p:nth-of-type(2) > input',
  ],
])('%s', (_title, html, selector) => {
  document.body.innerHTML = html;
  const field = document.querySelector('.target') ?? find('input');
  expect(toSelector(field)).toBe(selector);
  expect([...document.querySelectorAll(selector)]).toEqual([field]);
});

test('says nothing of what is in a field', () => {
  document.body.innerHTML = '<p><input value="4111111111111111"></p>';
  expect(toSelector(find('input'))).not.toContain('4111');
});

test('a custom element stands for the only field in it, and not for one of many', () => {
  document.body.innerHTML = '<card-box></card-box><my-app></my-app>';
  const box = find('card-box').attachShadow({ mode: 'open' });
  box.innerHTML = '<div><input></div>';
  expect(toNamed(find('input', box), open)).toBe(find('card-box'));
  const app = find('my-app').attachShadow({ mode: 'open' });
  app.innerHTML = '<input name="a"><card-box></card-box>';
  const inner = find('card-box', app).attachShadow({ mode: 'open' });
  inner.innerHTML = '<input><textarea></textarea>';
  expect(toNamed(find('input[name=a]', app), open)).toBe(find('input[name=a]', app));
  expect(toNamed(find('textarea', inner), open)).toBe(find('textarea', inner));
  expect(toSelector(find('textarea', inner))).toBe('textarea');
});
