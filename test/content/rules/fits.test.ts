// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { judgeByRules } from '../../../src/content/rules/fits.ts';
import { judge, setJudge } from '../../../src/content/judges.ts';
import type { FieldRule } from '../../../src/settings/rules.ts';

// Browsers have framesets to this day; this one does not.
vi.stubGlobal('HTMLFrameElement', HTMLIFrameElement);

const rule = (changes: Partial<FieldRule>): FieldRule => ({
  id: 'r',
  by: 'selector',
  text: '',
  verdict: 'always',
  kind: 'card-number',
  ...changes,
});
const find = (selector: string): Element => {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(`no ${selector}`);
  return found;
};

beforeEach(() => {
  document.body.innerHTML = `
    <label for="a">Numéro de la CARTE</label><input id="a" class="box">
    <label for="b">Note</label><textarea id="b" placeholder="Card or cash?"></textarea>
    <pay-box id="host"></pay-box>
    <button id="button">Card</button>`;
});

test('the first rule that is about a field decides', () => {
  const rules = [
    rule({ id: 'first', text: '.box', verdict: 'never' }),
    rule({ id: 'second', text: '#a' }),
    rule({ id: 'third', text: 'input, textarea', kind: 'card-csc' }),
  ];
  expect(judgeByRules(rules, find('#a'))).toBeNull();
  expect(judgeByRules(rules.slice(1), find('#a'))?.reasons).toEqual(['rule:second']);
  expect(judgeByRules(rules, find('#b'))).toEqual({
    kind: 'card-csc',
    confidence: 1,
    reasons: ['rule:third'],
  });
  expect(judgeByRules(rules, find('#button'))).toBeUndefined();
});

test('labels are compared without case, accents and signs', () => {
  const by = (text: string) => judgeByRules([rule({ by: 'label', text })], find('#a'));
  expect(by('numero de la carte')).not.toBeUndefined();
  expect(by('  NUMÉRO,  de la')).not.toBeUndefined();
  expect(by('carte bleue')).toBeUndefined();
  // Of nothing but signs nothing is left: that is no reason to take every field.
  expect(by('***')).toBeUndefined();
  expect(judgeByRules([rule({ by: 'label', text: 'or cash' })], find('#b'))).not.toBeUndefined();
  // A label rule is about fields.
  expect(judgeByRules([rule({ by: 'label', text: 'card' })], find('#button'))).toBeUndefined();
});

test('a selector reaches from inside a custom element to the element itself', () => {
  const root = find('#host').attachShadow({ mode: 'open' });
  root.innerHTML = '<div><input class="inner"></div>';
  const inner = root.querySelector('input');
  if (inner === null) throw new Error('no inner field');
  expect(judgeByRules([rule({ text: 'body > pay-box' })], inner)).not.toBeUndefined();
  expect(judgeByRules([rule({ text: '.inner' })], inner)).not.toBeUndefined();
  // Only the element: whatever else is around it is not meant.
  expect(judgeByRules([rule({ text: 'body' })], inner)).toBeUndefined();
});

test('focus that is nowhere holds nothing, whatever a rule says', () => {
  const everything = [rule({ text: '*' })];
  expect(judgeByRules(everything, document.body)).toBeUndefined();
  expect(judgeByRules(everything, document.documentElement)).toBeUndefined();
});

test('a selector that makes no sense means nothing, and the rules after it are heard', () => {
  expect(
    judgeByRules([rule({ text: 'input[' }), rule({ id: 'next', text: '#a' })], find('#a'))?.reasons,
  ).toEqual(['rule:next']);
});

test('of several who know, the one who says that it holds is believed', () => {
  setJudge('one', element => (element.id === 'a' ? null : undefined));
  expect(judge(find('#a'))).toBeNull();
  expect(judge(find('#b'))).toBeUndefined();
  setJudge('two', () => ({ kind: 'card-number', confidence: 1, reasons: ['value:card-number'] }));
  expect(judge(find('#a'))?.reasons).toEqual(['value:card-number']);
});
