import { describe, expect, test } from 'vitest';
import { isWanted, toOrders } from '../../src/background/orders.ts';
import { toScripts } from '../../src/background/scripts.ts';
import { settingsSchema, type Settings } from '../../src/settings/schema.ts';

const toSettings = (changes: object): Settings => settingsSchema.parse(changes);
const rule = {
  id: 'r1',
  site: 'https://*.example.com/*',
  by: 'selector',
  text: '#pan',
  verdict: 'always',
  note: 'asked for by Finance',
};

describe('which script runs where', () => {
  const matches = (changes: object) =>
    Object.fromEntries(toScripts(toSettings(changes)).map(({ id, matches: sites }) => [id, sites]));

  test('nothing runs anywhere as installed', () => {
    expect(matches({})).toEqual({ rules: [], watch: [], text: [] });
  });

  test('watched sites get the content script alone: nothing that reads what is typed, nothing that asks for rules', () => {
    const sites = ['https://crm.example.com/*', 'https://js.stripe.com/*'];
    expect(matches({ sites })).toEqual({ rules: [], watch: sites, text: [] });
  });

  test('free text is watched on the watched sites where that is switched on', () => {
    const sites = ['https://crm.example.com/*'];
    expect(matches({ sites, watchesText: true })).toEqual({ rules: [], watch: sites, text: sites });
  });

  test('rules and payment pages bring their script to their own sites', () => {
    const pages = ['https://pay.example.com/checkout/*', 'https://pay.example.com/', 'http://*.a.test/x?y=1'];
    expect(matches({ rules: [rule], pages })['rules']).toEqual([
      'https://*.example.com/*',
      'https://pay.example.com/*',
      'http://*.a.test/*',
    ]);
  });
});

describe('what a document is told', () => {
  test('is about its own site, and without what is for people', () => {
    const settings = toSettings({
      rules: [rule, { ...rule, id: 'r2', site: 'https://other.test/*' }],
      pages: ['https://crm.example.com/pay/*', 'https://other.test/*'],
    });
    expect(toOrders(settings, 'https://crm.example.com')).toEqual({
      rules: [{ id: 'r1', by: 'selector', text: '#pan', verdict: 'always', kind: 'card-number' }],
      pages: ['https://crm.example.com/pay/*'],
      watchesText: false,
    });
    expect(toOrders(settings, 'null')).toEqual({ rules: [], pages: [], watchesText: false });
  });
});

describe('which fields hold', () => {
  const settings = toSettings({ kinds: ['card-number'], rules: [{ ...rule, kind: 'card-holder' }] });

  test('those of the chosen kinds, and those that a rule names', () => {
    expect(isWanted(settings, 'card-number', ['label:card-number'])).toBe(true);
    expect(isWanted(settings, 'card-holder', ['label:card-holder'])).toBe(false);
    expect(isWanted(settings, 'card-holder', ['rule:r1'])).toBe(true);
  });

  test('not because a page says so of a rule that nobody made', () => {
    expect(isWanted(settings, 'card-holder', ['rule:r9'])).toBe(false);
    expect(isWanted(settings, 'card-holder', [])).toBe(false);
  });

  test('those with a card number in free text where that is watched', () => {
    const none = toSettings({ kinds: [] });
    expect(isWanted(none, 'card-number', ['value:card-number'])).toBe(false);
    expect(isWanted({ ...none, watchesText: true }, 'card-number', ['value:card-number'])).toBe(true);
  });
});
