// How an administrator describes a recorder: the requests, what to take from their answers, and what the answers
// mean. Data only: no code, no regular expressions. What it means is checked in `sanity.ts`.
import { recorderErrorCodes } from '../errors.ts';
import { traitsSchema } from '../recorder.ts';
import { later, z } from '../../zod.ts';
import { isPointer } from './pointer.ts';
import { isTemplate, namePattern } from './template.ts';

const name = later(() => z.string().check(z.regex(namePattern, 'customName')));
const pointer = later(() => z.string().check(z.maxLength(200), z.refine(isPointer, 'customPointer')));
const template = later(() => z.string().check(z.maxLength(500), z.refine(isTemplate, 'customTemplate')));
const primitive = later(() => z.union([z.string(), z.number(), z.boolean(), z.null()]));
const words = (maxLength: number) => z.string().check(z.minLength(1), z.maxLength(maxLength));
const durationMs = (minMs: number, maxMs: number) => z.number().check(z.gte(minMs), z.lte(maxMs));

/** A path below the address in the settings: fixed segments and placeholders, never a host, query or fragment. */
const path = later(() =>
  template.check(
    z.refine(
      text =>
        /^(\/[\w.~!$&'()*+,;=:@{}-]+)+\/?$/.test(text) &&
        !text.split('/').some(segment => segment === '.' || segment === '..'),
      'customPath',
    ),
  ),
);

/** A header's name. Those that the browser sets itself, and those for secrets, are not for descriptions. */
const headerName = later(() =>
  z.string().check(z.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, 'customHeaderName')),
);

/** A test of one place in a JSON body. */
const bodyTestSchema = later(() =>
  z.strictObject({
    at: pointer,
    /** The value there. A text may hold placeholders, and fits a number that is written the same way. */
    equals: z.optional(primitive),
    in: z.optional(z.array(primitive).check(z.minLength(1))),
    /** True: something stands there, and it is not null. False: the opposite. */
    exists: z.optional(z.boolean()),
  }),
);
export type BodyTest = z.infer<typeof bodyTestSchema>;

/** What an outcome rule can come to besides success: our own errors. What is sent never comes back as these two. */
const errorResults = recorderErrorCodes.filter(code => code !== 'unreachable' && code !== 'timedOut');

/** A rule holds where all that it names holds. */
function ruleSchema<const Good extends readonly string[]>(good: Good) {
  return z.strictObject({
    status: z.optional(z.array(z.int().check(z.gte(200), z.lte(599))).check(z.minLength(1))),
    ...bodyTestSchema.shape,
    at: z.optional(pointer),
    /** The body holds this text, to the letter. */
    contains: z.optional(words(200)),
    /** The body is empty. */
    isEmpty: z.optional(z.literal(true)),
    /** Status 200 is believed whatever the body: only where the vendor documents no body at all. */
    anyBody: z.optional(z.literal(true)),
    is: z.enum([...good, ...errorResults]),
    /** Where the vendor says why, for the administrator. */
    reasonAt: z.optional(pointer),
    /** How long to wait where the vendor does not say, with `rateLimited`. */
    retryAfterMs: z.optional(durationMs(0, 600_000)),
  });
}
const rulesSchema = <const Good extends readonly string[]>(good: Good) =>
  z.array(ruleSchema(good)).check(z.minLength(1), z.maxLength(40));

/** One rule, whatever request it belongs to. */
export type Rule = Omit<z.infer<ReturnType<typeof ruleSchema<[]>>>, 'is'> & { is: string };

/** A value to take from an answer: from its JSON, or from a header. */
const captureSchema = later(() =>
  z.strictObject({
    at: z.optional(pointer),
    header: z.optional(headerName),
    /** What such a value looks like, for the preview. */
    example: z.optional(words(200)),
  }),
);
const capturesSchema = later(() => z.record(name, captureSchema));
export type Captures = z.infer<typeof capturesSchema>;

/** A request as it is described, with placeholders. */
const requestSchema = later(() =>
  z.strictObject({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path,
    query: z.optional(z.record(words(100), template)),
    headers: z.optional(z.record(headerName, template)),
    /** A JSON body, in the shape in which it is sent; placeholders may stand in its texts. */
    json: z.optional(z.json()),
    /** A form body. */
    form: z.optional(z.record(words(100), template)),
  }),
);
export type RequestTemplate = z.infer<typeof requestSchema>;

const fallback = later(() => z.optional(z.record(name, words(200))));

const lookUpSchema = later(() =>
  z.strictObject({
    ...requestSchema.shape,
    outcomes: rulesSchema(['success']),
    /** Where the list stands; left out where the answer is about one thing. */
    list: z.optional(pointer),
    /** Which entries of the list are meant; pointers begin at the entry. All have to hold. */
    where: z.optional(z.array(bodyTestSchema)),
    /** Taken from each entry of the list, or from the answer. */
    capture: capturesSchema,
  }),
);
/** A look-up step. The next one is asked once for each of its finds. */
export type LookUp = z.infer<typeof lookUpSchema>;

const pauseSchema = later(() =>
  z.strictObject({
    ...requestSchema.shape,
    /** Taken from the answer, for the resume and for reading. */
    capture: z.optional(capturesSchema),
    /** What stands in for such a value before the answer has brought it. */
    fallback,
    outcomes: rulesSchema(['success', 'alreadyPaused']),
  }),
);
const resumeSchema = later(() =>
  z.strictObject({
    ...requestSchema.shape,
    /** What stands in for a value of the pause's answer, where that answer was lost. */
    fallback,
    outcomes: rulesSchema(['success', 'alreadyRecording']),
  }),
);
const readSchema = later(() =>
  z.strictObject({
    ...requestSchema.shape,
    outcomes: rulesSchema(['paused', 'recording', 'unknown']),
  }),
);
const checkSchema = later(() =>
  z.strictObject({ ...requestSchema.shape, outcomes: rulesSchema(['success']) }),
);

/** The shape of a description; `descriptionTextSchema` in `parse.ts` also checks that it makes sense. */
export const descriptionShape = later(() =>
  z.strictObject({
    version: z.literal(1),
    /** Which recorder this is, for people. */
    name: words(80),
    /** What people have to know before they rely on it; has to be there for a toggle. */
    warning: z.optional(words(1_000)),
    traits: z.strictObject({
      effect: traitsSchema.shape.effect,
      command: traitsSchema.shape.command,
      scope: traitsSchema.shape.scope,
      coversNewCalls: traitsSchema.shape.coversNewCalls,
      readEveryMs: z._default(durationMs(1_000, 600_000), 5_000),
      readLagMs: z._default(durationMs(0, 60_000), 0),
      reassertEveryMs: z._default(durationMs(1_000, 600_000), 5_000),
    }),
    /** How the secret of the settings is sent. A gateway that adds it is described with `none`. */
    auth: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.literal('basic') }),
      z.strictObject({ type: z.literal('bearer') }),
      z.strictObject({
        type: z.literal('header'),
        name: headerName,
        /** What stands before the secret, for example `Token `. */
        prefix: z._default(z.string().check(z.regex(/^[\x20-\x7e]{0,40}$/, 'customHeaderText')), ''),
      }),
    ]),
    /** Values that the settings give besides `extension` and `agentId`. */
    variables: z._default(
      z.record(
        name,
        z.strictObject({
          /** What it is, for people. */
          label: words(100),
          example: z.optional(words(200)),
          /** Applies where the settings give none. */
          initial: z.optional(words(200)),
        }),
      ),
      {},
    ),
    lookUp: z._default(z.array(lookUpSchema).check(z.maxLength(3)), []),
    /** What to do where the look-up finds several: pause each of them, or refuse to guess. */
    many: z._default(z.enum(['each', 'refuse']), 'refuse'),
    pause: pauseSchema,
    resume: resumeSchema,
    read: z.optional(readSchema),
    check: z.optional(checkSchema),
  }),
);

/** A recorder as its administrator describes it. */
export type Description = z.infer<typeof descriptionShape>;
