// The RingCX token: 5 minutes of life, had for RingCentral's token or for a refresh token that is good for one use.
// Facts: https://developers.ringcentral.com/engage/voice/guide/authentication/auth-ringcentral
import { later, z } from '../zod.ts';
import { joinPath } from './address.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { parseJson, throwForStatus, type HttpAnswer } from './http.ts';
import { takeTurn, throwForPenalty } from './ringcx-limits.ts';
import { toRealm, type Context } from './ringcx-settings.ts';
import { ringcxKey, takeRingCentralToken, tokensLock } from './ringcx-sign-in.ts';

/** Counted from receipt, as answers do not tell: a minute before the end of its 5, so that a pause need not wait. */
const freshMs = 4 * 60_000;

const idSchema = later(() => z.pipe(z.union([z.string(), z.number()]), z.transform(String)));

const answerSchema = later(() =>
  z.object({
    accessToken: z.string().check(z.minLength(1)),
    refreshToken: z.nullish(z.string()),
    agentDetails: z.nullish(
      z.array(
        z.object({
          agentId: idSchema,
          accountId: idSchema,
          firstName: z.nullish(z.string()),
          lastName: z.nullish(z.string()),
        }),
      ),
    ),
  }),
);

const tokenSchema = later(() =>
  z.object({
    realm: z.string(),
    accessToken: z.string(),
    refreshToken: z.nullable(z.string()),
    receivedAtMs: z.number(),
    /** The agents that the person who signed in is, in each account. */
    agents: z.array(z.object({ agentId: z.string(), accountId: z.string(), name: z.string() })),
  }),
);
/** A RingCX token, and who it stands for. */
export type Token = z.infer<typeof tokenSchema>;

/**
 * A token that is not about to end; renewed where there is none.
 * @throws {RecorderError} as `renewToken`
 */
export async function takeToken(context: Context): Promise<Token> {
  const known = await load(context);
  return known !== null && isFresh(context, known)
    ? known
    : await renewToken(context, known?.accessToken ?? null);
}

/**
 * Another token than the `stale` one. However many ask at once, and whatever worker died over it, one of them renews
 * it and the others get what it got.
 * @throws {RecorderError} unauthorized where nobody is signed in any more; forbidden where RingCX does not know who
 * is; rateLimited, badAnswer and what the HTTP client throws
 */
export async function renewToken(context: Context, stale: string | null): Promise<Token> {
  return await context.tokens.alone(tokensLock, async () => {
    const known = await load(context);
    if (known !== null && known.accessToken !== stale && isFresh(context, known)) return known;
    return (await refresh(context, known)) ?? (await exchange(context));
  });
}

/** Null where this is not the way: a rotation may have got lost with its answer. */
async function refresh(context: Context, known: Token | null): Promise<Token | null> {
  if (known === null || known.refreshToken === null) return null;
  try {
    await takeTurn(context, 'refresh');
    const answer = await context.http.send({
      method: 'POST',
      url: joinPath(context.settings.baseUrl, '/api/auth/token/refresh'),
      form: { refresh_token: known.refreshToken },
    });
    await throwForPenalty(context, 'refresh', answer);
    return await store(context, answer, known.agents);
  } catch (thrown) {
    const { code } = toRecorderError(thrown);
    // Who cannot be reached here, cannot be reached there.
    if (code === 'unreachable' || code === 'timedOut') throw thrown;
    // Not to be sent again and again.
    if (code === 'unauthorized') await context.tokens.set(ringcxKey, { ...known, refreshToken: null });
    return null;
  }
}

async function exchange(context: Context): Promise<Token> {
  const first = await takeRingCentralToken(context, null);
  const answer = await sendExchange(context, first);
  if (answer.status !== 401) return await store(context, answer, []);
  // RingCentral may have ended its token before its time.
  const second = await takeRingCentralToken(context, first);
  return await store(context, await sendExchange(context, second), []);
}

async function sendExchange(context: Context, ringCentralToken: string): Promise<HttpAnswer> {
  await takeTurn(context, 'exchange');
  const answer = await context.http.send({
    method: 'POST',
    url: joinPath(context.settings.baseUrl, '/api/auth/login/rc/accesstoken'),
    query: { includeRefresh: 'true' },
    form: { rcAccessToken: ringCentralToken, rcTokenType: 'Bearer' },
  });
  await throwForPenalty(context, 'exchange', answer);
  if (answer.status === 403)
    throw new RecorderError('forbidden', 'RingCX does not let in whoever signed in: is it a RingCX user?');
  return answer;
}

/** Stores before anything is used: what was given out takes the place of what was sent. */
async function store(context: Context, answer: HttpAnswer, agents: Token['agents']): Promise<Token> {
  throwForStatus(answer);
  const { accessToken, refreshToken = null, agentDetails } = parseJson(answer, answerSchema);
  const token: Token = {
    realm: toRealm(context.settings),
    accessToken,
    refreshToken,
    receivedAtMs: context.now(),
    agents:
      agentDetails?.map(({ agentId, accountId, firstName, lastName }) => ({
        agentId,
        accountId,
        name: `${firstName ?? ''} ${lastName ?? ''}`.trim(),
      })) ?? agents,
  };
  await context.tokens.set(ringcxKey, token);
  return token;
}

async function load(context: Context): Promise<Token | null> {
  const parsed = tokenSchema.safeParse(await context.tokens.get(ringcxKey));
  return parsed.success && parsed.data.realm === toRealm(context.settings) ? parsed.data : null;
}

/** A token from the future is of a clock that was set back: nobody knows its age. */
function isFresh(context: Context, { receivedAtMs }: Token): boolean {
  const ageMs = context.now() - receivedAtMs;
  return ageMs >= 0 && ageMs < freshMs;
}
