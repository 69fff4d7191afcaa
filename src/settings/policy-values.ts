// Lays one value of a policy over the user's. What the policy got wrong leaves the user's in force and is reported;
// of lists and groups only the part that is wrong.
import { toProblems } from './check.ts';
import type { Problem } from './schema.ts';
import { z } from '../zod.ts';

export type Report = (...problems: Problem[]) => void;

/** What is in force, and the paths of it that are the policy's. */
export type Laid = { value: unknown; locked: string[] };

/** Lays `given` over `user`. `user` fits the schema. */
export function layValue(
  path: string,
  schema: z.ZodMiniType,
  given: unknown,
  user: unknown,
  report: Report,
): Laid {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodMiniObject) return layGroup(path, schema, inner, given, user, report);
  if (inner instanceof z.ZodMiniArray) return layList(path, schema, inner, given, user, report);
  const value = parse(path, schema, given, report);
  return value === undefined ? { value: user, locked: [] } : { value, locked: [path] };
}

/** The parsed value; undefined, and the reasons reported, where it does not fit. */
export function parse<T>(
  path: string,
  schema: z.ZodMiniType<T>,
  given: unknown,
  report: Report,
): T | undefined {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  report(...toProblems(parsed.error.issues, given, `${path}.`));
  return undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One bad entry must not take the others out of force: a site less is a page that is not protected. */
function layList(
  path: string,
  schema: z.ZodMiniType,
  { def }: z.ZodMiniArray,
  given: unknown,
  user: unknown,
  report: Report,
): Laid {
  if (!Array.isArray(given)) {
    report({ path, code: 'policyNotList', detail: '' });
    return { value: user, locked: [] };
  }
  const element = def.element as z.ZodMiniType;
  const good = given.filter((one, index) => parse(`${path}.${index}`, element, one, report) !== undefined);
  if (good.length === 0 && given.length > 0) return { value: user, locked: [] };
  const value = parse(path, schema, good, report);
  return value === undefined ? { value: user, locked: [] } : { value, locked: [path] };
}

function layGroup(
  path: string,
  schema: z.ZodMiniType,
  { def }: z.ZodMiniObject,
  given: unknown,
  user: unknown,
  report: Report,
): Laid {
  const kept: Laid = { value: user, locked: [] };
  if (!isRecord(given)) {
    report({ path, code: 'policyNotGroup', detail: '' });
    return kept;
  }
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const own = Object.hasOwn(def.shape, name) ? (def.shape[name] as z.ZodMiniType) : undefined;
    if (own === undefined) report({ path: `${path}.${name}`, code: 'policyUnknown', detail: name });
    else if (parse(`${path}.${name}`, own, value, report) !== undefined) good[name] = value;
  }
  const locked = Object.keys(good).map(name => `${path}.${name}`);
  if (locked.length === 0) return kept;
  // Values that are right by themselves may not go together with the user's; then they go with the defaults.
  for (const others of [user as object, {}]) {
    const together = schema.safeParse({ ...others, ...good });
    if (together.success) return { value: together.data, locked };
  }
  parse(path, schema, good, report);
  return kept;
}

/** The schema within defaults and the like. */
export function unwrap(schema: z.ZodMiniType): z.ZodMiniType {
  const { def } = schema as { def: { innerType?: z.ZodMiniType } };
  return def.innerType === undefined ? schema : unwrap(def.innerType);
}
