// From the text that an administrator types to a description that can be used, or to what is wrong and where.
import { later, z } from '../../zod.ts';
import { descriptionShape, type Description } from './description.ts';
import { findFlaws } from './sanity.ts';

const descriptionSchema = later(() =>
  descriptionShape.check(payload => {
    // The shape comes first: sense can only be made of what has it.
    if (payload.issues.length > 0) return;
    for (const { path, code } of findFlaws(payload.value))
      payload.issues.push({ code: 'custom', message: code, input: payload.value, path });
  }),
);

/** A description as JSON text. What is wrong is told at its path in the description. */
export const descriptionTextSchema = later(() =>
  z.pipe(
    z.string().check(z.trim(), z.minLength(1), z.maxLength(64_000)),
    z.transform((text, context): Description => {
      const parsed = parseText(text);
      if (parsed.success) return parsed.data;
      for (const { message, path } of parsed.issues)
        context.issues.push({ code: 'custom', message, input: text, path });
      return z.NEVER;
    }),
  ),
);

type Issue = { message: string; path: PropertyKey[] };

function parseText(text: string): { success: true; data: Description } | { success: false; issues: Issue[] } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    return { success: false, issues: [{ message: `customJson: ${detail}`, path: [] }] };
  }
  const parsed = descriptionSchema.safeParse(raw);
  if (parsed.success) return parsed;
  return { success: false, issues: parsed.error.issues.map(toIssue) };
}

/** The library's own messages say little in its small build. A code may be followed by a detail of its sentence. */
function toIssue(issue: z.core.$ZodIssue): Issue {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return { path: [...path, issue.keys[0] ?? ''], message: 'customUnknownKey' };
    case 'invalid_key':
      return { path, message: issue.issues[0]?.message ?? issue.message };
    case 'invalid_type':
      return { path, message: `customType: ${issue.expected}` };
    case 'invalid_value':
      return { path, message: `customChoice: ${issue.values.join(', ')}` };
    case 'invalid_union':
      return { path, message: 'options' in issue ? toChoice(issue.options) : 'customPrimitive' };
    case 'too_small':
      return { path, message: `customAtLeast: ${issue.minimum}` };
    case 'too_big':
      return { path, message: `customAtMost: ${issue.maximum}` };
    default:
      return { path, message: issue.message };
  }
}

function toChoice(options: unknown): string {
  return `customChoice: ${Array.isArray(options) ? options.join(', ') : ''}`;
}
