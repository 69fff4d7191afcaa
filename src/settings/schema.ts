// The one schema of what an administrator or agent can set. Secrets are kept apart (see `store.ts`).
import { gateNeedsSchema } from '../recording/gate.ts';
import { fieldKindSchema, defaultTimings, modeSchema } from '../recording/state.ts';
import { later, z } from '../zod.ts';
import { comfortsSchema } from './comforts.ts';
import { drillSettingsSchema } from './drill.ts';
import { governanceSettingsSchema } from './governance.ts';
import { sitePatternSchema } from './patterns.ts';
import { pagesSchema, rulesSchema } from './rules.ts';
import { shippingSettingsSchema } from './shipping.ts';

/** A duration in ms between two bounds. */
const durationMs = (minMs: number, maxMs: number) => z.number().check(z.gte(minMs), z.lte(maxMs));

const second = 1000;

export const timingSettingsSchema = later(() =>
  z
    .object({
      lingerMs: z._default(durationMs(0, 60 * second), defaultTimings.lingerMs),
      awayMs: z._default(durationMs(0, 600 * second), defaultTimings.awayMs),
      softLimitMs: z._default(durationMs(5 * second, 3600 * second), defaultTimings.softLimitMs),
      manualSoftLimitMs: z._default(durationMs(5 * second, 3600 * second), defaultTimings.manualSoftLimitMs),
      hardLimitMs: z._default(durationMs(10 * second, 7200 * second), defaultTimings.hardLimitMs),
    })
    .check(
      z.refine(
        timings =>
          timings.hardLimitMs >= timings.softLimitMs && timings.hardLimitMs >= timings.manualSoftLimitMs,
        {
          path: ['hardLimitMs'],
          error: 'hardLimitBelowSoft',
        },
      ),
    ),
);

/** What happens in the page until a pause is known. */
export const gateModes = [
  /** The page shows nothing but alarms. */
  'off',
  /** A banner says how things stand. */
  'warn',
  /** A banner, and nothing can be entered into a card field. */
  'block',
] as const;

/** One configured recorder. */
export const recorderEntrySchema = later(() =>
  z.object({
    /** Our own name for it, stable while its settings change. */
    id: z.string().check(z.minLength(1)),
    /** Which adapter, by its `id`. */
    type: z.string().check(z.minLength(1)),
    /** Whether "paused" needs this one. */
    isRequired: z._default(z.boolean(), true),
    /** The adapter's own settings without its secrets; checked by the adapter's schema. */
    settings: z.record(z.string(), z.unknown()),
  }),
);
export type RecorderEntry = z.infer<typeof recorderEntrySchema>;

/** What evidence says and how long it is kept. */
export const ledgerSettingsSchema = later(() =>
  z.object({
    /** Whose desk this is, as it stands in each entry; nothing where it is left empty. */
    agent: z._default(z.string().check(z.maxLength(100)), ''),
    /** Whether the recorder's own reference of a call is kept as it is, or only its hash. */
    callRefs: z._default(z.enum(['plain', 'hashed']), 'plain'),
    /** Days; PCI DSS 10.5.1 wants audit logs for twelve months. */
    keepDays: z._default(z.number().check(z.int(), z.gte(1), z.lte(3_650)), 400),
    /** Of this many the oldest go first. */
    maxEntries: z._default(z.number().check(z.int(), z.gte(1_000), z.lte(2_000_000)), 300_000),
  }),
);

export const settingsSchema = later(() =>
  z.object({
    version: z._default(z.literal(1), 1),
    recorders: z._default(z.array(recorderEntrySchema), []),
    /** Pages that are watched, as match patterns. */
    sites: z._default(z.array(sitePatternSchema), []),
    /** Which kinds of field hold. */
    kinds: z._default(z.array(fieldKindSchema), ['card-number', 'card-csc', 'card-expiry']),
    /** Fields that always or never hold, in the order in which they are asked. */
    rules: z._default(rulesSchema, []),
    /** Payment pages, which hold while they are in sight. */
    pages: z._default(pagesSchema, []),
    /** Whether pauses are asked for, or only counted. */
    mode: z._default(modeSchema, 'enforce'),
    /** Whether free-text fields are watched for card numbers: the one thing that reads what is typed. */
    watchesText: z._default(z.boolean(), false),
    timings: z.prefault(timingSettingsSchema, {}),
    gate: z._default(z.enum(gateModes), 'warn'),
    /** Which evidence of the pause opens the gate. */
    gateNeeds: z._default(gateNeedsSchema, 'accepted'),
    /** Whether whoever resumes while a card field has focus has to say why. */
    asksReason: z._default(z.boolean(), false),
    governance: z.prefault(governanceSettingsSchema, {}),
    comforts: z.prefault(comfortsSchema, {}),
    ledger: z.prefault(ledgerSettingsSchema, {}),
    shipping: z.prefault(shippingSettingsSchema, {}),
    drill: z.prefault(drillSettingsSchema, {}),
  }),
);
export type Settings = z.infer<typeof settingsSchema>;

/** Secret settings by recorder entry id, then by field. */
export const secretsSchema = later(() => z.record(z.string(), z.record(z.string(), z.string())));
export type Secrets = z.infer<typeof secretsSchema>;

/** A setting that was refused: where, and the key of the sentence that says what to do (`problem_<code>`). */
export type Problem = {
  /** Path in the settings, for example `recorders.0.settings.extension`. */
  path: string;
  code: string;
  /** What the checking library says, for administrators where no sentence of ours fits. */
  detail: string;
};
