// Signing in with RingCentral: authorization code with PKCE, as an extension can keep no client secret, and the
// refresh token that comes of it. Facts: https://developers.ringcentral.com/guide/authentication/auth-code-pkce-flow
// and .../refresh-tokens.
//
// The refresh token lives 7 days and is good for one use. It stays in session storage, gone with the browser, unless
// the administrator lets it be kept: agents share computers, and RingCX Admin rights hang on it.
import { later, z } from '../zod.ts';
import { joinPath } from './address.ts';
import { RecorderError } from './errors.ts';
import { parseJson, throwForStatus, type HttpAnswer } from './http.ts';
import { takeTurn, throwForPenalty } from './ringcx-limits.ts';
import { isFilled, toRealm, type Context, type Settings } from './ringcx-settings.ts';

/** Where tokens are stored, and the name under which only one request at a time may renew them. */
export const tokensLock = 'tokens';
/** What belongs to whoever is signed in, besides RingCentral's own tokens: the RingCX token, and the account found. */
export const ringcxKey = 'ringcx';
export const accountKey = 'account';
const startedKey = 'signInStarted';
const refreshKey = 'ringcentralRefresh';
const accessKey = 'ringcentral';

/** An access token is renewed this long before its end, in ms. */
const marginMs = 60_000;

const signedOut = 'nobody is signed in with RingCentral: sign in on the settings page';

const startedSchema = later(() =>
  z.object({
    realm: z.string(),
    redirectUrl: z.string(),
    state: z.string(),
    verifier: z.string(),
  }),
);
const storedSchema = later(() =>
  z.object({
    realm: z.string(),
    token: z.string(),
    endsAtMs: z.number(),
    /** Whether it may outlive the browser. */
    isKept: z.boolean(),
  }),
);
const answerSchema = later(() =>
  z.object({
    access_token: z.string().check(z.minLength(1)),
    /** Seconds. */
    expires_in: z.number(),
    /** Missing where the app was set not to issue any. */
    refresh_token: z.optional(z.string()),
    refresh_token_expires_in: z.optional(z.number()),
  }),
);

/** Whether these settings sign a person in. */
export function isSignInNeeded({ connection }: Settings): boolean {
  return connection === 'signIn';
}

/** The address of RingCentral's sign-in page, good for one sign-in. */
export async function startSignIn(context: Context, redirectUrl: string): Promise<{ url: string }> {
  const { settings, tokens } = context;
  const verifier = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const state = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  await tokens.set(startedKey, { realm: toRealm(settings), redirectUrl, state, verifier });
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId ?? '',
    redirect_uri: redirectUrl,
    state,
    code_challenge: toBase64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  return { url: `${joinPath(settings.authUrl, '/restapi/oauth/authorize')}?${query}` };
}

/**
 * Redeems the code that the window came back with, and forgets whoever was signed in before.
 * @throws {RecorderError} refused where RingCentral or the person said no; badAnswer where the window came back with
 * something else; unauthorized, rateLimited and what the HTTP client throws
 */
export async function finishSignIn(context: Context, redirectedUrl: string): Promise<void> {
  const { settings, tokens } = context;
  const parsed = startedSchema.safeParse(await tokens.get(startedKey));
  await tokens.set(startedKey, null);
  if (!parsed.success || parsed.data.realm !== toRealm(settings))
    throw new RecorderError('badAnswer', 'no sign-in was under way for these settings');
  const { redirectUrl, state, verifier } = parsed.data;
  const code = toCode(redirectedUrl, redirectUrl, state);
  await tokens.alone(tokensLock, async () => {
    await requestTokens(context, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUrl,
      code_verifier: verifier,
    });
    await tokens.set(ringcxKey, null);
    await tokens.set(accountKey, null);
  });
}

/**
 * RingCentral's own access token, renewed where it is about to end, or where it is `stale`. Only for whoever has the
 * tokens alone.
 * @throws {RecorderError} unauthorized where nobody is signed in any more; rateLimited, badAnswer and what the HTTP
 * client throws
 */
export async function takeRingCentralToken(context: Context, stale: string | null): Promise<string> {
  const access = await load(context, accessKey);
  const nowMs = context.now();
  if (access !== null && access.token !== stale && access.endsAtMs - marginMs > nowMs) return access.token;
  const refresh = await load(context, refreshKey);
  if (refresh === null) throw new RecorderError('unauthorized', signedOut);
  if (refresh.endsAtMs <= nowMs)
    throw new RecorderError('unauthorized', 'the sign-in with RingCentral has expired: sign in again');
  return await requestTokens(context, { grant_type: 'refresh_token', refresh_token: refresh.token });
}

/** Until when RingCentral lets the sign-in be renewed, ms since the epoch; null where it gave no refresh token. */
export async function readSignInEndMs(context: Context): Promise<number | null> {
  return (await load(context, refreshKey))?.endsAtMs ?? null;
}

async function requestTokens(context: Context, form: Record<string, string>): Promise<string> {
  const { http, settings, tokens } = context;
  await takeTurn(context, 'signIn');
  const answer = await http.send({
    method: 'POST',
    url: joinPath(settings.authUrl, '/restapi/oauth/token'),
    form: { ...form, client_id: settings.clientId ?? '' },
  });
  await throwForPenalty(context, 'signIn', answer);
  await throwWhereRefused(context, answer);
  const body = parseJson(answer, answerSchema);
  const { access_token: token, expires_in, refresh_token, refresh_token_expires_in } = body;
  const nowMs = context.now();
  const realm = toRealm(settings);
  const isKept = settings.staySignedIn;
  // First of all what can be used only once: it was given out instead of the one that was sent.
  await tokens.set(
    refreshKey,
    isFilled(refresh_token)
      ? {
          realm,
          token: refresh_token,
          endsAtMs: nowMs + (refresh_token_expires_in ?? expires_in) * 1000,
          isKept,
        }
      : null,
    isKept,
  );
  await tokens.set(accessKey, { realm, token, endsAtMs: nowMs + expires_in * 1000, isKept: false });
  return token;
}

const refusalSchema = later(() =>
  z.object({
    error: z.optional(z.string()),
    errors: z.optional(z.array(z.object({ errorCode: z.string() }))),
  }),
);

async function throwWhereRefused(context: Context, answer: HttpAnswer): Promise<void> {
  const refusal = [400, 401, 403].includes(answer.status) ? readRefusal(answer) : null;
  if (refusal === null) return throwForStatus(answer);
  const { error, errors } = refusal;
  // Asked for in vain, it would only be asked for again and again.
  if (error === 'invalid_grant') await context.tokens.set(refreshKey, null);
  const code = [errors?.[0]?.errorCode, error].find(isCode) ?? `HTTP ${answer.status}`;
  throw new RecorderError('unauthorized', `RingCentral refuses the sign-in (${code}): sign in again`);
}

function readRefusal(answer: HttpAnswer): z.infer<typeof refusalSchema> | null {
  try {
    return parseJson(answer, refusalSchema);
  } catch {
    return null;
  }
}

function toCode(redirectedUrl: string, redirectUrl: string, state: string): string {
  const query = URL.canParse(redirectedUrl) ? new URL(redirectedUrl).searchParams : new URLSearchParams();
  if (!redirectedUrl.startsWith(redirectUrl) || query.get('state') !== state)
    throw new RecorderError('badAnswer', 'the sign-in window came back with the answer to something else');
  const error = query.get('error');
  if (error === 'access_denied') throw new RecorderError('refused', 'access to RingCentral was not allowed');
  if (error !== null)
    throw new RecorderError(
      'refused',
      `RingCentral refuses the sign-in${isCode(error) ? ` (${error})` : ''}`,
    );
  const code = query.get('code');
  if (code === null || code === '')
    throw new RecorderError('badAnswer', 'the sign-in window came back without a code');
  return code;
}

/** Codes of errors are told; any other text of an answer may hold a secret. */
function isCode(text: string | undefined): text is string {
  return text !== undefined && /^([A-Z]{3}-\d{3}|[a-z]+(_[a-z]+)+)$/.test(text);
}

async function load(context: Context, key: string): Promise<z.infer<typeof storedSchema> | null> {
  const parsed = storedSchema.safeParse(await context.tokens.get(key));
  if (!parsed.success || parsed.data.realm !== toRealm(context.settings)) return null;
  if (!parsed.data.isKept || context.settings.staySignedIn) return parsed.data;
  // It was kept when that was allowed, and no longer is.
  await context.tokens.set(key, null);
  return null;
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
