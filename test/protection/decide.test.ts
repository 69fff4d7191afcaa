// What is wrong with a page, from what was found out about it.
import { describe, expect, it } from 'vitest';
import { recorderErrorCodes } from '../../src/recorders/errors.ts';
import { toProblems, type TabFacts } from '../../src/protection/decide.ts';
import { isAlarm } from '../../src/protection/problems.ts';

const stripe = 'https://js.stripe.com/*';

const healthy: TabFacts = {
  closedSites: [],
  isAddressKnown: true,
  isWatched: true,
  script: 'alive',
  frames: [],
  canAddSites: true,
  recorders: [{ id: 'one', isRequired: true, closed: [], code: null, canSignIn: false }],
};
const [recorder] = healthy.recorders;
const withRecorder = (changes: Partial<TabFacts['recorders'][number]>): TabFacts => ({
  ...healthy,
  recorders: recorder === undefined ? [] : [{ ...recorder, ...changes }],
});
const withFrame = (changes: Partial<TabFacts['frames'][number]>, more: Partial<TabFacts> = {}): TabFacts => ({
  ...healthy,
  ...more,
  frames: [{ pattern: stripe, isPayment: true, isWatched: true, isGranted: true, ...changes }],
});
const found = (facts: TabFacts) => toProblems(facts).map(({ code, cure }) => [code, cure]);

describe('a page', () => {
  it('where everything is as it should be has no problem', () => {
    expect(toProblems(healthy)).toEqual([]);
    expect(toProblems(withFrame({}))).toEqual([]);
  });

  it('that nobody asked us to watch has none either', () => {
    expect(toProblems({ ...healthy, isWatched: false, script: 'missing', closedSites: [stripe] })).toEqual(
      [],
    );
  });

  it('whose address we may not see may be a watched site that we are not let into', () => {
    const facts = { ...healthy, isWatched: false, isAddressKnown: false };
    expect(toProblems({ ...facts, closedSites: ['https://crm.example.com/*'] })).toEqual([
      { code: 'siteAccess', cure: 'allow', patterns: ['https://crm.example.com/*'], recorderId: null },
    ]);
    expect(toProblems(facts)).toEqual([]);
  });

  it.each([
    ['missing', [['scriptMissing', 'reload']]],
    ['blocked', [['siteBlocked', 'none']]],
    ['refused', [['siteBlocked', 'none']]],
    ['alive', []],
    ['unknown', []],
  ] as const)('whose script is %s: %j', (script, problems) => {
    expect(found({ ...healthy, script })).toEqual(problems);
  });
});

describe('a frame', () => {
  it('of a payment provider that is not watched, or not let into, is an alarm with a cure', () => {
    for (const changes of [{ isWatched: false }, { isGranted: false }])
      expect(toProblems(withFrame(changes))).toEqual([
        { code: 'frameAccess', cure: 'allow', patterns: [stripe], recorderId: null },
      ]);
  });

  it('is for the administrator where nobody else may add sites', () => {
    expect(found(withFrame({ isWatched: false }, { canAddSites: false }))).toEqual([['frameAccess', 'none']]);
    // Watched already: only the browser has to be asked.
    expect(found(withFrame({ isGranted: false }, { canAddSites: false }))).toEqual([
      ['frameAccess', 'allow'],
    ]);
  });

  it('of no particular look is a line, and no alarm', () => {
    const problems = toProblems(withFrame({ isPayment: false, isWatched: false }));
    expect(problems.map(({ code }) => code)).toEqual(['otherFrame']);
    expect(problems.some(isAlarm)).toBe(false);
  });

  it('is named once, however often it stands in the page', () => {
    const facts = withFrame({ isGranted: false });
    expect(toProblems({ ...facts, frames: [...facts.frames, ...facts.frames] })).toHaveLength(1);
  });
});

describe('a recorder', () => {
  const rows: Record<string, [string, string][]> = {
    unauthorized: [['signedOut', 'settings']],
    forbidden: [['recorderRefuses', 'settings']],
    noCall: [],
    ambiguousCall: [['severalCalls', 'retry']],
    notRecording: [],
    callOver: [],
    rateLimited: [],
    unreachable: [['recorderUnreachable', 'retry']],
    timedOut: [['recorderUnreachable', 'retry']],
    badAnswer: [['recorderRefuses', 'settings']],
    refused: [['recorderRefuses', 'settings']],
    misconfigured: [['recorderRefuses', 'settings']],
  };

  it.each(recorderErrorCodes)('that answered last with %s', code => {
    expect(found(withRecorder({ code }))).toEqual(rows[code]);
  });

  it('that nobody has asked yet is not accused', () => {
    expect(found(withRecorder({ code: undefined }))).toEqual([]);
  });

  it('with a sign-in of its vendor’s is signed in to', () => {
    expect(found(withRecorder({ code: 'unauthorized', canSignIn: true }))).toEqual([['signedOut', 'signIn']]);
  });

  it('that the browser does not let us reach needs access before anything else', () => {
    const closed = ['https://monitor5.voicenter.co/*'];
    expect(toProblems(withRecorder({ closed, code: 'unreachable' }))).toEqual([
      { code: 'recorderAccess', cure: 'allow', patterns: closed, recorderId: 'one' },
    ]);
  });

  it('that "paused" does not need is no alarm', () => {
    expect(found(withRecorder({ isRequired: false, code: 'unauthorized' }))).toEqual([]);
  });
});

it('the most telling problem comes first', () => {
  const facts = withFrame({ isGranted: false }, { ...withRecorder({ code: 'timedOut' }), script: 'missing' });
  expect(
    toProblems({ ...facts, frames: withFrame({ isGranted: false }).frames }).map(({ code }) => code),
  ).toEqual(['scriptMissing', 'frameAccess', 'recorderUnreachable']);
});
