// From a fact to what is sealed: stamped, bounded, free of secrets, and with numbers that print the same everywhere.
import { scrub } from '../recorders/errors.ts';
import { sha256, toCanonical } from './chain.ts';
import type { Body, EntryFact } from './entries.ts';
import type { Queued } from './facts.ts';

/** Who, by which version, under which settings: what every entry says. */
export type Stamp = { version: string; agent: string; policy: string };

export type Privacy = {
  /** `hashed`: a call can be found by whoever knows its reference, and not be read. */
  callRefs: 'plain' | 'hashed';
  /** Values that must never be written, wherever they come from. */
  secrets: string[];
};

const maxText = 500;
const maxItems = 50;

/** The body of an entry. */
export async function toBody({ run, n, fact }: Queued, stamp: Stamp, privacy: Privacy): Promise<Body> {
  const { atMs, ...rest } = fact;
  const { call, ...facts } = toPlain(rest, privacy.secrets) as EntryFact & { call?: unknown };
  // Scrubbed before it is shortened, so that no half of a secret is left.
  const text =
    'call' in rest && rest.call !== undefined ? scrub(toCanonical(rest.call), privacy.secrets) : '';
  return {
    atMs: Math.round(atMs),
    run,
    n,
    ...(stamp.agent === '' ? {} : { agent: stamp.agent }),
    version: stamp.version,
    policy: stamp.policy,
    fact: {
      ...facts,
      ...(call === undefined ? {} : { call: await toCallText(text, privacy.callRefs) }),
    } as EntryFact,
  };
}

async function toCallText(text: string, callRefs: Privacy['callRefs']): Promise<string> {
  const plain = toText(text);
  return callRefs === 'hashed' ? `sha256:${await sha256(plain)}` : plain;
}

/** The same value with whole numbers, and texts that are short, well formed and without control characters. */
function toPlain(value: unknown, secrets: string[]): unknown {
  if (typeof value === 'number') return Math.round(value);
  if (typeof value === 'string') return toText(scrub(value, secrets));
  if (Array.isArray(value)) return value.slice(0, maxItems).map(one => toPlain(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, toPlain(one, secrets)]])),
  );
}

/** Control characters would be escaped, and an escape can be written in two ways. */
function toText(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, maxText)
    .toWellFormed();
}
