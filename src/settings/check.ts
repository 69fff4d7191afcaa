// Settings as they come from a form or a file: whole and valid, or refused with a sentence for each bad value.
import { findRecorder } from '../recorders/index.ts';
import { checkGate } from './check-gate.ts';
import { settingFields, type Recorder } from '../recorders/recorder.ts';
import { z } from '../zod.ts';
import {
  recorderEntrySchema,
  settingsSchema,
  type Problem,
  type RecorderEntry,
  type Secrets,
  type Settings,
} from './schema.ts';

export type Checked = { settings: Settings | null; problems: Problem[] };

/** Checks everything, the adapters' own settings with their secrets included, and reports all problems at once. */
export function checkSettings(raw: unknown, secrets: Secrets): Checked {
  const parsed = settingsSchema.safeParse(raw);
  const problems = [
    ...(parsed.success ? [] : toProblems(parsed.error.issues, raw, '')),
    ...toEntries(raw).flatMap(({ entry, index, isRepeated }) => [
      ...checkEntry(entry, secrets).map(problem => ({
        ...problem,
        path: `recorders.${index}.${problem.path}`,
      })),
      ...(isRepeated ? [{ path: `recorders.${index}.id`, code: 'duplicate', detail: '' }] : []),
    ]),
  ];
  // Whether the gate can open at all is known only of recorders that are whole.
  if (parsed.success && problems.length === 0) problems.push(...checkGate(parsed.data, secrets));
  return { settings: parsed.success && problems.length === 0 ? parsed.data : null, problems };
}

/** The recorder entries that are whole in themselves, whatever else is wrong with the settings. */
function toEntries(raw: unknown): { entry: RecorderEntry; index: number; isRepeated: boolean }[] {
  const list = toValue(raw, ['recorders']);
  const ids = new Set<string>();
  return (Array.isArray(list) ? list : []).flatMap((one: unknown, index) => {
    const parsed = recorderEntrySchema.safeParse(one);
    if (!parsed.success) return [];
    const isRepeated = ids.has(parsed.data.id);
    ids.add(parsed.data.id);
    return [{ entry: parsed.data, index, isRepeated }];
  });
}

/** Checks one recorder's settings against its adapter's schema; paths begin at the entry. */
export function checkEntry(entry: RecorderEntry, secrets: Secrets): Problem[] {
  const recorder = findRecorder(entry.type);
  if (recorder === undefined) return [{ path: 'type', code: 'unknownRecorder', detail: entry.type }];
  const settings = withSecrets(entry, secrets);
  const parsed = recorder.settings.safeParse(settings);
  return parsed.success ? [] : toProblems(parsed.error.issues, settings, 'settings.');
}

/** An entry's settings together with its secrets, as its adapter wants them. */
export function withSecrets(entry: RecorderEntry, secrets: Secrets): Record<string, unknown> {
  return { ...entry.settings, ...secrets[entry.id] };
}

/** Names of the settings that an adapter marks as secret. */
export function toSecretNames(recorder: Recorder): string[] {
  return Object.entries(recorder.settings.def.shape).flatMap(([name, schema]) =>
    settingFields.get(schema)?.isSecret === true ? [name] : [],
  );
}

/** Refusals of `raw`, which stands at the path that `prefix` begins with, as problems with codes of our own. */
export function toProblems(issues: readonly z.core.$ZodIssue[], raw: unknown, prefix: string): Problem[] {
  return issues.map(issue => {
    // A schema may name the code of its own sentence as its message, and after a colon what the sentence is about.
    const [, code, detail] = /^([a-z][A-Za-z]+)(?:: (.*))?$/s.exec(issue.message) ?? [];
    return {
      path: (prefix + issue.path.join('.')).replace(/\.$/, ''),
      code: code ?? toCode(issue, toValue(raw, issue.path)),
      detail: detail ?? issue.message,
    };
  });
}

function toCode(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? 'required' : 'tooSmall';
    case 'too_big':
      return 'tooBig';
    case 'invalid_type':
      return value === undefined ? 'required' : 'invalid';
    default:
      return 'invalid';
  }
}

/** What stands at a path; undefined where nothing does. */
function toValue(raw: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    raw,
  );
}
