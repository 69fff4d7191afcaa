// Whatever the values hold, a request's origin, path, names and shape are those of its description.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecorderError } from '../../../src/recorders/errors.ts';
import { toContent, toUrl, type HttpRequest } from '../../../src/recorders/http.ts';
import type { RequestTemplate } from '../../../src/recorders/custom/description.ts';
import { toRequest, type Access } from '../../../src/recorders/custom/request.ts';
import { isFillable, type Values } from '../../../src/recorders/custom/template.ts';
import { startScripted } from './scripted.ts';

/** What people try. */
const hostile = [
  '../',
  '..',
  '.',
  '%2e%2e',
  '..%2f..%2fadmin',
  '//evil.example',
  '/\\evil.example',
  '\\..\\',
  '@evil.example',
  ':8080@evil',
  '%2f',
  '%00',
  '\u0000',
  'a\r\nX-Evil: 1',
  'a\nb',
  '\t',
  '?x=1#y',
  '&state=recording',
  '"},"state":"recording","x":{"',
  '{extension}',
  '{b}',
  '$&',
  "$'",
  '\uD800',
  '\u202e',
  '\uff0f\uff0fevil',
  'é',
  'İ',
  '😀',
  ' lead',
  '',
  '__proto__',
  'https://evil.example/',
  'javascript:1',
];
const value = fc.oneof(
  { arbitrary: fc.constantFrom(...hostile), weight: 3 },
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
);
const names = ['a', 'b', 'constructor'];
const values: fc.Arbitrary<Values> = fc.record({ a: value, b: value, constructor: value });

const literal = fc.stringMatching(/^[\w.~!$&'()*+,;=:@-]{1,8}$/).filter(text => !/^\.+$/.test(text));
const hole = fc.constantFrom(...names.map(name => `{${name}}`));
const text = fc.array(fc.oneof(literal, hole), { minLength: 1, maxLength: 3 }).map(parts => parts.join(''));
const segments = fc.array(text, { minLength: 1, maxLength: 5 });
const fieldName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
const fields = fc.dictionary(fieldName, text, { maxKeys: 3 });
const headers = fc.dictionary(fc.stringMatching(/^x-[a-z0-9]{1,8}$/), text, { maxKeys: 3 });
const { json } = fc.letrec<{ json: unknown }>(tie => ({
  json: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constantFrom(1, true, null),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fieldName, tie('json'), { maxKeys: 3 }),
  ),
}));

const access: Access = {
  baseUrl: 'https://recorder.example.test:8443/gateway/',
  auth: { type: 'bearer' },
  user: '',
  secret: 'secret',
};

/** The request, or null where it is refused, which is the only other thing that may happen. */
function tryRequest(template: RequestTemplate, given: Values): HttpRequest | null {
  try {
    return toRequest(template, given, access);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(RecorderError);
    expect(thrown).toMatchObject({ code: 'misconfigured' });
    return null;
  }
}

const toFilled = (template: string, given: Values): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '');

it('no value changes the origin or the path’s structure', () => {
  fc.assert(
    fc.property(segments, values, (parts, given) => {
      const request = tryRequest({ method: 'GET', path: `/${parts.join('/')}` }, given);
      if (request === null) return;
      const url = toUrl(request);
      expect([url.origin, url.search, url.hash]).toEqual(['https://recorder.example.test:8443', '', '']);
      expect([url.username, url.password]).toEqual(['', '']);
      const [, gateway, ...sent] = url.pathname.split('/');
      expect(gateway).toBe('gateway');
      expect(sent.map(decodeURIComponent)).toEqual(parts.map(part => toFilled(part, given)));
    }),
    { numRuns: 2_000 },
  );
});

it('no value adds a field to a query or a form, or takes one away', () => {
  fc.assert(
    fc.property(fields, fields, values, (query, form, given) => {
      const request = tryRequest({ method: 'POST', path: '/x', query, form }, given);
      if (request === null) return;
      const toExpected = (wanted: Record<string, string>) =>
        Object.entries(wanted).map(([name, template]) => [name, toFilled(template, given)]);
      expect([...toUrl(request).searchParams]).toEqual(toExpected(query));
      expect([...new URLSearchParams(toContent(request).body)]).toEqual(toExpected(form));
    }),
    { numRuns: 1_000 },
  );
});

it('no value adds a header or breaks a line', () => {
  fc.assert(
    fc.property(headers, values, (wanted, given) => {
      const request = tryRequest({ method: 'GET', path: '/x', headers: wanted }, given);
      if (request === null) return;
      const sent = Object.fromEntries(toContent(request).headers);
      const expected = Object.entries(wanted).map(([name, template]) => [name, toFilled(template, given)]);
      expect(sent).toEqual({ ...Object.fromEntries(expected), authorization: 'Bearer secret' });
      for (const one of Object.values(sent)) expect(one).toMatch(/^[\x20-\x7e]*$/);
    }),
    { numRuns: 1_000 },
  );
});

it('no value changes the shape of a JSON body', () => {
  fc.assert(
    fc.property(json, values, (shape, given) => {
      const request = tryRequest({ method: 'POST', path: '/x', json: shape as never }, given);
      if (request === null) return;
      const sent: unknown = JSON.parse(toContent(request).body ?? '');
      expect(sent).toEqual(fillAll(JSON.parse(JSON.stringify(shape)), given));
    }),
    { numRuns: 1_000 },
  );
});

it('plain values are never refused', () => {
  fc.assert(
    fc.property(
      segments,
      fields,
      headers,
      json,
      fc.record({ a: plain, b: plain, constructor: plain }),
      (parts, query, wanted, shape, given) => {
        const template = { method: 'POST', path: `/${parts.join('/')}`, query, headers: wanted } as const;
        expect(toRequest({ ...template, json: shape as never }, given, access).method).toBe('POST');
      },
    ),
  );
});
const plain = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 /%+&=?#@:-]{0,20}[A-Za-z0-9]$/);

it.each(hostile)('%j arrives at its place or not at all, over real HTTP', async one => {
  const vendor = await startScripted({});
  const template: RequestTemplate = {
    method: 'POST',
    path: '/calls/{a}/pause',
    query: { id: '{a}' },
    json: { a: '{a}', list: ['{a}'] },
  };
  try {
    const request = toRequest(template, { a: one }, { ...access, baseUrl: vendor.url });
    const { headers: sentHeaders, body = '' } = toContent(request);
    await fetch(toUrl(request), { method: 'POST', headers: sentHeaders, body });
    const [seen] = vendor.requests;
    expect(seen?.path.split('/').map(decodeURIComponent)).toEqual(['', 'calls', one, 'pause']);
    expect([...new URLSearchParams(seen?.search)]).toEqual([['id', one]]);
    expect(JSON.parse(seen?.body ?? '')).toEqual({ a: one, list: [one] });
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'misconfigured' });
    expect(['..', '.', '\uD800', '']).toContain(one);
    expect(vendor.requests).toEqual([]);
  } finally {
    await vendor.stop();
  }
});

it.each(['a\r\nX-Evil: 1', 'a\nb', '\u0000', 'é', '😀', '\uD800', ' lead', 'trail ', ''])(
  '%j is refused in a header',
  one => {
    const template = { method: 'GET', path: '/x', headers: { 'x-id': '{a}' } } as const;
    expect(() => toRequest(template, { a: one }, access)).toThrow(RecorderError);
  },
);

it.each(['.evil.example/x', '@evil.example/x', ':8443/x', '-evil.example/'])(
  'even the path %j, which no description may have, does not lead elsewhere',
  path => {
    const there = { ...access, baseUrl: 'https://recorder.example.test' };
    expect(() => toRequest({ method: 'GET', path }, {}, there)).toThrow(/leave the recorder’s address/);
  },
);

it('a name that every object knows is no value', () => {
  expect(isFillable('{constructor}', {})).toBe(false);
  expect(() => toRequest({ method: 'GET', path: '/{toString}' }, {}, access)).toThrow(/not known/);
});

function fillAll(shape: unknown, given: Values): unknown {
  if (typeof shape === 'string') return toFilled(shape, given);
  if (Array.isArray(shape)) return shape.map(one => fillAll(one, given));
  if (typeof shape !== 'object' || shape === null) return shape;
  return Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, fillAll(one, given)]));
}
