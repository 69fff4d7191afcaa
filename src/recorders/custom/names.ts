// Which values a description knows, where each comes from, and where each is used.
import type { BodyTest, Description, RequestTemplate, Rule } from './description.ts';
import { namesIn } from './template.ts';

/** What is wrong, as the key of its sentence (`problem_<code>`), and where. */
export type Flaw = { path: PropertyKey[]; code: string };

/** Times that requests can name: since the epoch, for lists that ask from when on. */
export const clockNames = ['hourAgoMs', 'hourAgoSeconds', 'dayAgoMs', 'dayAgoSeconds'] as const;

/** Names that the settings and the clock give; a description cannot give them another meaning. */
const builtInNames = ['extension', 'agentId', ...clockNames];

/** Names of what the look-ups find. */
export function toFoundNames({ lookUp }: Description): string[] {
  return lookUp.flatMap(({ capture }) => Object.keys(capture));
}

/** Names of what the answer to a pause brings. */
export function toPauseNames({ pause }: Description): string[] {
  return Object.keys(pause.capture ?? {});
}

/** Placeholders that nothing fills, names that mean two things, and what a lost answer would leave unfilled. */
export function findNameFlaws(description: Description): Flaw[] {
  const { lookUp, pause, resume, read, check, variables } = description;
  const flaws: Flaw[] = [];
  const known = new Set(builtInNames);
  const learn = (names: string[], path: PropertyKey[]) => {
    for (const name of names) {
      if (known.has(name)) flaws.push({ path: [...path, name], code: 'customNameTaken' });
      known.add(name);
    }
  };
  const use = (step: Step, path: PropertyKey[]) => {
    for (const text of textsOf(step))
      if (namesIn(text.text).some(name => !known.has(name)))
        flaws.push({ path: [...path, ...text.path], code: 'customUnknownValue' });
  };
  learn(Object.keys(variables), ['variables']);
  if (check !== undefined) use(check, ['check']);
  for (const [index, step] of lookUp.entries()) {
    use(step, ['lookUp', index]);
    learn(Object.keys(step.capture), ['lookUp', index, 'capture']);
  }
  learn(toPauseNames(description), ['pause', 'capture']);
  use(pause, ['pause']);
  use(resume, ['resume']);
  if (read !== undefined) use(read, ['read']);
  return [...flaws, ...findFallbackFlaws(description)];
}

/** The answer to a pause can be lost; the request has to be possible all the same. */
function findFallbackFlaws(description: Description): Flaw[] {
  const fromPause = new Set(toPauseNames(description));
  return (['pause', 'resume'] as const).flatMap(key => {
    const { fallback = {}, ...step } = description[key];
    const isMissing = namesOf(step).some(name => fromPause.has(name) && !Object.hasOwn(fallback, name));
    const isStray = Object.keys(fallback).some(name => !fromPause.has(name));
    return [
      ...(isMissing ? [{ path: [key, 'fallback'], code: 'customFallbackMissing' }] : []),
      ...(isStray ? [{ path: [key, 'fallback'], code: 'customFallbackStray' }] : []),
    ];
  });
}

type Step = RequestTemplate & { outcomes?: readonly Rule[]; where?: readonly BodyTest[] | undefined };
type PlacedText = { path: PropertyKey[]; text: string };

/** Every name that a step uses: in its request, its outcome rules, and its filter. */
export function namesOf(step: Step): string[] {
  return textsOf(step).flatMap(({ text }) => namesIn(text));
}

/** Every text of a step that may hold placeholders. */
function textsOf({ path, query, headers, form, json, outcomes = [], where = [] }: Step): PlacedText[] {
  const compared = (tests: readonly Pick<BodyTest, 'equals' | 'in'>[], key: string) =>
    tests.flatMap((test, index) =>
      textsIn({ equals: test.equals, in: test.in }).map(inTest => ({
        ...inTest,
        path: [key, index, ...inTest.path],
      })),
    );
  return [
    ...textsIn({ path, query, headers, form, json }),
    ...compared(outcomes, 'outcomes'),
    ...compared(where, 'where'),
  ];
}

/** Every text in a JSON value, and where it stands. */
export function textsIn(json: unknown): PlacedText[] {
  if (typeof json === 'string') return [{ path: [], text: json }];
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, one]) =>
    textsIn(one).map(({ path, text }) => ({ path: [key, ...path], text })),
  );
}
