import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema, type Settings } from '../../src/settings/schema.ts';
import type { Stored } from '../../src/settings/store.ts';
import { toUserSecrets, toUserSettings } from '../../src/settings/user-part.ts';

const own = {
  id: 'own',
  type: 'wolkvox',
  isRequired: true,
  settings: { baseUrl: 'https://w.example', agentId: '7' },
};
const agents = { id: 'voicenter', type: 'voicenter', isRequired: true, settings: { extension: 'SIPSIP' } };
const user: Stored = {
  settings: settingsSchema.parse({
    recorders: [own, agents],
    sites: ['https://own.example/*', 'https://crm.example/*'],
    timings: { lingerMs: 1_000, manualSoftLimitMs: 650_000, hardLimitMs: 650_000 },
  }),
  secrets: { own: { token: 'OWNTOKEN' } },
};
const policy = {
  recorders: [
    { type: 'voicenter', settings: { baseUrl: 'https://gate.example' }, agentFields: ['extension', 'code'] },
  ],
  sites: ['https://crm.example/*', 'https://pay.example/*'],
  timings: { hardLimitMs: 700_000 },
};

/** What is stored after a change of what was in force under `policy`. */
function edit(given: object, change: (settings: Settings) => void = () => {}): Settings {
  const inForce = layPolicy(given, user);
  const edited = structuredClone(inForce.settings);
  change(edited);
  return toUserSettings(edited, user.settings, inForce);
}

describe('what is stored under a policy', () => {
  it('is what was stored, where nothing was changed', () => {
    expect(edit(policy)).toEqual(user.settings);
    expect(edit({ ...policy, allowOwnSites: true })).toEqual(user.settings);
    expect(edit({})).toEqual(user.settings);
    // The user's longest pause does not go with it, so that the default is in force: it is still the user's.
    expect(edit({ timings: { softLimitMs: 660_000 } })).toEqual(user.settings);
  });

  it('is the agent’s own change and nothing of the policy', () => {
    const stored = edit(policy, settings => {
      Object.assign(settings.recorders[0]?.settings ?? {}, { extension: 'OTHER' });
      settings.timings.lingerMs = 2_000;
      settings.kinds = ['iban'];
    });
    expect(stored).toEqual({
      ...user.settings,
      recorders: [own, { ...agents, settings: { extension: 'OTHER' } }],
      timings: { ...user.settings.timings, lingerMs: 2_000 },
      kinds: ['iban'],
    });
    expect(JSON.stringify(stored)).not.toMatch(/gate\.example|pay\.example|700000/);
  });

  it('takes no change of what is locked, whoever sends it', () => {
    const stored = edit(policy, settings => {
      settings.recorders = [{ ...own, settings: { baseUrl: 'https://evil.example', agentId: '1' } }];
      settings.sites = [];
      settings.timings.hardLimitMs = 800_000;
    });
    expect(stored).toEqual(user.settings);
  });

  it('holds the agent’s extension where there was none', () => {
    const inForce = layPolicy(policy, { settings: settingsSchema.parse({}), secrets: {} });
    const edited = structuredClone(inForce.settings);
    Object.assign(edited.recorders[0]?.settings ?? {}, { extension: 'NEW', mode: 'ivrid' });
    expect(toUserSettings(edited, settingsSchema.parse({}), inForce).recorders).toEqual([
      { ...agents, settings: { extension: 'NEW' } },
    ]);
  });

  it('has the sites that an agent may add, and loses those that the agent takes out', () => {
    const stored = edit({ ...policy, allowOwnSites: true }, settings => {
      settings.sites = ['https://new.example/*'];
    });
    // The policy's own site was the user's before, and is again when the policy goes.
    expect(stored.sites).toEqual(['https://crm.example/*', 'https://new.example/*']);
  });

  it('has no secret that only policy sets', () => {
    const inForce = layPolicy(policy, user);
    expect(toUserSecrets({ voicenter: { code: 'MINE', other: 'x' } }, inForce)).toEqual({
      voicenter: { code: 'MINE', other: 'x' },
    });
    const strict = layPolicy({ recorders: [{ ...policy.recorders[0], agentFields: ['extension'] }] }, user);
    expect(toUserSecrets({ voicenter: { code: 'MINE' } }, strict)).toEqual({ voicenter: {} });
  });
});

describe('any policy whatever', () => {
  const names = [
    ...Object.keys(settingsSchema.def.shape),
    'agent',
    'sets',
    'allowOwnSites',
    '__proto__',
    'constructor',
  ];
  const recorder = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        type: fc.constantFrom('voicenter', 'verint', 'custom', 'none', 'constructor'),
        id: fc.constantFrom('own', 'voicenter', '__proto__', 'constructor'),
        settings: fc.dictionary(fc.constantFrom('baseUrl', 'extension', 'mode', 'toString'), fc.jsonValue()),
        agentFields: fc.array(fc.constantFrom('extension', 'code', 'constructor')),
      },
      { requiredKeys: [] },
    ),
  );
  const anyPolicy = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(
      fc.jsonValue(),
      fc.array(recorder, { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('lingerMs', 'softLimitMs', 'voicenter'), fc.jsonValue()),
    ),
    { maxKeys: 5 },
  );

  it('leaves whole settings in force, and the user’s as they were stored', () => {
    fc.assert(
      fc.property(anyPolicy, given => {
        const inForce = layPolicy(given, user);
        expect(settingsSchema.safeParse(inForce.settings).success).toBe(true);
        expect(toUserSettings(inForce.settings, user.settings, inForce)).toEqual(user.settings);
        // Whatever it said, it says nothing to those who did not ask for it.
        expect(JSON.stringify(inForce.policy.problems)).not.toContain('OWNTOKEN');
      }),
      { numRuns: 2_000 },
    );
  });
});
