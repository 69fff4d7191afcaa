// What is refused of a description, under which sentence, and at which place in it.
import { describe, expect, it } from 'vitest';
import { checkEntry } from '../../../src/settings/check.ts';
import { rich, simple } from './descriptions.ts';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

type Changes = Record<string, unknown>;

/** The problems of these settings, as `path code`. */
function toProblems(settings: Changes): string[] {
  const base = {
    baseUrl: 'https://recorder.example.test',
    extension: '100',
    agentId: 'ann',
    values: 'site = hq',
  };
  const entry = { id: 'c', type: 'custom', isRequired: true, settings: { ...base, ...settings } };
  return checkEntry(entry, {}).map(({ path, code }) => `${path} ${code}`);
}

function describeAs(description: unknown, settings: Changes = {}): string[] {
  return toProblems({ description: JSON.stringify(description), ...settings });
}

/** The description with one value changed, at a path such as `pause.outcomes.0.is`; undefined takes it away. */
function withChange(description: object, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(description);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<unknown>((node, key) => (node as Changes)[key], copy) as Changes;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const noValues = { values: '' };

it('accepts the examples', () => {
  expect(describeAs(simple, noValues)).toEqual([]);
  expect(describeAs(rich)).toEqual([]);
});

describe('the text', () => {
  it.each([
    ['', 'settings.description required'],
    ['{', 'settings.description customJson'],
    ['[]', 'settings.description customType'],
    ['{}', 'settings.description.version customChoice'],
  ])('%j is no description', (description, problem) => {
    expect(toProblems({ ...noValues, description })).toContain(problem);
  });

  it('says where the JSON breaks off', () => {
    const entry = { id: 'c', type: 'custom', isRequired: true, settings: { description: '{"version": 1,}' } };
    const problem = checkEntry(entry, {}).find(({ path }) => path === 'settings.description');
    expect(problem?.detail).toMatch(/position 14|line 1/);
  });
});

const shapeRows: [string, unknown, string][] = [
  ['pause.outcome', [], 'pause.outcome customUnknownKey'],
  ['pause.outcomes', [], 'pause.outcomes customAtLeast'],
  ['pause.outcomes.0.is', 'done', 'pause.outcomes.0.is customChoice'],
  ['pause.outcomes.0.is', 'alreadyRecording', 'pause.outcomes.0.is customChoice'],
  ['pause.outcomes.0.is', 'timedOut', 'pause.outcomes.0.is customChoice'],
  ['pause.outcomes.0.status', [302, 99], 'pause.outcomes.0.status.1 customAtLeast'],
  ['pause.outcomes.0.at', 'state', 'pause.outcomes.0.at customPointer'],
  ['pause.outcomes.0.equals', {}, 'pause.outcomes.0.equals customPrimitive'],
  ['pause.method', 'get', 'pause.method customChoice'],
  ['pause.path', 'pause', 'pause.path customPath'],
  ['pause.path', '//evil.example/x', 'pause.path customPath'],
  ['pause.path', 'https://evil.example/x', 'pause.path customPath'],
  ['pause.path', '/a/../b', 'pause.path customPath'],
  ['pause.path', '/%2e%2e/b', 'pause.path customPath'],
  ['pause.path', '/a?b=c', 'pause.path customPath'],
  ['pause.path', '/a#b', 'pause.path customPath'],
  ['pause.path', '/a\\b', 'pause.path customPath'],
  ['pause.path', '/{a', 'pause.path customTemplate'],
  ['pause.path', '/{a.b}', 'pause.path customTemplate'],
  ['pause.path', '/{constructor()}', 'pause.path customTemplate'],
  ['pause.query', { a: '{' }, 'pause.query.a customTemplate'],
  ['pause.headers', { 'X-A: b': 'c' }, 'pause.headers.X-A: b customHeaderName'],
  ['pause.capture', { Ticket: { at: '/a' } }, 'pause.capture.Ticket customName'],
  ['pause.capture', { __proto: { at: '/a' } }, 'pause.capture.__proto customName'],
  ['version', 2, 'version customChoice'],
  ['auth', { type: 'digest' }, 'auth.type customChoice'],
  ['auth', { type: 'header', name: 'X Y' }, 'auth.name customHeaderName'],
  ['auth', { type: 'header', name: 'X-Y', prefix: 'a\nb' }, 'auth.prefix customHeaderText'],
  ['traits.effect', 'nothing', 'traits.effect customChoice'],
  ['traits.readEveryMs', 10, 'traits.readEveryMs customAtLeast'],
  ['traits.canRead', true, 'traits.canRead customUnknownKey'],
];

describe('the shape', () => {
  it.each(shapeRows)('%s: %j is refused at its place', (path, value, problem) => {
    expect(describeAs(withChange(simple, path, value), noValues)).toContain(
      `settings.description.${problem}`,
    );
  });
});

const senseRows: [string, unknown, string][] = [
  // Names.
  ['pause.path', '/{unknown}', 'pause.path customUnknownValue'],
  ['pause.query', { a: '{later}' }, 'pause.query.a customUnknownValue'],
  ['pause.json', { a: ['x', '{unknown}'] }, 'pause.json.a.1 customUnknownValue'],
  ['pause.json', { a: 'x}' }, 'pause.json.a customTemplate'],
  ['lookUp.0.path', '/{call}', 'lookUp.0.path customUnknownValue'],
  ['lookUp.0.where.0.equals', '{call}', 'lookUp.0.where.0.equals customUnknownValue'],
  ['pause.outcomes.0.equals', '{unknown}', 'pause.outcomes.0.equals customUnknownValue'],
  ['variables.call', { label: 'x' }, 'lookUp.0.capture.call customNameTaken'],
  ['variables.extension', { label: 'x' }, 'variables.extension customNameTaken'],
  ['variables.dayAgoMs', { label: 'x' }, 'variables.dayAgoMs customNameTaken'],
  // What a lost answer would leave without a value.
  ['resume.fallback', undefined, 'resume.fallback customFallbackMissing'],
  ['resume.fallback', { ticket: 'any', call: 'x' }, 'resume.fallback customFallbackStray'],
  ['pause.query', { ticket: '{ticket}' }, 'pause.fallback customFallbackMissing'],
  // Requests.
  ['pause.form', { a: 'b' }, ''],
  ['resume.form', { a: 'b' }, 'resume customTwoBodies'],
  ['lookUp.0.json', {}, 'lookUp.0 customGetWithBody'],
  ['pause.headers', { Authorization: 'x' }, 'pause.headers customForeignHeader'],
  ['pause.headers', { 'Content-Type': 'x' }, 'pause.headers customForeignHeader'],
  ['pause.headers', { Host: 'evil.example' }, 'pause.headers customForeignHeader'],
  ['pause.headers', { 'Sec-Fetch-Site': 'none' }, 'pause.headers customForeignHeader'],
  ['pause.headers', { 'x-a': '1', 'X-A': '2' }, 'pause.headers customHeaderTwice'],
  // Outcomes.
  ['pause.outcomes', [{ is: 'success' }], 'pause.outcomes.0 customEmptyRule'],
  ['pause.outcomes', [{ status: [200], is: 'success' }], 'pause.outcomes.0 customBlindSuccess'],
  ['pause.outcomes', [{ status: [200], anyBody: true, is: 'success' }], ''],
  ['pause.outcomes', [{ status: [200], isEmpty: true, is: 'success' }], ''],
  ['pause.outcomes', [{ contains: 'OK', is: 'success' }], 'pause.outcomes.0 customSuccessNeedsStatus'],
  [
    'pause.outcomes',
    [{ status: [200], at: '/error', exists: false, is: 'success' }],
    'pause.outcomes.0 customBlindSuccess',
  ],
  ['pause.outcomes', [{ status: [404], is: 'callOver' }], 'pause.outcomes customNoSuccess'],
  ['read.outcomes', [{ status: [204], is: 'paused' }], 'read.outcomes customNoSuccess'],
  ['pause.outcomes.0.exists', true, 'pause.outcomes.0 customOneTest'],
  ['pause.outcomes.0.equals', undefined, 'pause.outcomes.0 customOneTest'],
  ['pause.outcomes.0.at', undefined, 'pause.outcomes.0 customOneTest'],
  ['lookUp.0.where.0.equals', undefined, 'lookUp.0.where.0 customOneTest'],
  ['lookUp.0.list', undefined, 'lookUp.0.where customWhereWithoutList'],
  ['pause.capture.ticket', { at: '/a', header: 'x' }, 'pause.capture.ticket customCaptureSource'],
  ['pause.capture.ticket', {}, 'pause.capture.ticket customCaptureSource'],
  // What would lie, leak or leave a recording paused.
  ['traits.command', 'toggle', 'warning customToggleWarning'],
  ['traits.command', 'toggle', 'many customToggleOne'],
  ['traits.coversNewCalls', true, 'traits.coversNewCalls customCoversNewCalls'],
  ['resume', { ...rich.resume, path: '/resume', json: {} }, 'traits.scope customScope'],
  ['read', { ...rich.pause, capture: undefined, outcomes: rich.read?.outcomes }, 'read customLookChanges'],
  [
    'check',
    { ...simple.resume, path: '/calls/{call}/resume', json: rich.resume.json },
    'check customLookChanges',
  ],
];

describe('the sense', () => {
  it.each(senseRows)('%s: %j', (path, value, problem) => {
    const problems = describeAs(withChange(rich, path, value));
    if (problem === '') expect(problems).toEqual([]);
    else expect(problems).toContain(`settings.description.${problem}`);
  });

  it('a set that sends the same for pause and resume is a toggle', () => {
    expect(describeAs({ ...simple, resume: simple.pause }, noValues)).toEqual([
      'settings.description.resume customSameCommand',
    ]);
    const toggle = { ...simple, warning: 'It flips.', traits: { ...simple.traits, command: 'toggle' } };
    expect(describeAs({ ...toggle, resume: simple.pause }, noValues)).toEqual([]);
  });

  it('a toggle cannot follow a read-back that lags', () => {
    const traits = { ...rich.traits, command: 'toggle', readLagMs: 100 };
    expect(describeAs({ ...rich, traits, many: 'refuse', warning: 'It flips.' })).toEqual([
      'settings.description.traits.readLagMs customToggleLag',
    ]);
  });

  it('a header for the secret is not described a second time', () => {
    const auth = { type: 'header', name: 'X-Key' };
    const pause = { ...simple.pause, headers: { 'x-key': 'mine' } };
    expect(describeAs({ ...simple, auth, pause }, { ...noValues, secret: 'x' })).toContain(
      'settings.description.pause.headers customHeaderTwice',
    );
  });
});

describe('what the settings lack for a description', () => {
  it.each([
    ['extension', simple, { ...noValues, extension: '' }, 'extension required'],
    ['agent id', rich, { agentId: ' ' }, 'agentId required'],
    ['variable', rich, noValues, 'values customValueMissing'],
    ['variable of the description', rich, { values: 'site = hq\nsito = x' }, 'values customValueUnknown'],
    ['line with a name', rich, { values: 'site = hq\nnonsense' }, 'values customValueLine'],
    ['line of its own', rich, { values: 'site = hq\nsite = hr' }, 'values customValueLine'],
    ['user', { ...simple, auth: { type: 'basic' } }, { ...noValues, secret: 'x' }, 'user required'],
    [
      'user without a colon',
      { ...simple, auth: { type: 'basic' } },
      { ...noValues, user: 'a:b', secret: 'x' },
      'user customUserColon',
    ],
    ['secret', { ...simple, auth: { type: 'bearer' } }, noValues, 'secret required'],
    [
      'secret that can be sent',
      { ...simple, auth: { type: 'bearer' } },
      { ...noValues, secret: 'a\r\nX-Evil: 1' },
      'secret customHeaderText',
    ],
  ])('a %s', (_, description, settings, problem) => {
    expect(describeAs(description, settings)).toEqual([`settings.${problem}`]);
  });

  it('an initial value is enough', () => {
    const variables = { site: { label: 'Site', initial: 'hq' } };
    expect(describeAs({ ...rich, variables }, noValues)).toEqual([]);
  });
});

it('every problem has a sentence', () => {
  const told = [
    ...shapeRows.flatMap(([path, value]) => describeAs(withChange(simple, path, value), noValues)),
    ...senseRows.flatMap(([path, value]) => describeAs(withChange(rich, path, value))),
  ];
  const codes = new Set(told.map(problem => problem.split(' ').at(-1)));
  for (const code of codes) expect(Object.keys(messages)).toContain(`problem_${code}`);
});
