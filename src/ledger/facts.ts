// What the ledger is told: every note of the core, and what only the edges know.
import { drillResultSchema } from '../drill/result.ts';
import { noteSchema } from '../recording/notes.ts';
import { later, z } from '../zod.ts';
import { hashSchema, linkSchema } from './link.ts';

const atMs = later(() => z.number());
const seq = later(() => z.number());
const text = later(() => z.string());
/** Which policy is in force from now on, by which version of CardHush, for whom. */
const stamp = { version: text, agent: text, policy: text };
const range = { fromSeq: seq, toSeq: seq };

/** What the core does not know of. Times are wall clock, ms since the epoch. */
export const ownFactSchema = later(() =>
  z.discriminatedUnion('type', [
    /** A run of the browser began, or a new version of CardHush. Whatever was open before has ended without us. */
    z.object({ type: z.literal('opened'), atMs, ...stamp }),
    /** Settings changed. `changed` are paths, never values. */
    z.object({
      type: z.literal('settingsChanged'),
      atMs,
      ...stamp,
      by: z.enum(['person', 'policy']),
      changed: z.array(z.string()),
    }),
    /** Retention deleted these entries; `hash` is that of the last of them, which the next one builds on. */
    z.object({
      type: z.literal('cut'),
      atMs,
      ...range,
      hash: hashSchema,
      reason: z.enum(['age', 'count']),
      /** When the first and the last of them were made. */
      firstAtMs: atMs,
      lastAtMs: atMs,
    }),
    /**
     * These entries were in the ledger and are not any more: its database was deleted, or set back. `hash` is that of
     * the last one as it was noted elsewhere; `before` is the last one that is still there.
     */
    z.object({
      type: z.literal('entriesLost'),
      atMs,
      ...range,
      hash: hashSchema,
      before: linkSchema,
    }),
    /** Notes of a run that never reached the ledger: there was no room to keep them until they could be written. */
    z.object({ type: z.literal('notesLost'), atMs, run: z.string(), fromN: z.number(), toN: z.number() }),
    /** A person pressed to pause, and policy reserves that to card fields. */
    z.object({ type: z.literal('pauseRefused'), atMs }),
    /** Recordings were off for as long as is meant to be enough; noted once for each call, or shift. */
    z.object({
      type: z.literal('budgetReached'),
      atMs,
      scope: z.enum(['call', 'shift']),
      usedMs: z.number(),
      budgetMs: z.number(),
    }),
    /** What was to be sent elsewhere and never got there; it is still here, unless retention has cut it (`cut`). */
    z.object({
      type: z.literal('notShipped'),
      atMs,
      ...range,
      what: z.enum(['entries', 'notices']),
      count: z.number(),
      /** `refused`: the receiver does not take it; `partial`: it took the others that came with it. */
      reason: z.enum(['cut', 'refused', 'partial']),
    }),
    /** CardHush tested itself with a practice call: real recognition and core, a recorder that is only simulated. */
    z.object({ type: z.literal('drilled'), atMs, ...drillResultSchema.shape }),
    /** Somebody took a copy. */
    z.object({ type: z.literal('exported'), atMs, ...range, format: z.enum(['json', 'csv', 'report']) }),
  ]),
);
export type OwnFact = z.infer<typeof ownFactSchema>;

export const factSchema = later(() => z.discriminatedUnion('type', [noteSchema, ownFactSchema]));
export type Fact = z.infer<typeof factSchema>;

/** A fact on its way to the ledger. */
export const queuedSchema = later(() =>
  z.object({
    /** Which run of the browser it belongs to; numbers begin anew with each. */
    run: z.string(),
    /** Counts the facts of a run: 1, 2, 3, ... What is missing between two was lost. */
    n: z.number(),
    fact: factSchema,
  }),
);
export type Queued = z.infer<typeof queuedSchema>;
