// Values that nobody of ours would send: anything at all, and what is right but for one thing.
import fc from 'fast-check';

/** Names by which objects are attacked. */
const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', ''];

const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    NaN,
    Infinity,
    -1,
    1e308,
    -0,
    2 ** 53,
    '',
    '\0',
    '\ud800',
    [],
    {},
    true,
  ),
  fc.constantFrom(
    'x'.repeat(100_000),
    '4242424242424242',
    'javascript:alert(1)',
    '<img src=x onerror=alert(1)>',
  ),
  fc.constantFrom<unknown>(
    Array.from({ length: 5_000 }, () => 'x'),
    JSON.parse('{"__proto__":{"isOurs":true}}'),
  ),
  fc.anything({ maxDepth: 2, withNullPrototype: true, key: fc.constantFrom('type', 'seq', ...names) }),
);

/** Anything that a message can be. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.dictionary(fc.constantFrom('type', 'seq', 'kind', 'settings', ...names), nasty, { maxKeys: 5 }),
);

/** A value with one thing in it changed, taken out, put in or wrapped. */
export function nearly(values: unknown[]): fc.Arbitrary<unknown> {
  return fc
    .record({
      value: fc.constantFrom(...values),
      at: fc.nat(),
      how: fc.nat(3),
      other: nasty,
      name: fc.constantFrom(...names),
    })
    .map(({ value, at, how, other, name }) => {
      const copy: unknown = structuredClone(value);
      const places = toPlaces(copy);
      const place = places[at % places.length];
      if (place === undefined) return other;
      const { holder, key } = place;
      if (how === 0) holder[key] = other;
      else if (how === 1) delete holder[key];
      else if (how === 2) holder[key] = [holder[key]];
      else if (!Array.isArray(holder))
        Object.defineProperty(holder, name, {
          value: other,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      return copy;
    });
}

type Place = { holder: Record<string, unknown>; key: string };

function toPlaces(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap(key => [{ holder, key }, ...toPlaces(holder[key])]);
}
