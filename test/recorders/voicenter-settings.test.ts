import { describe, expect, it } from 'vitest';
import { voicenter } from '../../src/recorders/voicenter.ts';
import { checkEntry } from '../../src/settings/check.ts';

describe('Voicenter’s settings', () => {
  const problemsOf = (settings: Record<string, unknown>) =>
    checkEntry({ id: 'a', type: 'voicenter', isRequired: true, settings }, {}).map(({ path, code }) => [
      path,
      code,
    ]);
  const base = { baseUrl: 'https://monitor5.voicenter.co', extension: 'SIPSIP' };

  it('needs a way to look calls up for muting by ivrid', () => {
    expect(problemsOf({ ...base, mode: 'ivrid' })).toEqual([['settings.code', 'voicenterIvridNeedsCode']]);
    expect(problemsOf({ ...base, mode: 'ivrid', code: '', activeCallsUrl: '' })).toHaveLength(1);
    expect(problemsOf({ ...base, mode: 'ivrid', code: 'x' })).toEqual([]);
    expect(
      problemsOf({ ...base, mode: 'ivrid', activeCallsUrl: 'https://gateway.example.test/calls' }),
    ).toEqual([]);
  });

  it.each([
    [{ baseUrl: 'http://monitor5.voicenter.co' }, 'baseUrl', 'recorderAddress'],
    [{ baseUrl: 'monitor5.voicenter.co' }, 'baseUrl', 'recorderAddress'],
    [{ baseUrl: 'https://monitor5.voicenter.co/?x=1' }, 'baseUrl', 'recorderAddress'],
    [{ baseUrl: 'javascript:alert(1)' }, 'baseUrl', 'recorderAddress'],
    [{ activeCallsUrl: 'http://gateway.example.test/' }, 'activeCallsUrl', 'recorderAddress'],
    [{ extension: ' ' }, 'extension', 'required'],
    [{ extension: 'SIP SIP' }, 'extension', 'noSpaces'],
    [{ mode: 'call' }, 'mode', 'invalid'],
  ])('refuses %j', (given, path, code) => {
    expect(problemsOf({ ...base, ...given })).toEqual([[`settings.${path}`, code]]);
  });

  it('says honestly what it can do with them', () => {
    const [plain, withCode, ivrid] = [
      base,
      { ...base, code: 'x' },
      { ...base, code: 'x', mode: 'ivrid' },
    ].map(voicenter.traits);
    expect(plain).toMatchObject({
      scope: 'extension',
      canRead: false,
      coversNewCalls: false,
      reassertEveryMs: 5_000,
    });
    expect(withCode).toMatchObject({
      scope: 'extension',
      canRead: true,
      readEveryMs: 5_000,
      readLagMs: 10_000,
    });
    expect(ivrid).toMatchObject({ scope: 'call', canRead: true, coversNewCalls: false });
  });

  it('asks for no host that it does not need', () => {
    expect(voicenter.origins(base)).toEqual(['https://monitor5.voicenter.co/*']);
    expect(voicenter.origins({ ...base, code: 'x' })).toEqual([
      'https://monitor5.voicenter.co/*',
      'https://monapisec.voicenter.co.il/*',
    ]);
  });
});
