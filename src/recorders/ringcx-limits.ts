// RingCentral's limits on everything that gives out tokens: kept by us, as each request too many makes the wait longer.
import { later, z } from '../zod.ts';
import { RecorderError } from './errors.ts';
import { toRetryAfterMs, type HttpAnswer } from './http.ts';
import type { Context } from './ringcx-settings.ts';

/** The three requests that give out tokens; each is limited by itself. */
export type TokenRequest = 'signIn' | 'exchange' | 'refresh';

/** https://developers.ringcentral.com/guide/basics/rate-limits: group "Auth"; RingCX says the same of its exchange. */
const maxPerMinute = 5;
const minuteMs = 60_000;
/** What RingCentral asks for where a 429 has no Retry-After. */
const defaultPenaltyMs = 30_000;

/** Longer than they have reason to ask for: what is kept must not keep us out for years. */
const longestPenaltyMs = 600_000;

const key = 'limits';

const useSchema = later(() =>
  z.object({
    /** When it was sent in the last minute. */
    sentAtMs: z.array(z.number()),
    /** The last 429, and how long it bids us wait. */
    blocked: z.nullable(z.object({ atMs: z.number(), forMs: z.number() })),
  }),
);
type Use = z.infer<typeof useSchema>;
const usesSchema = later(() => z.record(z.string(), useSchema));

/**
 * To be awaited before each of these requests; only by whoever has the tokens alone.
 * @throws {RecorderError} rateLimited where one more would be too many; nothing is to be sent then
 */
export async function takeTurn(context: Context, request: TokenRequest): Promise<void> {
  const nowMs = context.now();
  const { sentAtMs, blocked } = await load(context, request);
  const fifthLast = sentAtMs.at(-maxPerMinute);
  const freeAtMs = Math.max(
    blocked === null ? 0 : blocked.atMs + blocked.forMs,
    fifthLast === undefined ? 0 : fifthLast + minuteMs,
  );
  if (freeAtMs > nowMs)
    throw new RecorderError('rateLimited', 'RingCentral allows 5 requests for tokens in a minute', {
      retryAfterMs: freeAtMs - nowMs,
    });
  await save(context, request, { sentAtMs: [...sentAtMs, nowMs], blocked: null });
}

/** Remembers a 429, so that nothing more is sent before its time. @throws {RecorderError} rateLimited for a 429 */
export async function throwForPenalty(
  context: Context,
  request: TokenRequest,
  { status, headers }: HttpAnswer,
): Promise<void> {
  if (status !== 429) return;
  const nowMs = context.now();
  const askedMs = toRetryAfterMs(headers.get('retry-after'), nowMs) ?? defaultPenaltyMs;
  const retryAfterMs = Math.min(askedMs, longestPenaltyMs);
  const { sentAtMs } = await load(context, request);
  await save(context, request, { sentAtMs, blocked: { atMs: nowMs, forMs: retryAfterMs } });
  throw new RecorderError('rateLimited', 'HTTP 429 to a request for a token', { retryAfterMs });
}

async function loadAll(context: Context): Promise<Record<string, Use>> {
  const parsed = usesSchema.safeParse(await context.tokens.get(key));
  return parsed.success ? parsed.data : {};
}

/** The use of the last minute. Times that lie ahead are of a clock that was set back, and count no more. */
async function load(context: Context, request: TokenRequest): Promise<Use> {
  const nowMs = context.now();
  const use = (await loadAll(context))[request];
  if (use === undefined) return { sentAtMs: [], blocked: null };
  return {
    sentAtMs: use.sentAtMs.filter(atMs => atMs <= nowMs && atMs > nowMs - minuteMs),
    blocked: use.blocked !== null && use.blocked.atMs <= nowMs ? use.blocked : null,
  };
}

async function save(context: Context, request: TokenRequest, use: Use): Promise<void> {
  await context.tokens.set(key, { ...(await loadAll(context)), [request]: use });
}
