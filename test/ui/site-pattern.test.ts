import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../src/settings/schema.ts';
import { coversUrl, toSiteName, toSitePattern } from '../../src/ui/site-pattern.ts';

const patterns: [typed: string, pattern: string | null][] = [
  ['https://crm.example.com', 'https://crm.example.com/*'],
  ['  https://crm.example.com/login?user=7#top ', 'https://crm.example.com/*'],
  ['crm.example.com', 'https://crm.example.com/*'],
  ['crm.example.com/orders/7', 'https://crm.example.com/*'],
  ['CRM.Example.COM', 'https://crm.example.com/*'],
  ['http://crm.example.com', 'http://crm.example.com/*'],
  ['http://127.0.0.1:8080/pay', 'http://127.0.0.1/*'],
  ['localhost:3000', 'https://localhost/*'],
  ['http://[::1]:8080/', 'http://[::1]/*'],
  ['https://user:secret@crm.example.com/', 'https://crm.example.com/*'],
  ['*.example.com', 'https://*.example.com/*'],
  ['https://*.example.com/*', 'https://*.example.com/*'],
  ['https://müller.example', 'https://xn--mller-kva.example/*'],
  ['', null],
  ['*', null],
  ['https://*/*', null],
  ['*.com', null],
  ['*.127.0.0.1', null],
  ['crm..example.com', null],
  ['crm.example.com.', null],
  ['crm.*.com', null],
  ['<all_urls>', null],
  ['chrome://settings', null],
  ['file:///etc/passwd', null],
  ['ftp://example.com', null],
  ['javascript:alert(1)', null],
  ['mailto:a@example.com', null],
  ['two words', null],
  ['https://', null],
  ['http://under_score.example', null],
];

describe('toSitePattern', () => {
  it.each(patterns)('%j becomes %j', (typed, pattern) => {
    expect(toSitePattern(typed)).toBe(pattern);
  });

  it('makes nothing that the settings refuse', () => {
    const sites = patterns.flatMap(([, pattern]) => (pattern === null ? [] : [pattern]));
    expect(settingsSchema.safeParse({ sites }).success).toBe(true);
  });

  it.each(patterns.filter(([, pattern]) => pattern !== null))(
    '%j covers its own pages',
    (_, pattern = '') => {
      const url = (pattern ?? '').replace('*.', 'a.b.').replace('/*', '/x?y');
      expect(coversUrl(pattern ?? '', url)).toBe(true);
    },
  );
});

const covers: [pattern: string, url: string, isCovered: boolean][] = [
  ['https://crm.example.com/*', 'https://crm.example.com/a/b?c', true],
  ['https://crm.example.com/*', 'https://crm.example.com:8443/', true],
  ['https://crm.example.com/*', 'http://crm.example.com/', false],
  ['https://crm.example.com/*', 'https://www.crm.example.com/', false],
  ['https://*.example.com/*', 'https://example.com/', true],
  ['https://*.example.com/*', 'https://a.b.example.com/', true],
  ['https://*.example.com/*', 'https://badexample.com/', false],
  ['https://crm.example.com/*', 'about:blank', false],
  ['https://crm.example.com/*', '', false],
  ['nonsense', 'https://crm.example.com/', false],
];

describe('coversUrl', () => {
  it.each(covers)('%s and %s: %s', (pattern, url, isCovered) => {
    expect(coversUrl(pattern, url)).toBe(isCovered);
  });
});

it('names a site by its host', () => {
  expect(toSiteName('https://*.example.com/*')).toBe('*.example.com');
  expect(toSiteName('https://crm.example.com')).toBe('crm.example.com');
});
