import { expect, test } from 'vitest';
import { coversPage } from '../../../src/content/rules/page-pattern.ts';

test.each([
  ['https://pay.example.com/checkout', 'https://pay.example.com/checkout'],
  ['https://pay.example.com/*', 'https://pay.example.com/'],
  ['https://pay.example.com/*', 'https://pay.example.com/deep/down?x=1#y'],
  ['https://pay.example.com/*', 'https://pay.example.com:8443/any-port'],
  ['https://*.example.com/pay/*', 'https://a.b.example.com/pay/1'],
  ['https://*.example.com/pay/*', 'https://example.com/pay/1'],
  ['HTTPS://Pay.Example.com/Pay', 'https://pay.example.com/Pay'],
  ['https://crm.example.com/order/*/payment*', 'https://crm.example.com/order/7/payment?step=2'],
  ['https://crm.example.com/*step=pay*', 'https://crm.example.com/order?id=7&step=pay'],
  ['https://crm.example.com/a*a', 'https://crm.example.com/aa'],
])('%s covers %s', (pattern, address) => {
  expect(coversPage(pattern, address)).toBe(true);
});

test.each([
  ['https://pay.example.com/checkout', 'https://pay.example.com/checkout/2'],
  ['https://pay.example.com/checkout', 'http://pay.example.com/checkout'],
  ['https://pay.example.com/*', 'https://pay.example.com.evil.test/'],
  ['https://*.example.com/*', 'https://notexample.com/'],
  ['https://crm.example.com/a*a', 'https://crm.example.com/a'],
  ['https://crm.example.com/order/*/payment', 'https://crm.example.com/order/7/payment?step=2'],
  // The hash is the page's own business.
  ['https://crm.example.com/*pay*', 'https://crm.example.com/#pay'],
  ['https://crm.example.com/.', 'https://crm.example.com/x'],
  ['https://crm.example.com/*', 'about:blank'],
  ['crm.example.com', 'https://crm.example.com/'],
])('%s does not cover %s', (pattern, address) => {
  expect(coversPage(pattern, address)).toBe(false);
});

test('a pattern of nothing but stars takes no time to speak of', () => {
  const startedAtMs = performance.now();
  expect(coversPage(`https://a.test/${'*a'.repeat(200)}b`, `https://a.test/${'a'.repeat(5_000)}`)).toBe(
    false,
  );
  expect(performance.now() - startedAtMs).toBeLessThan(200);
});
