// The rules of recognition on facts alone: no page is needed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/content/classify.ts';
import type { FieldFacts, OwnFacts } from '../../src/content/facts.ts';
import { setWords } from '../../src/content/patterns/find.ts';
import { packWords } from '../../src/content/patterns/pack.ts';
import { toWords } from '../../src/content/text.ts';

const packed = packWords();
setWords(part => packed[part]);

type Given = Partial<Omit<OwnFacts, 'words'>> & Partial<Record<keyof OwnFacts['words'], string>>;

const sources = [
  'label',
  'aria',
  'placeholder',
  'name',
  'id',
  'hint',
  'title',
  'near',
  'after',
  'description',
  'class',
] as const;

function own(given: Given): OwnFacts {
  const words: OwnFacts['words'] = {};
  for (const source of sources) if (given[source]) words[source] = toWords(given[source]);
  return {
    tag: given.tag ?? 'input',
    type: given.type ?? 'text',
    autocomplete: given.autocomplete ?? [],
    provider: given.provider ?? '',
    words,
    mask: given.mask ?? given.placeholder ?? '',
    pattern: given.pattern ?? '',
    maxLength: given.maxLength ?? 0,
    options: given.options ?? '',
  };
}

type Place = {
  before?: Given[];
  after?: Given[];
  heading?: string;
  container?: string;
  host?: string;
  path?: string;
};

function field(given: Given, place: Place = {}): FieldFacts {
  return {
    ...own(given),
    before: (place.before ?? []).map(own),
    after: (place.after ?? []).map(own),
    heading: toWords(place.heading ?? ''),
    container: toWords(place.container ?? ''),
    host: place.host ?? 'crm.example',
    path: place.path ?? '/',
  };
}

const kindOf = (given: Given, place?: Place): string | null => classify(field(given, place))?.kind ?? null;

describe('what a field says about itself', () => {
  it.each<[string, Given, string | null]>([
    [
      'autocomplete beats a lying name',
      { autocomplete: ['billing', 'cc-number'], name: 'phone' },
      'card-number',
    ],
    [
      'autocomplete that lies takes nothing away',
      { autocomplete: ['one-time-code'], label: 'CVV' },
      'card-csc',
    ],
    ['an attribute of a payment script', { provider: 'cvc' }, 'card-csc'],
    ['a label', { label: 'Card number' }, 'card-number'],
    ['a name without a label', { name: 'txtCardNum' }, 'card-number'],
    ['the end of a name, not its form', { name: 'cardNumberForm_cvv' }, 'card-csc'],
    ['a mask', { placeholder: '0000 0000 0000 0000' }, 'card-number'],
    ['a mask for American Express', { placeholder: 'XXXX XXXXXX XXXXX' }, 'card-number'],
    ['an expiry form', { placeholder: 'MM/YY' }, 'card-expiry'],
    ['a whole date is no expiry form', { placeholder: 'DD/MM/YYYY' }, null],
    ['an expiry with month and card', { name: 'card[exp_month]' }, 'card-expiry'],
    ['a lone expiry date may be anything', { label: 'Expiry date' }, null],
    ['a lone security code may be anything', { label: 'Security code' }, null],
    [
      'the first phrase counts in a label',
      { label: 'CVV (the last 3 digits after the card number)' },
      'card-csc',
    ],
    ['a credit card and nothing else', { label: 'Credit or debit card' }, 'card-number'],
    ['a recipient', { label: 'CC', name: 'cc' }, null],
    ['Chinese that ends in the sign for a code', { label: '信用卡號碼' }, 'card-number'],
    ['a number that looks like the Portuguese "on the"', { label: 'Nº do cartão' }, 'card-number'],
    ['a name cut short', { name: 'crdno' }, 'card-number'],
    ['a field for e-mail by mistake', { type: 'email', placeholder: 'Kortnummer *' }, 'card-number'],
    ['an e-mail address', { type: 'email', label: 'E-mail of the card holder' }, null],
    ['the key of a hotel room', { label: 'Key card number' }, null],
    ['a card that is no means of payment', { label: 'Bahncard Kartennummer' }, null],
    ['who issued the card', { label: '카드사' }, null],
    ['a gift card', { label: 'Gift card number' }, null],
    ['a gift card by name', { label: 'Card number', name: 'giftCardNumber' }, null],
    [
      'credit card outweighs a gift in the name',
      { label: 'Credit card number', name: 'gift_order_cc' },
      'card-number',
    ],
    ['Portuguese "no cartão" is no number', { label: 'Nome', placeholder: 'Como no cartão' }, null],
    ['a plural is a count', { label: 'Number of cards' }, null],
    ['a box for the last four', { name: 'cardNumber', maxLength: 4 }, null],
    ['a checkbox', { type: 'checkbox', label: 'Card number' }, null],
    ['a select is never a number', { tag: 'select', type: '', label: 'Card number' }, null],
    ['an IBAN', { label: 'IBAN' }, 'iban'],
    ['an account number', { label: 'Account number' }, 'bank-account'],
    ['a routing number', { label: 'Routing number' }, 'routing'],
    ['a national id', { label: 'Social security number' }, 'national-id'],
  ])('%s', (_rule, given, kind) => {
    expect(kindOf(given)).toBe(kind);
  });
});

describe('cards that pay nothing', () => {
  it.each([
    'Boarding card number',
    'Numéro de carte grise',
    'Número do cartão do SUS',
    'Gesundheitskartennummer',
    'Numer karty miejskiej',
    'Номер карты пациента',
    'Öğrenci kart no',
    'מספר כרטיס סים',
    'رقم البطاقة الشخصية',
    'マイナンバーカード番号',
    '健保卡號',
    '교통카드 번호',
  ])('%s', label => {
    expect(kindOf({ label })).toBeNull();
  });

  it.each(['交通银行信用卡号', 'מספר כרטיס אשראי לרכישת כרטיסים', 'Numer Twojej karty'])(
    'but %s does',
    label => {
      expect(kindOf({ label })).toBe('card-number');
    },
  );
});

describe('what the neighbours add', () => {
  const number: Given = { label: 'Card number' };
  const csc: Given = { label: 'CVV' };
  const expiry: Given = { label: 'Expires', placeholder: 'MM/YY' };
  const box: Given = { maxLength: 4 };

  it.each<[string, Given, Place, string | null]>([
    ['a number beside a CVV', { label: 'Number' }, { after: [csc] }, 'card-number'],
    ['a number in a ticket', { label: 'Number' }, { after: [{ label: 'Subject' }] }, null],
    [
      'an account number in a card form',
      { label: 'Account number' },
      { after: [expiry, csc] },
      'card-number',
    ],
    ['a security code beside a card number', { label: 'Security code' }, { before: [number] }, 'card-csc'],
    [
      'a code from a text message beside a card number',
      { label: 'Security code from SMS' },
      { before: [number] },
      null,
    ],
    ['an expiry date beside a card number', { label: 'Expiry date' }, { before: [number] }, 'card-expiry'],
    [
      'a year select beside a CVV',
      { tag: 'select', type: '', options: 'years' },
      { after: [csc] },
      'card-expiry',
    ],
    ['a year select alone', { tag: 'select', type: '', options: 'years' }, {}, null],
    ['the third of four boxes', box, { before: [box, { ...box, ...number }], after: [box] }, 'card-number'],
    ['four boxes with a CVV behind them', box, { before: [box], after: [box, box, csc] }, 'card-number'],
    [
      'six boxes of one digit',
      { maxLength: 1 },
      { before: [{ maxLength: 1 }, { maxLength: 1 }], after: [{ maxLength: 1 }] },
      null,
    ],
    [
      'boxes of a telephone number',
      { maxLength: 3, label: 'Phone' },
      { after: [{ maxLength: 3 }, { maxLength: 4 }] },
      null,
    ],
    [
      'boxes of which only the first has words',
      box,
      { before: [{ ...box, near: 'Card' }], after: [box, box, { near: 'Expires' }] },
      'card-number',
    ],
    [
      'boxes without a length',
      {},
      { before: [{}, { near: 'Card number' }], after: [{}, { tag: 'select', type: '', options: 'months' }] },
      'card-number',
    ],
    [
      'boxes behind those of a telephone',
      { ...box, near: 'Credit card no.' },
      {
        before: [{ maxLength: 3 }, { maxLength: 3 }, { ...box, near: 'Mobile' }],
        after: [box, box, box, csc],
      },
      'card-number',
    ],
    [
      'the last box of a telephone',
      { maxLength: 3 },
      {
        before: [{ maxLength: 3 }, { ...box, near: 'Mobile' }],
        after: [{ ...box, near: 'Credit card no.' }, box, box, box, expiry],
      },
      null,
    ],
    [
      'two characters are no code',
      { ...box, maxLength: 2, after: 'Signature panel code' },
      { before: [number] },
      null,
    ],
    [
      'the number of a house in a form with a card number',
      { label: 'N°' },
      {
        before: [{ label: 'Rua' }],
        after: [{ label: 'Referência' }, { label: 'Nº do cartão de crédito' }, expiry, csc],
      },
      null,
    ],
    [
      'an expiry date by label, a number by a copied name',
      { label: 'Utløpsdato', id: 'kortnummer' },
      { before: [csc, number] },
      'card-expiry',
    ],
    [
      'a code by label, a number by a copied name',
      { label: 'Security code', name: 'card_number' },
      { before: [number] },
      'card-csc',
    ],
    [
      'a mask says more than a label',
      { label: 'Code', placeholder: '0000 0000 0000 0000' },
      {},
      'card-number',
    ],
    [
      'an account at the gas works',
      { label: 'Номер лицевого счета', name: 'account-number' },
      { after: [{ label: 'Номер карты' }, expiry, csc] },
      'bank-account',
    ],
    [
      'a card with a PIN and months',
      number,
      { after: [{ placeholder: 'MM' }, { label: 'PIN' }] },
      'card-number',
    ],
    [
      'a bank card in a form that also asks for a password',
      { near: 'Número de tarjeta bancaria' },
      { before: [{ label: 'Contraseña', type: 'password' }] },
      'card-number',
    ],
    ['a sentence before an aria label', { near: 'Member Jane Doe', aria: 'Card number' }, {}, 'card-number'],
    [
      'a heading before a placeholder',
      { near: 'Promo code SAVE10 applied', placeholder: 'Card number' },
      {},
      'card-number',
    ],
    ['a member number beside nothing else', { near: 'Member card number' }, {}, null],
    [
      'a second card in the same form',
      { label: 'Number', maxLength: 19 },
      { before: [number, expiry], after: [expiry, csc] },
      'card-number',
    ],
    ['a name between card fields', { label: 'Name' }, { before: [number], after: [expiry] }, 'card-holder'],
    [
      'a name elsewhere',
      { label: 'Name' },
      { before: [{ label: 'Email' }], after: [{ label: 'Phone' }] },
      null,
    ],
  ])('%s', (_rule, given, place, kind) => {
    expect(kindOf(given, place)).toBe(kind);
  });

  it.each([
    '3 digits on the back',
    'Last three digits on the signature strip',
    '3 dígitos del reverso',
    'Cód. seg.',
    '3 dígitos no verso',
    '3 chiffres au dos',
    '3 cifre sul retro',
    '3-stelliger Code',
    'Controlegetal',
    'Kontrolcifre',
    'Kod zabezpieczający',
    'Три цифры на обороте',
    'Arka yüzündeki 3 hane',
    '3 ספרות בגב הכרטיס',
    'الأرقام الثلاثة خلف البطاقة',
    'カード裏面の3桁',
    '背面三碼',
    '뒷면 3자리',
  ])('what is printed on the back, beside a card number: %s', label => {
    expect(kindOf({ label }, { before: [number] })).toBe('card-csc');
  });

  it.each(['3 digits on the back', '3 chiffres au dos', '背面三碼'])('%s may be anything alone', label => {
    expect(kindOf({ label })).toBeNull();
  });

  it.each<[string, Given, Place]>([
    ['a card number beside a password logs in', number, { after: [{ label: 'Password', type: 'password' }] }],
    ['a card number under the heading of a gift card', number, { heading: 'Check your gift card balance' }],
  ])('%s', (_rule, given, place) => {
    expect(kindOf(given)).toBe('card-number');
    expect(kindOf(given, place)).toBeNull();
  });
});

describe('where the document comes from', () => {
  it.each<[string, Given, Place, string | null]>([
    [
      'everything in a hosted field is card data',
      { id: 'data' },
      { host: 'cdn.cardknox.com', path: '/ifields/2/ifield.htm' },
      'card-number',
    ],
    [
      'a bank asks for a one-time code',
      { label: 'Card number' },
      { host: 'centinelapi.cardinalcommerce.com' },
      null,
    ],
    ['a payment page is read as usual', { label: 'Email' }, { host: 'js.stripe.com' }, null],
    [
      'a host that only ends alike',
      { id: 'data' },
      { host: 'evilcdn.cardknox.com.example', path: '/ifields/' },
      null,
    ],
  ])('%s', (_rule, given, place, kind) => {
    expect(kindOf(given, place)).toBe(kind);
  });
});

describe('reasons', () => {
  it('names the rule and the language', () => {
    expect(classify(field({ label: 'Numer karty' }))?.reasons).toEqual(['label:card-number.pl']);
    expect(classify(field({ label: 'カード番号', name: 'x' }))?.reasons).toEqual(['label:card-number.ja']);
  });

  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  const word = fc.constantFrom(
    'card',
    'number',
    'Karte',
    'nr',
    'CVV',
    'gift',
    'expiry',
    'name',
    'カード',
    '番号',
    'כרטיס',
    '4111111111111111',
  );
  const words = fc.array(fc.oneof(word, text), { maxLength: 6 }).map(parts => parts.join(' '));
  const given = fc.record({
    label: words,
    name: words,
    near: words,
    placeholder: words,
    maxLength: fc.nat(20),
  });

  it('never holds text of the page, whatever the page says', () => {
    fc.assert(
      fc.property(given, fc.array(given, { maxLength: 4 }), words, (self, others, heading) => {
        const facts = field(self, { before: others, heading });
        const frozen = structuredClone(facts);
        const found = classify(facts);
        expect(facts).toEqual(frozen);
        if (!found) return;
        expect(found.confidence).toBeGreaterThanOrEqual(0.45);
        expect(found.confidence).toBeLessThanOrEqual(1);
        for (const reason of found.reasons) expect(reason).toMatch(/^[a-z]+(:[a-z-]+(\.[a-z]+)?)?$/);
      }),
      { numRuns: 300 },
    );
  });
});
