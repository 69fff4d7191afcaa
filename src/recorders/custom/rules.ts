// What an answer means: the first rule that holds says it, and an answer that no rule knows is never success.
import { RecorderError, recorderErrorCodeSchema } from '../errors.ts';
import { throwForStatus, toRetryAfterMs, type HttpAnswer } from '../http.ts';
import type { BodyTest, Rule } from './description.ts';
import { readAt } from './pointer.ts';
import { fill, isFillable, type Values } from './template.ts';

/** An answer with its JSON; `json` is undefined where the body is none. */
export type ParsedAnswer = HttpAnswer & { json: unknown };

/** Parses what can be parsed. */
export function toParsed(answer: HttpAnswer): ParsedAnswer {
  try {
    return { ...answer, json: JSON.parse(answer.text) as unknown };
  } catch {
    return { ...answer, json: undefined };
  }
}

/**
 * What the rules make of an answer: a result that is no error.
 * @throws {RecorderError} the error that the first fitting rule names; where none fits, what the status means
 * everywhere, else badAnswer
 */
export function judge<R extends Rule>(
  step: string,
  rules: readonly R[],
  answer: ParsedAnswer,
  values: Values,
): Exclude<R['is'], RecorderError['code']> {
  // A page is for people, whatever words stand in it: of what was meant for us it says nothing good.
  const isPage = /^\s*<(!doctype|html)/i.test(answer.text);
  const index = rules.findIndex(rule => holds(rule, answer, values));
  const rule = rules[index];
  if (rule === undefined || (isPage && !isError(rule.is))) {
    throwForStatus(answer);
    const what = isPage ? 'a page for people' : 'an answer that no outcome rule knows';
    throw new RecorderError('badAnswer', `${step}: HTTP ${answer.status} with ${what}`);
  }
  if (isError(rule.is)) throw toError(`${step}, outcome ${index + 1}`, rule, rule.is, answer);
  return rule.is as Exclude<R['is'], RecorderError['code']>;
}

function isError(result: string): result is RecorderError['code'] {
  return recorderErrorCodeSchema.safeParse(result).success;
}

function toError(
  place: string,
  { reasonAt, retryAfterMs }: Rule,
  code: RecorderError['code'],
  { status, headers, json }: ParsedAnswer,
): RecorderError {
  const reason = reasonAt === undefined ? undefined : toText(readAt(json, reasonAt));
  return new RecorderError(code, `${place}: HTTP ${status}${reason === undefined ? '' : `, ${reason}`}`, {
    retryAfterMs: toRetryAfterMs(headers.get('retry-after')) ?? retryAfterMs,
  });
}

function holds(rule: Rule, { status, text, json }: ParsedAnswer, values: Values): boolean {
  const { at, contains } = rule;
  if (rule.status !== undefined && !rule.status.includes(status)) return false;
  if (contains !== undefined && !text.includes(contains)) return false;
  if (rule.isEmpty === true && text.trim() !== '') return false;
  return at === undefined || fits({ ...rule, at }, json, values);
}

/** Whether a JSON value passes the test. What is no JSON at all passes none, not even that something is missing. */
export function fits({ at, equals, in: choices, exists }: BodyTest, json: unknown, values: Values): boolean {
  if (json === undefined) return false;
  const found = readAt(json, at);
  if (exists !== undefined) return (found !== undefined && found !== null) === exists;
  const wanted = choices ?? [equals];
  return wanted.some(one => isSame(found, one, values));
}

function isSame(found: unknown, wanted: unknown, values: Values): boolean {
  if (typeof wanted !== 'string') return found === wanted;
  return isFillable(wanted, values) && toText(found) === fill(wanted, values, value => value);
}

/** A text or a number as text; undefined for anything else, and for numbers that JSON cannot carry exactly. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : undefined;
}
