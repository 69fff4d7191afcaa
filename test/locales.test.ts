// The words in six languages: none is missing, unused or left in English, and all fit where they stand.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../manifest.json' with { type: 'json' };
import { protectionCodes } from '../src/protection/problems.ts';
import { recorderErrorCodes } from '../src/recorders/errors.ts';
import { recorders } from '../src/recorders/index.ts';
import { breakReasons } from '../src/recording/gate.ts';
import { findMissingWords, isData } from './tools/missing-words.ts';

type Message = { message: string; description?: string; placeholders?: Record<string, { content: string }> };
type Words = Record<string, Message>;

const root = join(import.meta.dirname, '..');
const folder = join(root, 'public/_locales');
const languages = readdirSync(folder).sort();
const others = languages.filter(language => language !== 'en');

const read = (language: string): Words =>
  JSON.parse(readFileSync(join(folder, language, 'messages.json'), 'utf8')) as Words;
const words = Object.fromEntries(languages.map(language => [language, read(language)]));
const english = read('en');
const keys = Object.keys(english);

const code = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name))
  .map(name => readFileSync(join(root, 'src', name), 'utf8'))
  .join('\n');

/**
 * Keys that are put together at run time where no type says what can come of it. The others are arguments of `text`,
 * whose type knows every key.
 */
const composed: Record<string, string[]> = {
  'banner_protection_${problem}': protectionCodes.map(problem => `banner_protection_${problem}`),
  'banner_gate_reason_${reason}': breakReasons.map(reason => `banner_gate_reason_${reason}`),
  'error_${failure.code}_agent': recorderErrorCodes.map(error => `error_${error}_agent`),
  "picker_${verdict ?? 'why'}_hint": ['why', 'always', 'never'].map(verdict => `picker_${verdict}_hint`),
  // On the gallery's cards: `_about` and `_rights` of each, `_depends` of some.
  "recorder_${id.replaceAll('-', '_')}": recorders.flatMap(({ id }) =>
    ['about', 'rights'].map(part => `recorder_${id.replaceAll('-', '_')}_${part}`),
  ),
};

const toEscaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** What a template can become. */
const toPattern = (template: string) =>
  new RegExp(
    `^${template
      .split(/\$\{[^}]*\}/)
      .map(toEscaped)
      .join('[A-Za-z]+')}$`,
  );
const templates = [...code.matchAll(/`([a-z]+_[^`\s]*\$\{[^`]*)`/gi)].map(([, template = '']) => template);
const literals = new Set([...code.matchAll(/['"]([a-z]+_\w+)['"]/gi)].map(([, literal]) => literal));

/** What is the same in English and in another language: names, and words that both have. */
const same: Record<string, string[]> = {
  everywhere: ['CardHush', 'IBAN', 'CSV', 'JSON'],
  direction: ['ltr'],
  es: ['Selector', 'Token'],
  pt: ['Login', 'Site', 'Sites', 'Token', 'Volume'],
  fr: [
    'Agent',
    'Description',
    'Intact',
    'Minutes',
    'Mode',
    'Note',
    'Pauses',
    'Secret',
    'Site',
    'Sites',
    'Volume',
  ],
  de: ['Agent', 'Alarm', 'Limit', 'Login', 'Secret', 'Token', 'optional'],
};

const toNames = ({ message }: Message) => [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name).sort();
/** Without the marks that set what is filled in apart from right-to-left text. */
const toContents = ({ placeholders = {} }: Message) =>
  Object.fromEntries(
    Object.entries(placeholders).map(([name, { content }]) => [
      name,
      content.replaceAll(/[\u2068\u2069]/g, ''),
    ]),
  );

it('knows the six languages', () => {
  expect(languages).toEqual(['de', 'en', 'es', 'fr', 'he', 'pt']);
  expect(manifest.default_locale).toBe('en');
});

describe('keys', () => {
  it('are all used', () => {
    const patterns = templates.map(toPattern);
    const prefixed = new Set(Object.values(composed).flat());
    const inManifest = JSON.stringify(manifest);
    const unused = keys.filter(
      key =>
        !isData(key) &&
        !literals.has(key) &&
        !inManifest.includes(`__MSG_${key}__`) &&
        !prefixed.has(key) &&
        !patterns.some(pattern => pattern.test(key)) &&
        // The rest of a key, put behind a name that is made first.
        !(/^recorder_\w+_depends$/.test(key) && code.includes('_depends`')),
    );
    expect(unused).toEqual([]);
  });

  it('are all there', () => {
    const first = new Set(keys.map(key => key.slice(0, key.indexOf('_') + 1)));
    const named = [
      ...[...code.matchAll(/\b(?:text|findText|say)\(\s*'(\w+)'/g)].map(([, key = '']) => key),
      // Keys that wander through content scripts, where strings are just strings.
      ...[...literals].filter(literal =>
        /^(banner|picker|words|notify|title|status|error|kind|effect)_/.test(literal ?? ''),
      ),
      ...[...JSON.stringify(manifest).matchAll(/__MSG_(\w+?)__/g)].map(([, key = '']) => key),
      ...Object.values(composed).flat(),
    ];
    expect(first.size).toBeGreaterThan(10);
    expect(named.length).toBeGreaterThan(300);
    expect([...new Set(named)].filter(key => key !== undefined && english[key] === undefined)).toEqual([]);
  });

  it('that are put together at run time are those of the table', () => {
    for (const template of Object.keys(composed)) expect(templates).toContain(template);
  });
});

it('names what is missing (npm run locales)', () => {
  expect(findMissingWords(words)).toEqual([]);
  const described = { description: 'Of a button.' };
  const en = { popup_pause: described, popup_resume: {}, recognise_name: {} };
  expect(
    findMissingWords({ en, de: { popup_pause: {} }, fr: { popup_pause: {}, popup_resume: {}, x: {} } }),
  ).toEqual(['en has no description of popup_resume', 'de has no popup_resume', 'fr has, and en has not: x']);
});

describe.each(others)('%s', language => {
  const own = words[language] ?? {};

  it('has each key of the English file, and no other', () => {
    expect(keys.filter(key => !isData(key) && own[key] === undefined)).toEqual([]);
    expect(Object.keys(own).filter(key => english[key] === undefined)).toEqual([]);
  });

  it('fills in the same', () => {
    for (const [key, message] of Object.entries(own)) {
      const original = english[key] ?? { message: '' };
      expect([key, toNames(message)]).toEqual([key, toNames(original)]);
      expect([key, toContents(message)]).toEqual([key, toContents(original)]);
      expect([key, message.message.match(/\{\w+\}/g)?.sort()]).toEqual([
        key,
        original.message.match(/\{\w+\}/g)?.sort(),
      ]);
    }
  });

  it('leaves nothing in English', () => {
    const allowed = new Set([
      ...(same['everywhere'] ?? []),
      ...(same['direction'] ?? []),
      ...(same[language] ?? []),
    ]);
    const toBare = (key: string) => (own[key]?.message ?? '').replaceAll(/\$\w+\$|[^\p{L} ]/gu, '').trim();
    const left = keys.filter(
      key =>
        !isData(key) &&
        own[key]?.message === english[key]?.message &&
        toBare(key) !== '' &&
        !toBare(key)
          .split(' ')
          .every(word => allowed.has(word)),
    );
    expect(left.map(key => `${key}: ${own[key]?.message ?? ''}`)).toEqual([]);
  });

  it('ends sentences where English ends them, and buttons as English does', () => {
    const toEnd = (text: string) => /[.…?!:]$/.exec(text.trim())?.[0] ?? '';
    const wrong = Object.keys(own).filter(
      key => !isData(key) && toEnd(own[key]?.message ?? '') !== toEnd(english[key]?.message ?? ''),
    );
    expect(wrong).toEqual([]);
  });

  it('is clean: no spaces at the edges or in pairs, no straight quotation marks but around code', () => {
    const wrong = Object.entries(own).filter(
      ([key, { message }]) =>
        !isData(key) &&
        (message !== message.trim() ||
          / {2}/.test(message) ||
          /['"]/.test(message.replaceAll(/\[[^\]]*\]/g, '')) ||
          (language === 'fr' && / [:;?!»]|« /.test(message))),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('fits: names within what browsers and stores take, buttons within what popups have room for', () => {
    expect(own['ext_name']?.message.length).toBeLessThanOrEqual(75);
    expect(own['ext_description']?.message.length).toBeLessThanOrEqual(132);
    const tooLong = keys.filter(key => {
      const { message = '' } = own[key] ?? {};
      const original = english[key]?.message.length ?? 0;
      return !isData(key) && message.length > Math.max(32, original * 2.2);
    });
    expect(tooLong).toEqual([]);
  });

  it('has the words of a button in its longer name, or nobody can ask for it by what stands on it', () => {
    const longer = keys.filter(key => /_(of|to)$/.test(key) && english[key.slice(0, -3)] !== undefined);
    expect(longer.length).toBeGreaterThan(8);
    const wrong = longer.filter(
      key =>
        own[key]?.message.toLowerCase().includes(own[key.slice(0, -3)]?.message.toLowerCase() ?? '') !== true,
    );
    expect(wrong).toEqual([]);
  });

  it('says which language it is, and which way it runs', () => {
    expect(own['ui_lang']?.message).toBe(language);
    expect(own['ui_dir']?.message).toBe(language === 'he' ? 'rtl' : 'ltr');
  });

  it('leaves descriptions to the English file (npm run locales)', () => {
    expect(Object.keys(own).filter(key => own[key]?.description !== undefined)).toEqual([]);
  });
});

/** Right-to-left text turns what stands at its edges around, unless it is set apart. */
it('sets what is filled in apart in right-to-left languages (npm run locales)', () => {
  const bare = Object.entries(words['he'] ?? {}).filter(([, { placeholders = {} }]) =>
    Object.values(placeholders).some(({ content }) => !/^\u2068\$\d\u2069$/.test(content)),
  );
  expect(bare.map(([key]) => key)).toEqual([]);
});
