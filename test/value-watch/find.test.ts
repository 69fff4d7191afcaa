import { describe, expect, test } from 'vitest';
import { hasCardNumber } from '../../src/value-watch/find.ts';

const visa = '4111111111111111';

describe('a card number is seen', () => {
  test.each([
    ['alone', visa],
    ['in fours', '4111 1111 1111 1111'],
    ['with hyphens, as some write it', '4111-1111-1111-1111'],
    ['with dots and no-break blanks', '4111.1111\u00a01111.1111'],
    ['in a sentence', 'Customer read out 5555 5555 5555 4444, exp 12/27.'],
    ['before other digits', '4111 1111 1111 1111 12 27 123'],
    ['after other digits', 'order 77 4111 1111 1111 1111'],
    ['American Express as printed', '3782 822463 10005'],
    ['Diners Club as printed', '3056 930902 5904'],
    ['UnionPay', '6200000000000005'],
    ['Mastercard of the newer range', '2223003122003222'],
    ['in full-width digits', '４１１１ １１１１ １１１１ １１１１'],
    ['in Arabic-Indic digits', '٤١١١ ١١١١ ١١١١ ١١١١'],
    ['in Persian digits', '۴۱۱۱ ۱۱۱۱ ۱۱۱۱ ۱۱۱۱'],
    ['in Devanagari digits', '४१११ ११११ ११११ ११११'],
    ['with marks of direction in it', '\u200f4111\u200e 1111 1111\u202c 1111'],
    ['with the underscores of a mask', '4111_1111_1111_1111____'],
    ['typed oddly', '411 11111 1111 1111'],
    ['at the end of a long note', `${'Called about the order. '.repeat(2_000)}${visa}`],
  ])('%s', (_title, text) => {
    expect(hasCardNumber(text)).toBe(true);
  });
});

describe('nothing is seen', () => {
  test.each([
    ['in a number that is mistyped', '4111111111111112'],
    ['in a part of a card number', '4111 1111 1111 111'],
    ['in the last four digits', 'ends in 1111'],
    ['in telephone numbers', '+972 54 123 4567, +49 1522 3433333, 001 415 555 2671'],
    ['in an order number that begins with its date', '2026112012345678'],
    ['in an IBAN', 'DE89 3704 0044 0532 0130 00, GB29NWBK60161331926819'],
    ['in a time in milliseconds', '1763625600000'],
    ['in a SIM card number', '8991101200003204514'],
    ['in an IMEI', '490154203237518'],
    ['in a gift card number', '6006491286999911'],
    ['in digits on several lines', '4111\n1111\n1111\n1111'],
    ['in digits with words between them', '4111 and 1111 and 1111 and 1111'],
    ['in nothing', ''],
  ])('%s', (_title, text) => {
    expect(hasCardNumber(text)).toBe(false);
  });
});

/** The same numbers each time (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('how often a number that is no card is taken for one', () => {
  const random = createRandom(20_261_120);
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  const year = () => 2020 + Math.floor(random() * 8);
  const month = () => String(1 + Math.floor(random() * 12)).padStart(2, '0');

  test.each<[string, () => string, number]>([
    ['US phone numbers', () => `+1 ${digits(3)} ${digits(3)} ${digits(4)}`, 0],
    ['German phone numbers', () => `+49${digits(11)}`, 0.006],
    ['order numbers by date', () => `${year()}${month()}${digits(10)}`, 0.03],
    ['random 13 digits', () => digits(13), 0],
    ['random 14 digits', () => digits(14), 0.006],
    ['random 15 digits', () => digits(15), 0.006],
    ['random 16 digits', () => digits(16), 0.033],
    ['random 19 digits', () => digits(19), 0.025],
  ])('%s', (_title, make, most) => {
    const tries = 5_000;
    let taken = 0;
    for (let count = 0; count < tries; count += 1) if (hasCardNumber(make())) taken += 1;
    expect(taken / tries).toBeLessThanOrEqual(most);
  });
});

test('looking costs nothing that anybody would feel while typing', () => {
  const note =
    'Called on 12.11.2026 about order 2026-1234-5678, wants it by Friday; 14 items at 19.90. '.repeat(120);
  const startedAtMs = performance.now();
  for (let count = 0; count < 20; count += 1) hasCardNumber(note);
  expect((performance.now() - startedAtMs) / 20).toBeLessThan(25);
});
