import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { toReasonText, type Say } from '../../src/ui/reasons.ts';

const say: Say = (key, ...substitutions) => {
  const { message } = messages[key];
  let next = 0;
  return message.replace(/\$[A-Z]+\$/g, () => substitutions[next++] ?? '');
};

test.each([
  ['label:card-number.pl', 'Its label says: Card number (Polish)'],
  ['name:card-csc.en', 'Its technical name says: Security code'],
  ['hint:iban', 'Its technical name says: IBAN'],
  ['placeholder:card', 'Its placeholder says: A card field'],
  ['autocomplete', 'The page marks it for the browser as card data'],
  ['mask:card-expiry', 'Its mask has the form of an expiry date'],
  ['context:split-number', 'It is one of several boxes that make up a card number'],
  ['context:card-csc', 'Together with the fields around it: Security code'],
  ['frame:card-number.de', 'The frame is named: Card number'],
  ['frame:card-frame', 'The frame comes from a payment provider'],
  ['not:other.label', 'But its label speaks of something else'],
  ['not:code.near', 'But its text beside it speaks of another kind of code'],
  ['not:login', 'But it stands beside a password, as in a sign-in form'],
  ['rule:3f2a91bc', 'Rule 3f2a91bc in the settings'],
  ['value:card-number', 'A card number was typed into it'],
])('%s: %s', (reason, sentence) => {
  expect(toReasonText(reason, say)).toBe(sentence);
});

test('a reason that nobody has put into words stands for itself', () => {
  expect(toReasonText('brand-new', say)).toBe('brand-new');
  expect(toReasonText('constructor:toString', say)).toBe('constructor:toString');
});

test('every reason that recognition writes out has a sentence', () => {
  const dir = join(import.meta.dirname, '../../src/content');
  const read = (file: string) => readFileSync(join(dir, file), 'utf8');
  const all = globSync('*.ts', { cwd: dir }).map(read).join('\n');
  const written = [...all.matchAll(/'((?:mask|context|frame):[a-z-]+)'/g)];
  const doubts = [...read('context-rules.ts').matchAll(/return '([a-z-]+)';/g)];
  const reasons = [
    ...written.map(([, reason = '']) => reason),
    ...doubts.map(([, doubt = '']) => `not:${doubt}`),
  ];
  expect(reasons.length).toBeGreaterThan(3);
  expect(reasons.filter(reason => toReasonText(reason, say) === reason)).toEqual([]);
});
