// The data files: every word compiles, and is found in the spelling that pages use.
import { beforeEach, describe, expect, it } from 'vitest';
import { scan, setWords, type Span, type WordKind } from '../../src/content/patterns/find.ts';
import { frameHosts } from '../../src/content/patterns/frame-hosts.ts';
import { toFrameVerdict } from '../../src/content/patterns/frame-verdict.ts';
import { languages } from '../../src/content/patterns/languages.ts';
import { packWords, toSource, toWordMessages, toWordsKey } from '../../src/content/patterns/pack.ts';
import { toPlain } from '../../src/content/patterns/plain.ts';
import { universal } from '../../src/content/patterns/universal.ts';
import { toWords } from '../../src/content/text.ts';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };

const packed = packWords();
beforeEach(() => setWords(part => packed[part]));

const findWords = (kind: WordKind, text: string): Span[] => scan(text)(kind);

describe('notation', () => {
  it.each<[string, string, boolean]>([
    ['^no$', 'card no', true],
    ['^no$', 'notes', false],
    ['security_code', 'securitycode', true],
    ['security_code', 'security code', true],
    ['numéro', 'numero de carte', true],
    ['ważna', 'wazna do', true],
  ])('%s in "%s": %s', (notation, text, isFound) => {
    expect(new RegExp(toSource(notation), 'm').test(text)).toBe(isFound);
  });

  it('has no empty alternative, which would match everywhere', () => {
    const sources = [
      ...languages.flatMap(({ id: _id, ...words }) => Object.values(words)),
      ...Object.values(universal),
    ];
    for (const source of sources) {
      expect(new RegExp(toSource(source)).test(''), source).toBe(false);
      expect(source).not.toMatch(/\|\||^\||\|$|\(\?:\)|\|\)/);
    }
  });

  it('has one entry per language', () => {
    const ids = languages.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('words', () => {
  it.each<[string, string]>([
    ['cardNumber', 'card number'],
    ['CCNumber', 'cc number'],
    ['j_id0:form:card-no', 'j id0 form card no'],
    ['Card #', 'card no'],
    ['N° de carte', 'no de carte'],
    ['№ карты', 'no карты'],
    ['KART NUMARASI', 'kart numarasi'],
    ['İSİM', 'isim'],
    ['Gültig bis', 'gultig bis'],
    ['カード番号', 'カード番号'],
    ['ｶｰﾄﾞ番号', 'カード番号'],
    ['כַּרְטִיס', 'כרטיס'],
    ['شمارهٔ کارت', 'شماره كارت'],
    ['', ''],
  ])('%s reads %s', (text, words) => {
    expect(toWords(text)).toBe(words);
  });

  it.each<[WordKind, string, string]>([
    ['card', 'numer karty', 'pl'],
    ['card', 'מספר כרטיס', 'he'],
    ['number', 'رقم البطاقة', 'ar'],
    ['secure', 'codigo de seguridad', 'es'],
    ['expiry', 'gultig bis', 'de'],
    ['holder', 'posiadacz karty', 'pl'],
    ['other', 'подарочная карта', 'ru'],
  ])('%s in "%s" is %s', (kind, text, language) => {
    expect(findWords(kind, text).map(span => span.language)).toContain(language);
  });

  it.each([
    ['card', 'discard number'],
    ['card', 'postcard'],
    ['card', 'scorecard no'],
    ['card', 'cards'],
    ['card', 'so theo doi'],
    ['number', 'nome'],
    ['code', 'zip codex'],
  ] as const)('no %s in "%s"', (kind, text) => {
    expect(findWords(kind, text)).toEqual([]);
  });
});

describe('plain words', () => {
  it.each<[string, string[] | null]>([
    ['numero', ['numero']],
    ['karten?', ['karten', 'karte']],
    ['^cc$', ['<cc>']],
    ['security_code', ['security code', 'securitycode']],
    ['tar[jg]eta', ['tarjeta', 'targeta']],
    [
      'vali(?:d|dity)_x?',
      ['valid x', 'valid ', 'validx', 'valid', 'validity x', 'validity ', 'validityx', 'validity'],
    ],
    ['card(?!s)', null],
    ['num\\d?', null],
    ['x(?:a$|b)', null],
    ['a?', null],
  ])('%s is %j', (notation, words) => {
    expect(toPlain(notation)).toEqual(words);
  });

  it('find what the expression finds that they stand for', () => {
    const texts = languages.flatMap(({ id: _id, ...kinds }) =>
      Object.values(kinds).flatMap(notation => notation.split('|').map(word => toWords(word))),
    );
    for (const { id, ...kinds } of languages)
      for (const [kind, notation] of Object.entries(kinds)) {
        const expression = new RegExp(toSource(notation), 'm');
        for (const text of texts)
          if (expression.test(text))
            expect(findWords(kind as WordKind, text), `${id} ${kind} ${text}`).not.toEqual([]);
      }
  });
});

describe('frame hosts', () => {
  it.each<[string, string, string | null]>([
    ['assets.braintreegateway.com', '/web/3/html/hosted-fields-frame.html', 'card-frame'],
    ['checkoutshopper-live.cdn.adyen.com', '/checkoutshopper/securedfields/x', 'card-frame'],
    ['checkoutshopper-live.adyen.com', '/checkoutshopper/demo', 'card-capable'],
    ['secure.cardcom.solutions', '/api/openfields/reCaptcha', 'auth-frame'],
    ['secure.cardcom.solutions', '/api/openfields/CVV', 'card-frame'],
    ['hooks.stripe.com', '/3d_secure', 'auth-frame'],
    ['notjs.stripe.com.example', '/', null],
    ['fakeadyen.com', '/', null],
    ['', '', null],
  ])('%s%s is %s', (host, path, verdict) => {
    expect(toFrameVerdict(host, path)).toBe(verdict);
  });

  it('lists no host behind a wider one that would hide it', () => {
    for (const [verdict, list] of Object.entries(frameHosts))
      for (const key of list.trim().split(/\s+/)) {
        const slash = key.indexOf('/');
        const [host, path] = slash < 0 ? [key, '/'] : [key.slice(0, slash), key.slice(slash)];
        expect(toFrameVerdict(host, path), key).toBe(verdict);
      }
  });
});

describe('among the sentences of _locales', () => {
  it('a dollar sign stands nowhere, as it would be taken for a placeholder', () => {
    for (const { message } of Object.values(toWordMessages())) expect(message).not.toMatch(/\$/);
  });

  it('each expression has its name, its language and its clue before it', () => {
    for (const line of packed.rest.split('\n')) {
      const [name, order, clue = '', source = '', ...more] = line.split(';');
      expect([name, order, source, more.length], line).not.toContain('');
      expect(more, line).toEqual([]);
      expect(source, line).toContain(clue);
    }
  });

  it('each kind is under its own key, whose spelling browsers do not tell apart by case', () => {
    const keys = Object.keys(packed).map(kind => toWordsKey(kind).toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.keys(messages).filter(key => keys.includes(key.toLowerCase()))).toEqual([]);
  });

  it('words that cannot be had now are asked for again', () => {
    let isThere = false;
    setWords(part => (isThere ? packed[part] : ''));
    expect(findWords('card', 'card number')).toEqual([]);
    expect(toFrameVerdict('js.mollie.com', '/')).toBeNull();
    isThere = true;
    expect(findWords('card', 'card number')).not.toEqual([]);
    expect(toFrameVerdict('js.mollie.com', '/')).toBe('card-frame');
  });
});
