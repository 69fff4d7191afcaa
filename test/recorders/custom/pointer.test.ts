import { describe, expect, it } from 'vitest';
import { isPointer, readAt } from '../../../src/recorders/custom/pointer.ts';

/** RFC 6901, section 5. */
const document = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

describe('a JSON pointer', () => {
  it.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('%j finds what the RFC says', (pointer, found) => {
    expect(isPointer(pointer)).toBe(true);
    expect(readAt(document, pointer)).toEqual(found);
  });

  it('reads "~01" as a tilde and a one', () => {
    expect(readAt({ '~1': 'right', '/': 'wrong' }, '/~01')).toBe('right');
  });

  it.each(['/foo/2', '/foo/-', '/foo/00', '/foo/01', '/foo/length', '/nothing', '/a/b', '/foo/0/0'])(
    '%j finds nothing',
    pointer => {
      expect(readAt(document, pointer)).toBeUndefined();
    },
  );

  it.each(['/constructor', '/__proto__', '/toString', '/foo/constructor', '/__proto__/polluted'])(
    '%j finds nothing that the body does not hold itself',
    pointer => {
      expect(readAt(document, pointer)).toBeUndefined();
    },
  );

  it('finds what a body does hold under such a name', () => {
    expect(readAt(JSON.parse('{"__proto__":{"a":1},"constructor":2}'), '/__proto__/a')).toBe(1);
    expect(readAt(JSON.parse('{"__proto__":{"a":1},"constructor":2}'), '/constructor')).toBe(2);
  });

  it.each([null, 'text', 7, true, undefined])('finds nothing in %j', body => {
    expect(readAt(body, '/a')).toBeUndefined();
    expect(readAt(body, '')).toBe(body);
  });

  it.each(['foo', '~', '/~', '/~2', '/a~', '#/foo'])('%j is none', text => {
    expect(isPointer(text)).toBe(false);
  });
});
