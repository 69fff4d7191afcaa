// An entry of the ledger: one fact, sealed into the chain. Nothing is ever changed in it.
import { later, z } from '../zod.ts';
import type { Fact } from './facts.ts';
import { hashSchema } from './link.ts';

/** The envelope, whatever the fact in it: a verifier must also read facts that are younger than itself. */
export const entrySchema = later(() =>
  z.object({
    /** Place in the chain: 1, 2, 3, ... Steady, whatever the wall clock does. */
    seq: z.number().check(z.int(), z.gte(1)),
    /** Hash of the entry before; of the first one, 64 zeros. */
    prev: hashSchema,
    /** SHA-256 over the canonical JSON (RFC 8785) of everything else in this entry, `prev` included. */
    hash: hashSchema,
    /** Wall clock, ms since the epoch. */
    atMs: z.number(),
    /** Which run of the browser, and which fact of that run. */
    run: z.string(),
    n: z.number(),
    /** Whose desk it is, as configured; left out where it is not. */
    agent: z.optional(z.string()),
    /** Version of CardHush. */
    version: z.string(),
    /** First 16 hex digits of the SHA-256 of the settings in force, without secrets. */
    policy: z.string(),
    fact: z.looseObject({ type: z.string() }),
  }),
);

type WithoutTime<T> = T extends unknown ? Omit<T, 'atMs'> : never;
type WithCallText<T> = T extends { call?: unknown } ? Omit<T, 'call'> & { call?: string } : T;

/** A fact as it stands in an entry: its time is the entry's, and the call reference is a text. */
export type EntryFact = WithCallText<WithoutTime<Fact>>;
export type EntryType = EntryFact['type'];

export type Entry = Omit<z.infer<typeof entrySchema>, 'fact'> & { fact: EntryFact };

/** An entry that has no place in the chain yet. */
export type Body = Omit<Entry, 'seq' | 'prev' | 'hash'>;
