import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  failureSchema,
  RecorderError,
  recorderErrorCodes,
  redact,
  scrub,
  toFailure,
} from '../../src/recorders/errors.ts';

describe('redaction', () => {
  it.each([
    ['card 4111 1111 1111 1111 refused', 'card … refused'],
    ['card 4111-1111-1111-1111', 'card …'],
    ['caller 0501234567', 'caller …'],
    ['GET https://a.test/x?code=abc&y=1 failed', 'GET https://a.test/x?… failed'],
    ['Authorization: Bearer abc.def-1_2=', 'Authorization: Bearer …'],
    ['basic dXNlcjpwYXNz: no', 'basic …: no'],
    ['HTTP 503 after 12000 ms', 'HTTP 503 after 12000 ms'],
  ])('%s becomes %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it('cuts what is long', () => {
    expect(redact('x'.repeat(1_000))).toHaveLength(200);
  });
});

describe('scrubbing', () => {
  it.each([
    ['as it is', 'p+ä "x" y'],
    ['in a URL', encodeURIComponent('p+ä "x" y')],
    ['in a form', 'p%2B%C3%A4+%22x%22+y'],
    ['in JSON', JSON.stringify('p+ä "x" y').slice(1, -1)],
  ])('finds a secret %s', (_, spelled) => {
    expect(scrub(`<${spelled}> and ${spelled}`, ['p+ä "x" y'])).toBe('<…> and …');
  });

  it('takes the longer of two secrets first, and leaves what is too short to be one', () => {
    expect(scrub('abcdef abc ab', ['abc', 'abcdef', 'ab', ''])).toBe('… … ab');
  });
});

describe('a recorder error', () => {
  it('is plain data for storage and pages', () => {
    const error = new RecorderError('rateLimited', 'slow down', { retryAfterMs: 5 });
    expect(error.toFailure()).toEqual({ code: 'rateLimited', reason: 'slow down', retryAfterMs: 5 });
    expect(failureSchema.safeParse(error.toFailure()).success).toBe(true);
    expect(new RecorderError('noCall').toFailure()).toEqual({ code: 'noCall' });
  });

  it('loses secrets and cause, and nothing else, even where redaction would have torn a secret apart', () => {
    const secret = 'key-123456789012-end';
    const reason = `${'x'.repeat(185)} ${secret}`;
    const error = new RecorderError('refused', `${secret} ${reason}`, { retryAfterMs: 5, cause: secret });
    const clean = error.without([secret]);
    expect(clean).toMatchObject({ code: 'refused', retryAfterMs: 5 });
    expect(inspect(clean, { depth: 9, showHidden: true })).not.toMatch(/key-|-end/);
    expect(clean.message).toMatch(/^… x{185} …$/);
  });

  it('is made of whatever is thrown, and never success', () => {
    expect(toFailure(new RecorderError('noCall'))).toEqual({ code: 'noCall' });
    expect(toFailure(new TypeError('id 4111111111111111'))).toEqual({ code: 'badAnswer', reason: 'id …' });
    expect(toFailure('text')).toEqual({ code: 'badAnswer', reason: 'unknown error' });
    expect(toFailure(undefined)).toEqual({ code: 'badAnswer', reason: 'unknown error' });
  });
});

describe('the words for errors', () => {
  const messages: Record<string, { message: string; description: string } | undefined> = JSON.parse(
    readFileSync(new URL('../../public/_locales/en/messages.json', import.meta.url), 'utf8'),
  );

  it.each(recorderErrorCodes)('%s has a sentence for the agent and one for the administrator', code => {
    const [agent, admin] = ['agent', 'admin'].map(
      reader => messages[`error_${code}_${reader}`]?.message ?? '',
    );
    for (const sentence of [agent, admin]) expect(sentence).toMatch(/^[A-Z].{20,199}\.$/);
    expect(agent?.length).toBeLessThan(120);
    expect(agent).not.toBe(admin);
    // The same error may come from a resume, or before any call: what is recorded now, only the view can tell.
    expect(`${agent} ${admin}`).not.toMatch(/still recording|still being recorded|is paused/i);
  });

  it('has no sentence for a code that is gone', () => {
    const known = new Set(recorderErrorCodes.flatMap(code => [`error_${code}_agent`, `error_${code}_admin`]));
    expect(Object.keys(messages).filter(key => key.startsWith('error_') && !known.has(key))).toEqual([]);
  });
});
