// Which calls are meant at this moment: the described look-ups, one after the other.
import { RecorderError, toRecorderError } from '../errors.ts';
import { capture } from './capture.ts';
import type { BodyTest, LookUp } from './description.ts';
import { readAt } from './pointer.ts';
import { fits, judge } from './rules.ts';
import { ask, type Session } from './session.ts';
import type { Values } from './template.ts';

/** No agent has more calls than this. More is a look-up without its filter, and would pause other people's calls. */
const maxFound = 10;

/**
 * What the look-ups find, each with its values; empty where there is no call. One without values where nothing is to
 * be looked up.
 * @throws {RecorderError} what an outcome rule says; ambiguousCall for more than an agent can have; badAnswer
 */
export async function lookUp(session: Session): Promise<Values[]> {
  let found: Values[] = [{}];
  for (const [index, step] of session.description.lookUp.entries()) {
    const lists = await Promise.all(found.map(values => findEach(session, step, index, values)));
    found = lists.flat();
    if (found.length > maxFound)
      throw new RecorderError('ambiguousCall', `the look-up finds ${found.length}: is its filter right?`);
  }
  return found;
}

async function findEach(session: Session, step: LookUp, index: number, values: Values): Promise<Values[]> {
  const { answer, values: all } = await ask(session, step, values);
  try {
    judge(`look-up ${index + 1}`, step.outcomes, answer, all);
  } catch (thrown) {
    if (toRecorderError(thrown).code === 'noCall') return [];
    throw thrown;
  }
  const where = step.where ?? [];
  const entries = toEntries(step, answer.json);
  requireTestable(where, entries);
  return entries
    .filter(entry => where.every(test => fits(test, entry, all)))
    .map(entry => ({ ...values, ...capture(step.capture, entry, answer.headers) }));
}

function toEntries({ list }: LookUp, json: unknown): unknown[] {
  if (list === undefined) return [json];
  const entries = readAt(json, list);
  if (Array.isArray(entries)) return entries;
  throw new RecorderError('badAnswer', `the look-up’s answer has no list at "${list}"`);
}

/** A filter that looks at the wrong place keeps every call out, and "no call" would be said of one that is recorded. */
function requireTestable(where: BodyTest[], entries: unknown[]): void {
  for (const { at, exists } of where)
    if (exists === undefined && entries.length > 0 && entries.every(entry => readAt(entry, at) === undefined))
      throw new RecorderError('badAnswer', `no entry of the look-up’s list has anything at "${at}"`);
}
