import { describe, expect, test } from 'vitest';
import { checkEntry, checkSettings, toSecretNames } from '../../src/settings/check.ts';
import { settingsSchema, type Secrets } from '../../src/settings/schema.ts';
import { findRecorder } from '../../src/recorders/index.ts';

const entry = {
  id: 'one',
  type: 'voicenter',
  isRequired: true,
  settings: { baseUrl: 'https://monitor5.voicenter.co', extension: 'SIPSIP' },
};

describe('settings', () => {
  test('empty ones are whole: every default stands', () => {
    expect(checkSettings({}, {})).toEqual({ settings: settingsSchema.parse({}), problems: [] });
  });

  test.each([
    [{ sites: ['not a pattern'] }, 'sites.0', 'site'],
    [{ sites: ['https://*/*'] }, 'sites.0', 'site'],
    [{ timings: { lingerMs: -1 } }, 'timings.lingerMs', 'tooSmall'],
    [{ timings: { softLimitMs: 9e9 } }, 'timings.softLimitMs', 'tooBig'],
    [{ timings: { lingerMs: 'soon' } }, 'timings.lingerMs', 'invalid'],
    [
      { timings: { softLimitMs: 500_000, hardLimitMs: 400_000 } },
      'timings.hardLimitMs',
      'hardLimitBelowSoft',
    ],
    [{ kinds: ['shoe-size'] }, 'kinds.0', 'invalid'],
    [{ recorders: [{ ...entry, type: 'telegraph' }] }, 'recorders.0.type', 'unknownRecorder'],
    [{ recorders: [entry, entry] }, 'recorders.1.id', 'duplicate'],
    [
      { recorders: [{ ...entry, settings: { ...entry.settings, extension: '' } }] },
      'recorders.0.settings.extension',
      'required',
    ],
    [
      { recorders: [{ ...entry, settings: { ...entry.settings, baseUrl: 'http://example.com' } }] },
      'recorders.0.settings.baseUrl',
      'recorderAddress',
    ],
    [7, '', 'invalid'],
  ])('%j is refused at %s as %s', (raw, path, code) => {
    const { settings, problems } = checkSettings(raw, {});
    expect(settings).toBeNull();
    expect(problems).toContainEqual(expect.objectContaining({ path, code }));
  });

  test('a gate that could never open is refused, and any other is not', () => {
    const check = (settings: object, recorder: object = entry, secrets: Secrets = {}) =>
      checkSettings({ gate: 'block', recorders: [recorder], ...settings }, secrets).problems;
    expect(check({})).toEqual([]);
    expect(check({ gateNeeds: 'verified' })).toEqual([
      { path: 'gateNeeds', code: 'gateUnreadable', detail: 'Voicenter' },
    ]);
    expect(check({ gateNeeds: 'verified' }, entry, { one: { code: 'abc' } })).toEqual([]);
    expect(check({ gateNeeds: 'verified', gate: 'warn' })).toEqual([]);
    const microphone = {
      ...entry,
      type: 'wolkvox',
      settings: { baseUrl: 'https://wv0012.wolkvox.com', agentId: '12004' },
    };
    expect(check({}, microphone, { one: { token: 'abc' } })).toEqual([
      { path: 'gate', code: 'gateMicrophone', detail: '' },
    ]);
    expect(check({ gate: 'warn' }, microphone, { one: { token: 'abc' } })).toEqual([]);
  });

  test('a secret that the adapter needs comes from the secrets', () => {
    const byCall = { ...entry, settings: { ...entry.settings, mode: 'ivrid' } };
    expect(checkEntry(byCall, {})).toMatchObject([{ path: 'settings.code' }]);
    expect(checkEntry(byCall, { one: { code: 'abc' } })).toEqual([]);
  });

  test('secret settings are known by their mark, also inside an optional', () => {
    const recorder = findRecorder('voicenter');
    expect(recorder === undefined ? [] : toSecretNames(recorder)).toEqual(['code', 'gatewayToken']);
  });
});
