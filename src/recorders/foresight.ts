// What a look-up found ahead of a pause: a guess that saves the pause a round trip, and that the same look-up, sent
// together with it, confirms or takes back.
import type { RecorderContext } from './recorder.ts';
import { later, z } from '../zod.ts';

/**
 * From the pointer's coming near to the focus. No longer: a call that was handed on meanwhile may be paused by somebody
 * else, and what we take back we take back from them.
 */
const maxAgeMs = 4_000;
const key = 'foreseen';
const foreseenSchema = later(() => z.object({ callId: z.string(), atMs: z.number(), owner: z.string() }));

/** Remembers the call that a look-up found, or that it found none. `owner`: whose call, on which server. */
export async function foresee(
  { tokens, now }: RecorderContext<unknown>,
  owner: string,
  callId: string | null,
): Promise<void> {
  await tokens.set(key, callId === null ? null : { callId, atMs: now(), owner });
}

/** The call that was found a moment ago; null where that is too long ago, or was somebody else's. */
export async function takeForeseen(
  { tokens, now }: RecorderContext<unknown>,
  owner: string,
): Promise<string | null> {
  const stored = foreseenSchema.safeParse(await tokens.get(key));
  if (!stored.success || stored.data.owner !== owner) return null;
  const ageMs = now() - stored.data.atMs;
  return ageMs >= 0 && ageMs < maxAgeMs ? stored.data.callId : null;
}
