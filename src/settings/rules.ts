// What an administrator decides about fields and pages. Rules win over recognition; the first that fits decides.
import { fieldKindSchema } from '../recording/state.ts';
import { later, z } from '../zod.ts';
import { pagePatternSchema, sitePatternSchema } from './patterns.ts';

/** How many characters a selector or a piece of a label may have. */
export const maxRuleText = 500;

/** A rule as a content script gets it: without what is for people only. */
export const fieldRuleSchema = later(() =>
  z.object({
    /** Names the rule in reasons and counts; stable while the rule changes. */
    id: z.string().check(z.regex(/^[\w-]{1,40}$/)),
    /** What is looked at: the field itself by a CSS selector, or its label by a piece of its text. */
    by: z.enum(['selector', 'label']),
    /** The selector, or the piece of the label. */
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(maxRuleText)),
    /** Whether such a field always holds or never does. */
    verdict: z.enum(['always', 'never']),
    /** What an `always` field holds as. */
    kind: z._default(fieldKindSchema, 'card-number'),
  }),
);
export type FieldRule = z.infer<typeof fieldRuleSchema>;

/** A rule as it is set. */
export const ruleSchema = later(() =>
  z.extend(fieldRuleSchema, {
    /** Where it applies, by the address of the document that the field stands in, which may be a frame. */
    site: sitePatternSchema,
    /** Why it is there, for whoever reads it next. */
    note: z._default(z.string().check(z.maxLength(200)), ''),
  }),
);
export type Rule = z.infer<typeof ruleSchema>;

export const rulesSchema = later(() =>
  z.array(ruleSchema).check(
    z.maxLength(200),
    z.refine(rules => new Set(rules.map(({ id }) => id)).size === rules.length, { error: 'duplicate' }),
  ),
);

/** Pages that hold for as long as they are in sight. */
export const pagesSchema = later(() => z.array(pagePatternSchema).check(z.maxLength(100)));

/** A rule that points at nothing yet. */
export function createRule(site: string): Rule {
  return {
    id: crypto.randomUUID().slice(0, 8),
    site,
    by: 'selector',
    text: '',
    verdict: 'always',
    kind: 'card-number',
    note: '',
  };
}
