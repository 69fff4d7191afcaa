// The repository looks at itself: arrows between folders, single doors, words, permissions, files that do not belong.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../manifest.json' with { type: 'json' };
import messages from '../public/_locales/en/messages.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const src = join(root, 'src');

type Source = { path: string; text: string; imports: string[] };

const sources: Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name))
  .map(name => {
    const path = join(src, name);
    const text = readFileSync(path, 'utf8');
    const imports = [...text.matchAll(/^(?:import|export)\s[^;]*?from '([^']+)'/gms)].map(
      ([, target = '']) => (target.startsWith('.') ? relative(src, join(dirname(path), target)) : target),
    );
    return { path: relative(src, path), text, imports };
  });

/** Folder of a file, or the file itself where it stands at the top of `src`. */
const toPlace = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : path);

/** Which places each place may import from; whatever is not named may be imported by nobody but itself. */
const arrows: Record<string, string[]> = {
  ledger: ['recording', 'recorders/errors.ts', 'drill/result.ts', 'zod.ts'],
  shipping: ['ledger', 'recorders/errors.ts', 'recorders/http.ts', 'settings/shipping.ts', 'zod.ts'],
  drill: ['practice', 'content', 'ui', 'messages.ts', 'recording', 'browser.ts', 'zod.ts'],
  recording: ['recorders/errors.ts', 'recorders/recorder.ts', 'zod.ts'],
  recorders: ['zod.ts'],
  protection: ['recorders/errors.ts', 'zod.ts'],
  governance: ['recording', 'settings', 'zod.ts'],
  settings: ['recorders', 'recording/gate.ts', 'recording/state.ts', 'zod.ts', 'browser.ts'],
  'word.ts': ['protection', 'recording', 'settings', 'zod.ts'],
  'messages.ts': [
    'word.ts',
    'governance',
    'protection',
    'recording',
    'recorders',
    'settings',
    'drill/result.ts',
    'zod.ts',
  ],
  'answers.ts': [
    'messages.ts',
    'governance',
    'protection',
    'recording',
    'recorders',
    'settings',
    'shipping',
    'drill/result.ts',
    'zod.ts',
  ],
  'trial-messages.ts': ['recording', 'zod.ts'],
  'messaging.ts': ['browser.ts', 'messages.ts', 'sender.ts', 'zod.ts'],
  content: ['messages.ts', 'word.ts', 'protection', 'recording', 'settings'],
  picker: ['content', 'messages.ts', 'recording', 'settings', 'ui'],
  'value-watch': ['content', 'recording'],
  verify: ['ui', 'ledger', 'browser.ts'],
  activity: ['ui', 'ledger', 'recording', 'recorders', 'settings', 'messages.ts', 'browser.ts', 'zod.ts'],
  popup: [
    'ui',
    'governance',
    'protection',
    'messages.ts',
    'recording',
    'settings',
    'recorders',
    'browser.ts',
  ],
  options: [
    'ui',
    'shipping',
    'sounds',
    'messages.ts',
    'trial-messages.ts',
    'recording',
    'settings',
    'recorders',
    'browser.ts',
    'zod.ts',
  ],
  // Of the background nothing but what can do nothing by itself: practice must not reach a real recorder.
  practice: [
    'content',
    'ui',
    'messages.ts',
    'word.ts',
    'recording',
    'recorders/define-recorder.ts',
    'recorders/errors.ts',
    'recorders/recorder.ts',
    'background/coordinator.ts',
    'background/clock.ts',
    'zod.ts',
  ],
  welcome: [
    'ui',
    'options',
    'practice',
    'messages.ts',
    'recording',
    'settings',
    'recorders',
    'browser.ts',
    'zod.ts',
  ],
  ui: [
    'answers.ts',
    'drill/result.ts',
    'messages.ts',
    'protection',
    'recording',
    'settings',
    'recorders',
    'browser.ts',
    'zod.ts',
  ],
  background: [
    'drill/result.ts',
    'messages.ts',
    'trial-messages.ts',
    'word.ts',
    'governance',
    'protection',
    'messaging.ts',
    'sender.ts',
    'recording',
    'recorders',
    'settings',
    'ledger',
    'shipping',
    'ui',
    'sounds',
    'browser.ts',
    'zod.ts',
  ],
  sounds: [],
  'sender.ts': ['zod.ts'],
};

describe('arrows', () => {
  test.each(Object.entries(arrows))('%s imports only what it may', (place, allowed) => {
    const wrong = sources
      .filter(({ path }) => toPlace(path) === place)
      .flatMap(({ path, imports }) =>
        imports
          .filter(target => /\.tsx?$/.test(target))
          .filter(target => toPlace(target) !== place && !target.startsWith('..'))
          .filter(target => !allowed.some(some => target === some || toPlace(target) === some))
          .map(target => `${path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('only browser.ts imports the polyfill as code, and only zod.ts imports zod', () => {
    const importersOf = (pattern: RegExp) =>
      sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
    expect(importersOf(/^(import|export) (?!type)[^;]*'webextension-polyfill'/m)).toEqual(['browser.ts']);
    expect(importersOf(/from 'zod/)).toEqual(['zod.ts']);
  });

  test('the other scripts that go into pages take code from the content script and words only', () => {
    const wrong = sources
      .filter(({ path }) => ['picker', 'value-watch'].includes(toPlace(path)))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^import (?!type)[^;]*? from '(\.[^']+)'/gms)]
          .map(([, target = '']) => relative(src, join(src, dirname(path), target)))
          .filter(target => ![toPlace(path), 'content'].includes(toPlace(target)))
          .filter(target => target !== 'ui/reasons.ts')
          .map(target => `${path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('the content script takes nothing but types from outside its folder', () => {
    const wrong = sources
      .filter(({ path }) => toPlace(path) === 'content')
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^import (?!type)[^;]*? from '(\.[^']+)'/gms)]
          .map(([, target = '']) => relative(src, join(src, dirname(path), target)))
          .filter(target => toPlace(target) !== 'content')
          .map(target => `${path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe('words', () => {
  test('every key has a message and a description', () => {
    const bare = Object.entries(messages).filter(([, entry]) => !entry.message || !('description' in entry));
    expect(bare.map(([key]) => key)).toEqual([]);
  });
});

describe('the manifest', () => {
  test('every permission has its reason in the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const permission of [...manifest.permissions, ...manifest.optional_permissions])
      expect(readme).toContain(`\`${permission}\``);
  });

  test('exposes nothing to pages and takes no code from outside', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest.content_security_policy.extension_pages).toContain("script-src 'self';");
  });
});

describe('files', () => {
  const tracked = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean);

  test('nothing generated, recorded or personal is in git', () => {
    expect(
      tracked.filter(path =>
        /^(dist|node_modules|test-results|recordings)\/|\.(wav|log|pem|crx)$/.test(path),
      ),
    ).toEqual([]);
  });

  test('the lock file names no download hosts', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/);
  });

  test('versions are pinned', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d/);
  });

  test('no file is longer than 250 lines, pattern data aside', () => {
    const long = sources
      .filter(({ path }) => !path.startsWith('content/patterns/'))
      .filter(({ text }) => text.split('\n').length > 251)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });
});
