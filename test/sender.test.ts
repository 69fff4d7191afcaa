import { expect, test } from 'vitest';
import { toSender } from '../src/sender.ts';

const own = { id: 'abc', url: 'chrome-extension://abc/' };
const from = (raw: unknown) => toSender(raw, own.id, own.url);

test('our own pages are pages, in the popup as in a tab', () => {
  expect(from({ id: 'abc', url: 'chrome-extension://abc/src/popup/index.html' })).toEqual({ type: 'page' });
  expect(from({ id: 'abc', url: 'chrome-extension://abc/x', tab: { id: 1 }, frameId: 0 })).toEqual({
    type: 'page',
  });
});

test('a content script is known by its document, and its site is an origin', () => {
  const raw = {
    id: 'abc',
    url: 'https://crm.test/customer/7?card=4242#x',
    origin: 'https://crm.test',
    tab: { id: 3, url: 'https://crm.test/customer/7' },
    frameId: 2,
    documentId: 'D1',
  };
  expect(from(raw)).toEqual({
    type: 'content',
    frame: { id: 'D1', tabId: 3, isTop: false, site: 'https://crm.test' },
  });
});

test('an opaque frame is named by its tab', () => {
  const raw = {
    id: 'abc',
    url: 'about:srcdoc',
    origin: 'null',
    tab: { id: 3, url: 'https://crm.test/a' },
    frameId: 5,
  };
  expect(from(raw)).toEqual({
    type: 'content',
    frame: { id: '3:5', tabId: 3, isTop: false, site: 'https://crm.test' },
  });
});

test.each([
  [{ id: 'another', url: 'chrome-extension://abc/x' }],
  [{ url: 'chrome-extension://abc/x' }],
  [{ id: 'abc', url: 'https://crm.test' }],
  [{ id: 'abc', url: 'chrome-extension://abcd/x' }],
  [null],
  ['abc'],
])('%j is a stranger', raw => {
  expect(from(raw)).toEqual({ type: 'stranger' });
});
