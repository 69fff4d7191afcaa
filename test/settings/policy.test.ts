import { describe, expect, it } from 'vitest';
import { checkEntry } from '../../src/settings/check.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import type { Stored } from '../../src/settings/store.ts';

const defaults = settingsSchema.parse({});
const own = {
  id: 'own',
  type: 'wolkvox',
  isRequired: true,
  settings: { baseUrl: 'https://w.example', agentId: '7' },
};
const user: Stored = {
  settings: settingsSchema.parse({
    recorders: [own],
    sites: ['https://own.example/*'],
    kinds: ['card-number'],
    timings: { lingerMs: 1_000, hardLimitMs: 400_000 },
  }),
  secrets: { own: { token: 'OWNTOKEN' } },
};
const verint = { baseUrl: 'https://v.example', extension: '7' };
const nobody: Stored = { settings: defaults, secrets: {} };

const voicenter = {
  type: 'voicenter',
  settings: { baseUrl: 'https://gate.example/voicenter' },
  agentFields: ['extension'],
};
const managed = { sets: ['recorders', 'sites'], recorders: [voicenter], sites: ['https://crm.example/*'] };
const withExtension: Stored = {
  settings: settingsSchema.parse({
    recorders: [
      {
        id: 'voicenter',
        type: 'voicenter',
        settings: { extension: 'SIPSIP', baseUrl: 'https://evil.example' },
      },
    ],
  }),
  secrets: {},
};

const at = ({ policy }: ReturnType<typeof layPolicy>) =>
  policy.problems.map(({ path, code }) => `${path} ${code}`);

describe('without a policy', () => {
  it.each([[undefined], [{}]])('%j leaves everything to the user', policy => {
    const inForce = layPolicy(policy, user);
    expect(inForce).toMatchObject(user);
    expect(inForce.policy).toMatchObject({ isManaged: false, locked: [], problems: [], warnings: [] });
  });
});

describe('a policy', () => {
  it('may write sites in capitals, which Chromium takes in no scheme and we compare with no host', () => {
    const pages = ['HTTPS://Pay.Example/Checkout/*'];
    const { settings, policy } = layPolicy({ ...managed, sites: ['HTTPS://CRM.example/*'], pages }, user);
    expect(policy.problems).toEqual([]);
    expect(settings.sites).toEqual(['https://crm.example/*']);
    expect(settings.pages).toEqual(['https://pay.example/Checkout/*']);
  });

  it('is in force where it says something, and locks just that', () => {
    const inForce = layPolicy({ ...managed, timings: { lingerMs: 5_000 } }, user);
    expect(inForce.settings.sites).toEqual(['https://crm.example/*']);
    expect(inForce.settings.timings).toEqual({ ...user.settings.timings, lingerMs: 5_000 });
    expect(inForce.settings.kinds).toEqual(user.settings.kinds);
    expect(inForce.policy.locked).toEqual(expect.arrayContaining(['recorders', 'sites', 'timings.lingerMs']));
    expect(inForce.policy.locked).not.toContain('kinds');
    expect(inForce.policy.locked).not.toContain('timings.hardLimitMs');
    expect(at(inForce)).toEqual([]);
  });

  it('replaces the user’s recorders and their secrets, and keeps neither', () => {
    const { settings, secrets } = layPolicy(managed, user);
    expect(settings.recorders.map(({ id }) => id)).toEqual(['voicenter']);
    expect(secrets).toEqual({ voicenter: {} });
  });

  it('leaves to the agent what is the agent’s, and nothing else', () => {
    const { settings, policy } = layPolicy(managed, withExtension);
    expect(settings.recorders[0]?.settings).toEqual({
      baseUrl: 'https://gate.example/voicenter',
      extension: 'SIPSIP',
    });
    expect(policy.locked).toContain('recorders.0.settings.baseUrl');
    expect(policy.locked).toContain('recorders.0.settings.mode');
    expect(policy.locked).not.toContain('recorders.0.settings.extension');
    expect(policy.problems).toEqual([]);
  });

  it('that waits for the agent’s extension has no problem, and its recorder cannot work yet', () => {
    const inForce = layPolicy(managed, nobody);
    expect(inForce.policy.problems).toEqual([]);
    expect(inForce.settings.recorders.flatMap(entry => checkEntry(entry, inForce.secrets))).toMatchObject([
      { path: 'settings.extension', code: 'required' },
    ]);
  });

  it('per user fills in the agent’s settings, and locks them', () => {
    const inForce = layPolicy({ ...managed, agent: { voicenter: { extension: 'FROMHR' } } }, withExtension);
    expect(inForce.settings.recorders[0]?.settings).toMatchObject({ extension: 'FROMHR' });
    expect(inForce.policy.locked).toContain('recorders.0.settings.extension');
    expect(at(inForce)).toEqual([]);
  });

  it('may suggest a value for what is the agent’s', () => {
    const suggesting = { ...voicenter, settings: { ...voicenter.settings, extension: 'MAYBE' } };
    const policy = { ...managed, recorders: [suggesting] };
    expect(layPolicy(policy, nobody).settings.recorders[0]?.settings).toMatchObject({ extension: 'MAYBE' });
    expect(layPolicy(policy, withExtension).settings.recorders[0]?.settings).toMatchObject({
      extension: 'SIPSIP',
    });
  });

  it('keeps secrets apart from settings, and warns that desks can read them', () => {
    const secret = { ...voicenter, settings: { ...voicenter.settings, code: 'ACCOUNTCODE' } };
    const { settings, secrets, policy } = layPolicy({ ...managed, recorders: [secret] }, nobody);
    expect(JSON.stringify(settings)).not.toContain('ACCOUNTCODE');
    expect(secrets).toEqual({ voicenter: { code: 'ACCOUNTCODE' } });
    expect(policy.warnings).toMatchObject([{ path: 'recorders.0.settings.code', code: 'policySecret' }]);
    expect(JSON.stringify(policy)).not.toContain('ACCOUNTCODE');
  });

  it('sets what the receiver of evidence wants to hear, and leaves the user’s where it does not', () => {
    const users = { ...user, secrets: { ...user.secrets, '@shipping': { header: 'OWNVALUE' } } };
    expect(layPolicy(managed, users).secrets).toEqual({ voicenter: {}, '@shipping': { header: 'OWNVALUE' } });
    const { secrets, settings, policy } = layPolicy({ ...managed, shippingSecret: 'Bearer ADMIN7' }, users);
    expect(secrets['@shipping']).toEqual({ header: 'Bearer ADMIN7' });
    expect(policy.locked).toContain('shipping.secret');
    expect(policy.warnings).toMatchObject([{ path: 'shippingSecret', code: 'policySecret' }]);
    expect(JSON.stringify([settings, policy])).not.toContain('ADMIN7');
  });

  it('lets agents add sites where it says so', () => {
    const inForce = layPolicy({ ...managed, allowOwnSites: true }, user);
    expect(inForce.settings.sites).toEqual(['https://crm.example/*', 'https://own.example/*']);
    expect(inForce.policy.locked).toContain('sites.https://crm.example/*');
    expect(inForce.policy.locked).not.toContain('sites');
  });

  it('has switches with the design’s defaults', () => {
    expect(layPolicy({ skipFirstRun: true }, user).policy.switches).toEqual({
      skipFirstRun: true,
      allowOverride: true,
      allowOwnSites: false,
    });
  });

  it('that is an exported settings file is one', () => {
    const inForce = layPolicy({ sets: [], ...withExtension.settings }, nobody);
    expect(at(inForce)).toEqual([]);
    expect(inForce.settings).toEqual(withExtension.settings);
  });
});

/** What a policy gets wrong: what it says, what is reported, and what has to be in force nevertheless. */
const broken: [string, object, string[], object][] = [
  [
    'recorders that are no list',
    { recorders: 'voicenter' },
    ['recorders policyNotList'],
    { recorders: [own] },
  ],
  [
    'sites that are no list',
    { sites: 'https://crm.example/*' },
    ['sites policyNotList'],
    { sites: user.settings.sites },
  ],
  [
    'one bad site among good ones',
    { sites: ['https://crm.example/*', 'crm.example', 7] },
    ['sites.1 site', 'sites.2 invalid'],
    { sites: ['https://crm.example/*'] },
  ],
  // Chromium refuses all the patterns of a script for one of these, and watches nothing.
  [
    'a site whose numbers are no address, among good ones',
    { sites: ['https://crm.example/*', 'https://256.1.1.1/*', 'http://1.2.3.4.5/*'] },
    ['sites.1 site', 'sites.2 site'],
    { sites: ['https://crm.example/*'] },
  ],
  ['nothing but bad sites', { sites: ['crm'] }, ['sites.0 site'], { sites: user.settings.sites }],
  ['kinds that do not exist', { kinds: ['cards'] }, ['kinds.0 invalid'], { kinds: ['card-number'] }],
  [
    'a time in words',
    { timings: { lingerMs: 'long' } },
    ['timings.lingerMs invalid'],
    { timings: user.settings.timings },
  ],
  [
    'a time out of bounds',
    { timings: { lingerMs: -1 } },
    ['timings.lingerMs tooSmall'],
    { timings: user.settings.timings },
  ],
  [
    'a good time beside a bad one',
    { timings: { lingerMs: -1, awayMs: 7_000 } },
    ['timings.lingerMs tooSmall'],
    { timings: { ...user.settings.timings, awayMs: 7_000 } },
  ],
  [
    'a limit that only fits the defaults',
    { timings: { softLimitMs: 500_000 } },
    [],
    { timings: { ...defaults.timings, softLimitMs: 500_000 } },
  ],
  [
    'limits that contradict each other',
    { timings: { softLimitMs: 900_000, hardLimitMs: 700_000 } },
    ['timings.hardLimitMs hardLimitBelowSoft'],
    { timings: user.settings.timings },
  ],
  ['a gate that is none', { gate: 'shut' }, ['gate invalid'], { gate: 'warn' }],
  [
    'a gate that could never open',
    { gate: 'block', gateNeeds: 'verified', recorders: [{ type: 'verint', settings: verint }] },
    ['gateNeeds gateUnreadable'],
    { gate: 'block', gateNeeds: 'accepted' },
  ],
  [
    'times that are no group',
    { timings: [] },
    ['timings policyNotGroup'],
    { timings: user.settings.timings },
  ],
  [
    'a time that does not exist',
    { timings: { linger: 5 } },
    ['timings.linger policyUnknown'],
    { timings: user.settings.timings },
  ],
  ['a setting that does not exist', { recorder: [] }, ['recorder policyUnknown'], { recorders: [own] }],
  ['a switch that is none', { allowOverride: 'no' }, ['allowOverride invalid'], {}],
  [
    'a setting that the browser dropped',
    { sets: ['recorders'] },
    ['recorders policyDropped'],
    { recorders: [own] },
  ],
  ['a promise that means nothing', { sets: ['rekorders'] }, ['sets.0 policyUnknown'], {}],
  ['agents’ values that are no group', { recorders: [], agent: 7 }, ['agent invalid'], {}],
];

describe('a broken policy', () => {
  it.each(broken)('%s', (_, policy, problems, inForce) => {
    const laid = layPolicy({ sets: [], ...policy }, user);
    expect(at(laid)).toEqual(problems);
    expect(laid.settings).toMatchObject(inForce);
  });

  it('that is no group at all is reported', () => {
    const laid = layPolicy('{}', user);
    expect(at(laid)).toEqual([' policyNotGroup']);
    expect(laid.settings).toEqual(user.settings);
  });

  it('is not locked where the user’s value is in force', () => {
    expect(layPolicy({ sites: ['crm'], timings: { lingerMs: -1 } }, user).policy.locked).toEqual([]);
  });

  it('warns where a list is empty, as nothing is protected by it', () => {
    const { policy } = layPolicy({ sets: [], recorders: [], sites: [], kinds: [] }, user);
    expect(policy.warnings.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'recorders policyEmpty',
      'sites policyEmpty',
      'kinds policyEmpty',
    ]);
  });

  it('warns where it does not say what it sets', () => {
    expect(layPolicy({ kinds: ['iban'] }, user).policy.warnings).toMatchObject([{ code: 'policyNoSets' }]);
  });
});

/** What a policy gets wrong in a recorder, by what it changes in a good one. */
const brokenRecorders: [string, object, string[], object][] = [
  ['a setting that is refused', { mode: 'psychic' }, ['recorders.0.settings.mode invalid'], {}],
  ['a setting of the wrong type', { method: 5 }, ['recorders.0.settings.method invalid'], {}],
  ['a setting that does not exist', { colour: 'red' }, ['recorders.0.settings.colour policyUnknown'], {}],
  [
    'an address that is none',
    { baseUrl: 'gate' },
    ['recorders.0.settings.baseUrl recorderAddress'],
    { baseUrl: 'https://evil.example' },
  ],
];

describe('a broken recorder', () => {
  it.each(brokenRecorders)('%s', (_, change, problems, values) => {
    const recorder = { ...voicenter, settings: { ...voicenter.settings, ...change } };
    const laid = layPolicy({ ...managed, recorders: [recorder] }, withExtension);
    expect(at(laid)).toEqual(problems);
    expect(laid.settings.recorders[0]?.settings).toEqual({
      baseUrl: 'https://gate.example/voicenter',
      extension: 'SIPSIP',
      ...values,
    });
    const name = Object.keys(change)[0] ?? '';
    expect(laid.policy.locked).not.toContain(`recorders.0.settings.${name}`);
  });

  it('whose address nobody knows stays, and cannot work', () => {
    const recorder = { ...voicenter, settings: { baseUrl: 'gate' } };
    const laid = layPolicy({ ...managed, recorders: [recorder] }, nobody);
    expect(at(laid)).toEqual(['recorders.0.settings.baseUrl recorderAddress']);
    expect(laid.settings.recorders.map(entry => checkEntry(entry, laid.secrets).length > 0)).toEqual([true]);
  });

  it.each([
    ['of an unknown type', { type: 'telegraph' }, 'recorders.1.type unknownRecorder'],
    ['without a type', {}, 'recorders.1.type required'],
    ['that is no group', 'voicenter', 'recorders.1 policyNotGroup'],
  ])('%s stays in the list, so that the others alone never mean “paused”', (_, one, problem) => {
    const laid = layPolicy({ ...managed, recorders: [voicenter, one] }, withExtension);
    expect(at(laid)).toContain(problem);
    const [, second] = laid.settings.recorders;
    expect(second).toMatchObject({ isRequired: true });
    expect(second && checkEntry(second, laid.secrets)).toMatchObject([{ code: 'unknownRecorder' }]);
  });

  it.each([
    ['isRequired', { isRequired: 'perhaps' }, 'recorders.0.isRequired invalid'],
    ['agentFields', { agentFields: 'extension' }, 'recorders.0.agentFields invalid'],
    ['settings', { settings: [] }, 'recorders.0.settings invalid'],
    ['an unknown part', { agents: [] }, 'recorders.0.agents policyUnknown'],
    ['an unknown agent’s setting', { agentFields: ['extention'] }, 'recorders.0.agentFields.0 policyUnknown'],
  ])('reports a wrong %s', (_, change, problem) => {
    const laid = layPolicy({ ...managed, recorders: [{ ...voicenter, ...change }] }, withExtension);
    expect(at(laid)).toContain(problem);
    expect(laid.settings.recorders).toMatchObject([{ id: 'voicenter', isRequired: true }]);
  });

  it('with the id of another gets one of its own', () => {
    const laid = layPolicy({ ...managed, recorders: [voicenter, voicenter] }, withExtension);
    expect(at(laid)).toEqual(['recorders.1.id duplicate']);
    expect(new Set(laid.settings.recorders.map(({ id }) => id)).size).toBe(2);
  });

  it('says what is missing where the agent cannot fill it in', () => {
    const laid = layPolicy({ ...managed, recorders: [{ ...voicenter, settings: {} }] }, nobody);
    expect(at(laid)).toEqual(['recorders.0.settings.baseUrl required']);
  });

  it.each([
    ['for a recorder that is none', { telegraph: { extension: 'A' } }, 'agent.telegraph policyUnknown'],
    [
      'for what is not the agent’s',
      { voicenter: { baseUrl: 'https://a.example' } },
      'agent.voicenter.baseUrl policyNotAgents',
    ],
    ['that are refused', { voicenter: { extension: 'has a space' } }, 'agent.voicenter.extension noSpaces'],
  ])('agents’ values %s are reported and not in force', (_, agent, problem) => {
    const laid = layPolicy({ ...managed, agent }, withExtension);
    expect(at(laid)).toEqual([problem]);
    expect(laid.settings.recorders[0]?.settings).toEqual({
      baseUrl: 'https://gate.example/voicenter',
      extension: 'SIPSIP',
    });
  });
});
