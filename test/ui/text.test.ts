import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { toClock, toSeconds } from '../../src/ui/duration.ts';
import { findText, text } from '../../src/ui/text.ts';
import { resetDouble } from './browser-double.ts';

vi.mock('../../src/browser.ts', async () => await import('./browser-double.ts'));
beforeEach(resetDouble);

type Message = { message: string; description?: string; placeholders?: Record<string, { content: string }> };
const entries = Object.entries(messages as Record<string, Message>);

describe('the words', () => {
  it.each(entries)(
    '%s says something and tells translators what it is for',
    (key, { message, description }) => {
      expect(key).toMatch(/^[A-Za-z0-9_@]+$/);
      expect(message.trim()).toBe(message);
      expect(message).not.toBe('');
      expect(description ?? '').not.toBe('');
    },
  );

  it.each(entries)('%s uses each of its placeholders, and no other', (_, { message, placeholders = {} }) => {
    const used = [...message.matchAll(/\$(\w+)\$/g)].map(([, name = '']) => name.toLowerCase());
    expect(new Set(used)).toEqual(new Set(Object.keys(placeholders)));
    const numbers = Object.values(placeholders).map(({ content }) => content);
    expect(numbers.sort()).toEqual(numbers.map((_number, index) => `$${index + 1}`));
  });

  it('has no two keys that browsers take for one', () => {
    expect(new Set(entries.map(([key]) => key.toLowerCase())).size).toBe(entries.length);
  });

  it('keeps the description within what stores take', () => {
    expect(messages.ext_description.message.length).toBeLessThanOrEqual(132);
  });

  it('has a sentence for every problem that schemas name', () => {
    const files = ['settings', 'recorders'].flatMap(folder => {
      const directory = new URL(`../../src/${folder}/`, import.meta.url);
      const names = readdirSync(directory, { encoding: 'utf8', recursive: true });
      return names
        .filter(name => name.endsWith('.ts'))
        .map(name => readFileSync(new URL(name, directory), 'utf8'));
    });
    const codes = [...files.join('\n').matchAll(/(?:error: |code: |regex\(.*, )'([a-zA-Z]{3,})'/g)].map(
      match => match[1],
    );
    expect(codes).toContain('hardLimitBelowSoft');
    // `custom` is the schema library's own code for what a check of ours found.
    expect(codes.filter(code => code !== 'custom' && findText(`problem_${code}`) === null)).toEqual([]);
  });
});

it('puts substitutions where their placeholders stand', () => {
  expect(text('popup_reason_field', 'Card number', 'crm.example.com')).toBe('Card number on crm.example.com');
});

it('knows which sentences nobody wrote', () => {
  expect(findText('problem_nobodyWroteThis')).toBeNull();
});

it.each([
  [-5, '0:00'],
  [0, '0:00'],
  [1, '0:01'],
  [59_999, '1:00'],
  [125_000, '2:05'],
  [3_600_000, '60:00'],
])('%i ms left is %s', (ms, clock) => expect(toClock(ms)).toBe(clock));

it('says seconds in words', () => {
  expect(toSeconds(30)).toBe('30 seconds');
});
