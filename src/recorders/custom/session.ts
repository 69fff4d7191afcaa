// One request of an administrator's description: sent, and its answer parsed.
import type { RecorderContext } from '../recorder.ts';
import type { Description, RequestTemplate } from './description.ts';
import type { clockNames } from './names.ts';
import { toRequest, type Access } from './request.ts';
import { toParsed, type ParsedAnswer } from './rules.ts';
import type { Values } from './template.ts';

/** Everything that one command of a described recorder works with. */
export type Session = Pick<RecorderContext<unknown>, 'http' | 'now' | 'target'> & {
  description: Description;
  access: Access;
  /** What the settings give: `extension`, `agentId` and the description's variables. */
  given: Values;
};

/** The times of this moment. They never become part of a call reference. */
function toClock(nowMs: number): Record<(typeof clockNames)[number], string> {
  const [hourAgoMs, dayAgoMs] = [nowMs - hourMs, nowMs - 24 * hourMs];
  return {
    hourAgoMs: String(hourAgoMs),
    hourAgoSeconds: String(Math.floor(hourAgoMs / 1000)),
    dayAgoMs: String(dayAgoMs),
    dayAgoSeconds: String(Math.floor(dayAgoMs / 1000)),
  };
}

const hourMs = 3_600_000;

/**
 * Sends one described request.
 * @throws {RecorderError} misconfigured for values that cannot be sent, and what the HTTP client throws
 */
export async function ask(
  { http, now, access, given }: Session,
  template: RequestTemplate,
  values: Values,
): Promise<{ answer: ParsedAnswer; values: Values }> {
  const all = { ...given, ...values, ...toClock(now()) };
  return { answer: toParsed(await http.send(toRequest(template, all, access))), values: all };
}
