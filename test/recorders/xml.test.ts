import { expect, it } from 'vitest';
import { childElements, parseXml } from '../../src/recorders/xml.ts';

const parse = (text: string) => parseXml({ status: 200, headers: new Headers(), text });

it('reads elements, attributes in any order, comments, CDATA and the five entities', () => {
  const root = parse(
    '\ufeff<?xml version="1.0"?><!-- x --><a><b z="1" c=\'&lt;&amp;\'/><b><![CDATA[<t>]]></b></a>',
  );
  const [first, second] = childElements(root, 'b');
  expect(first?.attributes['c']).toBe('<&');
  expect(second?.text).toBe('<t>');
  expect(childElements(root, 'c')).toEqual([]);
});

it.each([
  ['nothing', ''],
  ['text', 'OK'],
  ['HTML', '<!doctype html><p>Sign in<br></p>'],
  ['half a document', '<a><b/>'],
  ['two roots', '<a/><b/>'],
  ['an entity of its own', '<!DOCTYPE a [<!ENTITY x "0">]><a b="&x;"/>'],
  ['a billion laughs', '<!DOCTYPE a [<!ENTITY b "&c;&c;&c;"><!ENTITY c "haha">]><a>&b;</a>'],
  ['a file of this machine', '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'],
  ['more than anybody asked for', `<a>${' '.repeat(300_000)}</a>`],
  ['a nest without end', `${'<a>'.repeat(60_000)}`],
])('takes %s for no XML, and quotes none of it', (_, text) => {
  let error: unknown = null;
  try {
    parse(text);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ code: 'badAnswer', message: 'HTTP 200 with a body that is not XML' });
  expect(error).not.toHaveProperty('cause.message');
});
