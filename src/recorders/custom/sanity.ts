// What a description has to make sure of, beyond its shape: that no careless answer counts as a pause, that what was
// paused can be resumed even where an answer was lost, and that nothing is switched blind.
import type { BodyTest, Captures, Description, RequestTemplate, Rule } from './description.ts';
import { findNameFlaws, namesOf, textsIn, toFoundNames, type Flaw } from './names.ts';
import { isTemplate } from './template.ts';

/** What comes to mean that a recording stands as wanted, or that a read-back is sure of it. */
const goodResults = new Set(['success', 'alreadyPaused', 'alreadyRecording', 'paused', 'recording']);

/** Everything that is wrong with a description; empty where it can be used. */
export function findFlaws(description: Description): Flaw[] {
  return [
    ...findNameFlaws(description),
    ...findRequestFlaws(description),
    ...findOutcomeFlaws(description),
    ...findSafetyFlaws(description),
  ];
}

type Step = RequestTemplate & { outcomes: readonly Rule[] };
type PlacedStep = { path: PropertyKey[]; step: Step };

function toSteps({ lookUp, pause, resume, read, check }: Description): PlacedStep[] {
  return [
    ...lookUp.map((step, index) => ({ path: ['lookUp', index], step })),
    { path: ['pause'], step: pause },
    { path: ['resume'], step: resume },
    ...(read === undefined ? [] : [{ path: ['read'], step: read }]),
    ...(check === undefined ? [] : [{ path: ['check'], step: check }]),
  ];
}

/** The browser sets these itself, or drops them without a word; secrets and body kinds have their own place. */
const foreignHeader =
  /^(authorization|content-(type|length)|host|cookie2?|origin|referer|user-agent|connection|keep-alive|te|trailer|transfer-encoding|upgrade|via|date|dnt|expect|accept-(charset|encoding)|access-control-.*|sec-.*|proxy-.*)$/i;

function findRequestFlaws(description: Description): Flaw[] {
  const { auth } = description;
  const authName = auth.type === 'header' ? auth.name.toLowerCase() : '';
  return [
    ...(/^authorization$/i.test(authName) || !foreignHeader.test(authName)
      ? []
      : [{ path: ['auth', 'name'], code: 'customForeignHeader' }]),
    ...toSteps(description).flatMap(({ path, step }) => {
      const { method, headers = {}, json, form } = step;
      const names = Object.keys(headers).map(name => name.toLowerCase());
      return [
        ...(json !== undefined && form !== undefined ? [{ path, code: 'customTwoBodies' }] : []),
        ...(method === 'GET' && (json !== undefined || form !== undefined)
          ? [{ path, code: 'customGetWithBody' }]
          : []),
        ...textsIn(json)
          .filter(({ text }) => !isTemplate(text))
          .map(text => ({ path: [...path, 'json', ...text.path], code: 'customTemplate' })),
        ...(names.some(name => foreignHeader.test(name))
          ? [{ path: [...path, 'headers'], code: 'customForeignHeader' }]
          : []),
        ...(new Set([...names, authName]).size <= names.length
          ? [{ path: [...path, 'headers'], code: 'customHeaderTwice' }]
          : []),
      ];
    }),
  ];
}

function findOutcomeFlaws(description: Description): Flaw[] {
  const steps = toSteps(description);
  return [
    ...steps.flatMap(({ path, step }) =>
      step.outcomes.flatMap((rule, index) => findRuleFlaws(rule, [...path, 'outcomes', index])),
    ),
    ...steps.flatMap(({ path, step }) => {
      const wanted = path[0] === 'read' ? ['paused', 'recording'] : ['success'];
      const isMet = wanted.every(result => step.outcomes.some(({ is }) => is === result));
      return isMet ? [] : [{ path: [...path, 'outcomes'], code: 'customNoSuccess' }];
    }),
    ...toCaptures(description).flatMap(({ path, captures }) =>
      Object.entries(captures).flatMap(([name, { at, header }]) =>
        (at === undefined) === (header === undefined)
          ? [{ path: [...path, name], code: 'customCaptureSource' }]
          : [],
      ),
    ),
    ...description.lookUp.flatMap(({ where = [], list }, step) => [
      ...where.flatMap((test, index) =>
        countTests(test) === 1 ? [] : [{ path: ['lookUp', step, 'where', index], code: 'customOneTest' }],
      ),
      ...(where.length > 0 && list === undefined
        ? [{ path: ['lookUp', step, 'where'], code: 'customWhereWithoutList' }]
        : []),
    ]),
  ];
}

function toCaptures({ lookUp, pause }: Description): { path: PropertyKey[]; captures: Captures }[] {
  return [
    ...lookUp.map(({ capture }, index) => ({ path: ['lookUp', index, 'capture'], captures: capture })),
    { path: ['pause', 'capture'], captures: pause.capture ?? {} },
  ];
}

function countTests({ equals, in: choices, exists }: Omit<BodyTest, 'at'>): number {
  return [equals, choices, exists].filter(test => test !== undefined).length;
}

function findRuleFlaws(rule: Rule, path: PropertyKey[]): Flaw[] {
  const { status, at, contains, isEmpty, anyBody, is } = rule;
  if (countTests(rule) !== (at === undefined ? 0 : 1)) return [{ path, code: 'customOneTest' }];
  const isAboutBody = at !== undefined || contains !== undefined || isEmpty !== undefined;
  if (!isAboutBody && status === undefined) return [{ path, code: 'customEmptyRule' }];
  if (!goodResults.has(is)) return [];
  if (status === undefined) return [{ path, code: 'customSuccessNeedsStatus' }];
  // A sign-in page, a proxy's notice and an error in JSON all come with 200, and in most of them anything is missing.
  const isShown = isAboutBody && !(rule.exists === false && contains === undefined);
  const isBlind = status.includes(200) && !isShown && anyBody !== true;
  return isBlind ? [{ path, code: 'customBlindSuccess' }] : [];
}

function findSafetyFlaws(description: Description): Flaw[] {
  const { traits, many, warning, pause, resume, read } = description;
  const found = new Set(toFoundNames(description));
  const isToggle = traits.command === 'toggle';
  const flaw = (isFlaw: boolean, path: PropertyKey[], code: string): Flaw[] =>
    isFlaw ? [{ path, code }] : [];
  const commands = new Set([pause, resume].map(toIdentity));
  return [
    ...flaw(isToggle && warning === undefined, ['warning'], 'customToggleWarning'),
    // One of two that fails would be flipped back with the next try.
    ...flaw(isToggle && many === 'each', ['many'], 'customToggleOne'),
    // What a toggle does follows from what was read just before.
    ...flaw(
      isToggle && read !== undefined && traits.readLagMs > 0,
      ['traits', 'readLagMs'],
      'customToggleLag',
    ),
    ...flaw(!isToggle && commands.size === 1, ['resume'], 'customSameCommand'),
    ...flaw(
      traits.scope === 'call' && traits.coversNewCalls,
      ['traits', 'coversNewCalls'],
      'customCoversNewCalls',
    ),
    ...flaw(
      traits.scope === 'call' && !namesOf(resume).some(name => found.has(name)),
      ['traits', 'scope'],
      'customScope',
    ),
    ...toSteps(description).flatMap(({ path, step }) =>
      flaw(
        path[0] !== 'pause' && path[0] !== 'resume' && commands.has(toIdentity(step)),
        path,
        'customLookChanges',
      ),
    ),
  ];
}

function toIdentity({ method, path, query, headers, json, form }: RequestTemplate): string {
  return JSON.stringify([method, path, query, headers, json, form]);
}
