// The chain: each entry's hash covers its content and the hash of the entry before.
import canonicalize from 'canonicalize';
import type { Body, Entry } from './entries.ts';
import type { Link } from './link.ts';

const encoder = new TextEncoder();

/** Canonical JSON (RFC 8785): the same content is the same text, everywhere. */
export function toCanonical(value: unknown): string {
  return canonicalize(value) ?? 'null';
}

/** SHA-256 of a text in UTF-8, as lower case hex. */
export async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
  let hex = '';
  for (const byte of bytes) hex += (byte < 16 ? '0' : '') + byte.toString(16);
  return hex;
}

/** The hash that an entry must have: over everything in it but the hash itself. */
export async function toEntryHash({ hash: _hash, ...content }: { hash?: string }): Promise<string> {
  return sha256(toCanonical(content));
}

/** Seals bodies into entries that follow `after`, in their order. */
export async function seal(after: Link, bodies: Body[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  let { seq, hash: prev } = after;
  for (const body of bodies) {
    seq += 1;
    const hash = await toEntryHash({ ...body, seq, prev } as object);
    entries.push({ seq, prev, hash, ...body });
    prev = hash;
  }
  return entries;
}
