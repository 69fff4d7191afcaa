// What an answer means: first match wins, and what no rule knows is never good.
import { expect, it } from 'vitest';
import type { Rule } from '../../../src/recorders/custom/description.ts';
import { judge, toParsed } from '../../../src/recorders/custom/rules.ts';

type Given = { status?: number; text?: string; headers?: Record<string, string> };

function decide(rules: Rule[], { status = 200, text = '', headers = {} }: Given): string {
  const answer = toParsed({ status, text, headers: new Headers(headers) });
  try {
    return judge('pause', rules, answer, { id: '7', constructor: 'x' });
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
}

const good = { status: [200], at: '/ok', equals: true, is: 'success' };

it.each<[string, Rule[], Given, string]>([
  ['the first that holds wins', [{ status: [200], is: 'noCall' }, good], { text: '{"ok":true}' }, 'noCall'],
  ['all of a rule has to hold', [good], { status: 500, text: '{"ok":true}' }, 'badAnswer'],
  ['true is not the word for it', [good], { text: '{"ok":"true"}' }, 'badAnswer'],
  ['nothing known is a bad answer', [good], { text: '{}' }, 'badAnswer'],
  ['401 means the same everywhere', [good], { status: 401 }, 'unauthorized'],
  ['403 too', [good], { status: 403 }, 'forbidden'],
  ['429 too', [good], { status: 429 }, 'rateLimited'],
  [
    'unless a rule says otherwise',
    [{ status: [429], is: 'alreadyPaused' }, good],
    { status: 429 },
    'alreadyPaused',
  ],
  ['a body that is cut off is none', [good], { text: '{"ok":true' }, 'badAnswer'],
  [
    'a number fits the same digits',
    [{ status: [200], at: '/c', equals: '0', is: 'success' }],
    { text: '{"c":0}' },
    'success',
  ],
  [
    'digits do not fit a number',
    [{ status: [200], at: '/c', equals: 0, is: 'success' }],
    { text: '{"c":"0"}' },
    'badAnswer',
  ],
  [
    'null is not missing words',
    [{ status: [200], at: '/c', equals: null, is: 'success' }],
    { text: '{}' },
    'badAnswer',
  ],
  [
    'a value can be compared',
    [{ status: [200], at: '/id', equals: '{id}', is: 'success' }],
    { text: '{"id":7}' },
    'success',
  ],
  [
    'an unknown value fits nothing',
    [{ status: [200], at: '/id', equals: '{no}', is: 'success' }],
    { text: '{"id":"{no}"}' },
    'badAnswer',
  ],
  [
    'one of several',
    [{ status: [200], at: '/s', in: ['a', 'b'], is: 'success' }],
    { text: '{"s":"b"}' },
    'success',
  ],
  [
    'something there',
    [{ status: [200], at: '/s', exists: true, is: 'success' }],
    { text: '{"s":false}' },
    'success',
  ],
  [
    'null is nothing there',
    [{ status: [200], at: '/s', exists: true, is: 'success' }],
    { text: '{"s":null}' },
    'badAnswer',
  ],
  ['nothing there', [{ at: '/s', exists: false, is: 'noCall' }], { text: '{}' }, 'noCall'],
  ['what is no JSON lacks nothing', [{ at: '/s', exists: false, is: 'noCall' }], { text: 'no' }, 'badAnswer'],
  [
    'a text inside',
    [{ status: [200], contains: '+OK', is: 'success' }],
    { text: '+OK Success\n' },
    'success',
  ],
  ['to the letter', [{ status: [200], contains: '+OK', is: 'success' }], { text: '+ok' }, 'badAnswer'],
  ['a dot is a dot', [{ status: [200], contains: 'a.c', is: 'success' }], { text: 'abc' }, 'badAnswer'],
  ['an empty body', [{ status: [200], isEmpty: true, is: 'success' }], { text: ' \n' }, 'success'],
  ['a body that is not', [{ status: [200], isEmpty: true, is: 'success' }], { text: '{}' }, 'badAnswer'],
  [
    'a page with the right words',
    [{ status: [200], contains: 'OK', is: 'success' }],
    { text: '\n<!doctype HTML>OK' },
    'badAnswer',
  ],
  [
    'a page for any body',
    [{ status: [200], anyBody: true, is: 'success' }],
    { text: '<html lang="en">' },
    'badAnswer',
  ],
  [
    'a page can be bad news',
    [{ status: [404], is: 'callOver' }],
    { status: 404, text: '<html>' },
    'callOver',
  ],
  [
    'names that objects have',
    [{ status: [200], at: '/constructor', exists: true, is: 'success' }],
    { text: '{}' },
    'badAnswer',
  ],
])('%s', (_, rules, answer, result) => {
  expect(decide(rules, answer)).toBe(result);
});

it.each<[string, Rule, Record<string, string>, number | undefined]>([
  ['the header', { status: [425], is: 'rateLimited', retryAfterMs: 100 }, { 'retry-after': '2' }, 2_000],
  ['the rule', { status: [425], is: 'rateLimited', retryAfterMs: 100 }, {}, 100],
  ['nobody', { status: [425], is: 'rateLimited' }, {}, undefined],
])('%s says when to come back', (_, rule, headers, retryAfterMs) => {
  const answer = toParsed({ status: 425, text: '', headers: new Headers(headers) });
  expect(() => judge('pause', [rule], answer, {})).toThrow(expect.objectContaining({ retryAfterMs }));
});
