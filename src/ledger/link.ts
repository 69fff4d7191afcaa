// One place in the chain: which entry, and its hash.
import { later, z } from '../zod.ts';

/** SHA-256 in lower case hex. */
export const hashSchema = later(() => z.string().check(z.regex(/^[0-9a-f]{64}$/)));

export const linkSchema = later(() => z.object({ seq: z.number(), hash: hashSchema }));
export type Link = z.infer<typeof linkSchema>;

/** What the first entry follows. */
export const genesis: Link = { seq: 0, hash: '0'.repeat(64) };
