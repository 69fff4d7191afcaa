// What a pause addresses, as it is stored for the resume.
import { RecorderError } from '../errors.ts';
import type { CallRef } from '../recorder.ts';
import { later, z } from '../../zod.ts';
import type { Description } from './description.ts';
import { toFoundNames, toPauseNames } from './names.ts';
import { namePattern, type Values } from './template.ts';

const targetsSchema = later(() =>
  z.object({
    targets: z
      .array(z.record(z.string().check(z.regex(namePattern)), z.string()))
      .check(z.minLength(1), z.maxLength(100)),
  }),
);

/** @throws {RecorderError} badAnswer for what is no call reference of ours */
export function toTargets(callRef: CallRef): Values[] {
  const parsed = targetsSchema.safeParse(callRef);
  if (parsed.success) return parsed.data.targets;
  throw new RecorderError('badAnswer', 'the stored call reference is not one of ours');
}

/**
 * A target: whose call it is, what the look-ups found, and what answers to a pause brought; no times, and none of the
 * account's own values. Always in the same order, as references are compared as text.
 */
export function toTarget(description: Description, given: Values, values: Values): Values {
  const names = ['extension', 'agentId', ...toFoundNames(description), ...toPauseNames(description)];
  const all = { ...given, ...values };
  return Object.fromEntries(
    names.flatMap(name => {
      const value = Object.hasOwn(all, name) ? all[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The same for two targets that address the same call, whatever their pauses brought. */
export function toIdentity(description: Description, target: Values): string {
  const names = ['extension', 'agentId', ...toFoundNames(description)];
  return JSON.stringify(names.map(name => (Object.hasOwn(target, name) ? target[name] : null)));
}

/** Targets of both lists, each call once; of two for the same call the first stays, as it knows more. */
export function unite(description: Description, first: Values[], second: Values[]): Values[] {
  const known = new Set(first.map(target => toIdentity(description, target)));
  return [...first, ...second.filter(target => !known.has(toIdentity(description, target)))];
}
