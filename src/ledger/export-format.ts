// The file that an auditor gets: JSON, one entry a line, with a header that says what must be in it.
import { later, z } from '../zod.ts';
import { sha256, toCanonical } from './chain.ts';
import type { Entry } from './entries.ts';
import { hashSchema, linkSchema, type Link } from './link.ts';

export const headerSchema = later(() =>
  z.object({
    format: z.literal('cardhush-ledger'),
    formatVersion: z.literal(1),
    /** Wall clock, ms since the epoch. */
    exportedAtMs: z.number(),
    /** Version of CardHush that wrote the file. */
    exportedBy: z.string(),
    /** True where only a part was asked for: then it need not begin at the first entry. */
    isSlice: z.boolean(),
    count: z.number(),
    /** The first entry in the file, and what it follows. */
    first: z.object({ seq: z.number(), prev: hashSchema }),
    /** The last one: without it the file was cut off. */
    head: linkSchema,
    /** SHA-256 over the canonical JSON of the rest of the header. */
    hash: hashSchema,
  }),
);
export type Header = z.infer<typeof headerSchema>;

/** What stands before the header, between it and the entries, and after them. */
export const opening = '{"header":';
export const middle = ',"entries":[';
export const closing = ']}';

/** The hash that a header must have. */
export async function toHeaderHash({
  hash: _hash,
  ...content
}: Omit<Header, 'hash'> & { hash?: string }): Promise<string> {
  return sha256(toCanonical(content));
}

export type Contents = {
  exportedAtMs: number;
  exportedBy: string;
  isSlice: boolean;
  count: number;
  /** What the first entry follows. */
  after: Link;
  /** The last entry; `after` where there is none. */
  head: Link;
  /** The entries between the two, in order and whole, in batches. */
  batches: AsyncIterable<Entry[]> | Iterable<Entry[]>;
};

/** The pieces of the file, to be written one after the other: a ledger of a million entries is no one string. */
export async function* toExportParts(contents: Contents): AsyncGenerator<string> {
  const { exportedAtMs, exportedBy, isSlice, count, after, head, batches } = contents;
  const header: Omit<Header, 'hash'> = {
    format: 'cardhush-ledger',
    formatVersion: 1,
    exportedAtMs,
    exportedBy,
    isSlice,
    count,
    first: { seq: after.seq + 1, prev: after.hash },
    head,
  };
  yield `${opening}${toCanonical({ ...header, hash: await toHeaderHash(header) })}${middle}\n`;
  let isFirst = true;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield (isFirst ? '' : ',\n') + batch.map(toCanonical).join(',\n');
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n'}${closing}\n`;
}
