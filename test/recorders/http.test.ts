import { describe, expect, it } from 'vitest';
import type { RecorderError } from '../../src/recorders/errors.ts';
import { addressSchema, isLoopback } from '../../src/recorders/address.ts';
import {
  parseJson,
  throwForStatus,
  toMatchPattern,
  toRetryAfterMs,
  toUrl,
  type HttpAnswer,
} from '../../src/recorders/http.ts';
import { z } from '../../src/zod.ts';

const answer = (status: number, text = '', headers = {}): HttpAnswer => ({
  status,
  text,
  headers: new Headers(headers),
});

describe('statuses', () => {
  it.each([200, 201, 204, 299])('%i is no error', status => {
    expect(() => throwForStatus(answer(status))).not.toThrow();
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [429, 'rateLimited'],
    [404, 'badAnswer'],
    [409, 'badAnswer'],
    [500, 'badAnswer'],
    [304, 'badAnswer'],
  ])('%i means %s', (status, code) => {
    expect(() => throwForStatus(answer(status))).toThrow(expect.objectContaining({ code }));
  });

  it('carry when to come back, and nothing where the server did not say', () => {
    const failure = (status: number, headers = {}) => {
      try {
        throwForStatus(answer(status, '', headers));
      } catch (error) {
        return (error as RecorderError).toFailure();
      }
      return null;
    };
    expect(failure(429, { 'retry-after': '3' })).toEqual({
      code: 'rateLimited',
      reason: 'HTTP 429',
      retryAfterMs: 3_000,
    });
    expect(failure(503, { 'retry-after': '3' })?.retryAfterMs).toBe(3_000);
    expect(failure(429)).toEqual({ code: 'rateLimited', reason: 'HTTP 429' });
  });
});

describe('Retry-After', () => {
  const nowMs = Date.parse('2026-11-20T10:00:00Z');
  it.each([
    ['0', 0],
    ['120', 120_000],
    ['1.5', 1_500],
    [' 7 ', 7_000],
    ['-3', 0],
    ['Fri, 20 Nov 2026 10:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 09:59:30 GMT', 0],
    ['soon', undefined],
    ['Infinity', undefined],
    ['', undefined],
    ['  ', undefined],
    [null, undefined],
  ])('%j is %j ms', (header, ms) => {
    expect(toRetryAfterMs(header, nowMs)).toBe(ms);
  });
});

describe('bodies', () => {
  const schema = z.object({ call: z.object({ id: z.string() }) });

  it('are given as their schema has them', () => {
    expect(parseJson(answer(200, '{"call":{"id":"a","more":1}}'), schema)).toEqual({ call: { id: 'a' } });
  });

  it.each([
    ['<html>4111111111111111</html>', 'not JSON'],
    ['', 'not JSON'],
    ['{"call":{"id":', 'not JSON'],
    ['{"call":{"id":4111111111111111}}', '"call.id"'],
    ['null', '""'],
  ])('%s is a bad answer that is not quoted', (text, told) => {
    const parse = () => parseJson(answer(502, text), schema);
    expect(parse).toThrow(
      expect.objectContaining({ code: 'badAnswer', message: expect.stringContaining(told) }),
    );
    expect(parse).toThrow('HTTP 502');
    expect(parse).not.toThrow('4111');
  });
});

describe('origins', () => {
  it('are match patterns without port, path and query', () => {
    expect(toMatchPattern('https://a.example.test:8443/x?y#z')).toBe('https://a.example.test/*');
    expect(toMatchPattern('http://[::1]:1/')).toBe('http://[::1]/*');
  });

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]', 'pbx.localhost'])('%s is this machine', host => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    '127.0.0.1.example.test',
    'localhost.example.test',
    '10.0.0.1',
    '128.0.0.1',
    'notlocalhost',
    '[::2]',
  ])('%s is another machine', host => {
    expect(isLoopback(host)).toBe(false);
  });
});

describe('addresses', () => {
  it.each(['..', '.', '%2e%2E', '.%2e', '%2E'])(
    'hold no part that reads %s: it would take others away',
    id => {
      for (const path of [`/agents/${id}/recording`, `/agents/${id}`, `/agents\\${id}\\x`])
        expect(() => toUrl({ method: 'POST', url: `https://example.com${path}` })).toThrow(
          expect.objectContaining({ code: 'misconfigured' }),
        );
      expect(addressSchema().safeParse(`https://example.com/a/${id}/b`).success).toBe(false);
    },
  );

  it.each(['...', 'a..', '..a', '.a', '%252e%252e'])('may hold %s', id => {
    const url = toUrl({ method: 'POST', url: `https://example.com/agents/${id}/recording` });
    expect(url.pathname).toBe(`/agents/${id}/recording`);
  });
});
