// The requests of RingCX that we use, and what their answers mean. Facts:
// https://developers.ringcentral.com/engage/voice/guide/analytics/active-calls and the supervisor view beside it.
import { later, z } from '../zod.ts';
import { joinPath } from './address.ts';
import { RecorderError } from './errors.ts';
import { parseJson, throwForStatus, toRetryAfterMs, type HttpAnswer } from './http.ts';
import { isFilled, type Context } from './ringcx-settings.ts';
import { renewToken, takeToken } from './ringcx-tokens.ts';

/** An agent who is logged in, as real-time data shows them; the same agent may be logged in more than once. */
export type LiveAgent = {
  agentId: string;
  name: string;
  username: string;
  email: string;
  /** The call that the agent is on; null for none. */
  uii: string | null;
  /** A login that RingCX takes for a leftover. */
  isGhost: boolean;
};

/** A call that is up, in the list of active calls. */
export type ActiveCall = { uii: string; agentName: string };

/** How long to wait after a 429 that does not say, in ms: what the vendor's own sample does. */
export const defaultRetryAfterMs = 5_000;

/** Most rows asked for at once, and most pages: more calls than this no agent's is looked for among. */
const maxRows = 100;
const maxPages = 20;

/**
 * Starts or stops the recording of a call. Only the word `true` says that it was done.
 * @throws {RecorderError} callOver where RingCX finds no such call; refused where it says `false`; unauthorized,
 * forbidden, rateLimited, badAnswer and what the HTTP client throws
 */
export async function setRecording(
  context: Context,
  accountId: string,
  uii: string,
  isOn: boolean,
): Promise<void> {
  const answer = await sendSetRecording(context, accountId, uii, isOn);
  if (answer.status === 404) throw new RecorderError('callOver', 'RingCX finds no such active call');
  throwForRefusal(answer);
  const text = answer.text.trim();
  if (answer.status === 200 && text === 'true') return;
  if (answer.status === 200 && text === 'false')
    throw new RecorderError(
      'refused',
      `RingCX answers “false” to ${isOn ? 'starting' : 'stopping'} the recording`,
    );
  throw new RecorderError('badAnswer', `HTTP ${answer.status} without “true”`);
}

/**
 * Asks to start the recording of a call that cannot be, which shows whether we may.
 * @throws {RecorderError} unauthorized, forbidden, rateLimited, badAnswer and what the HTTP client throws
 */
export async function tryRights(context: Context, accountId: string): Promise<void> {
  const answer = await sendSetRecording(context, accountId, noCallUii, true);
  if (answer.status !== 404) throwForRefusal(answer);
}

/** No call's: theirs are 30 digits long. */
export const noCallUii = '0';

/** Ids of the accounts that the user may see. @throws {RecorderError} as `listAgents` */
export async function listAccounts(context: Context): Promise<string[]> {
  const answer = await send(context, 'GET', '/voice/api/v1/admin/accounts');
  throwForRefusal(answer);
  return parseJson(answer, z.array(z.object({ accountId: idSchema }))).map(({ accountId }) => accountId);
}

/**
 * Every agent of an account who is logged in.
 * @throws {RecorderError} unauthorized, forbidden, rateLimited, badAnswer and what the HTTP client throws
 */
export async function listAgents(context: Context, accountId: string): Promise<LiveAgent[]> {
  const answer = await send(context, 'GET', toPath(accountId, 'realTimeData/agent'));
  throwForRefusal(answer);
  return parseJson(answer, z.array(liveAgentSchema)).map(row => ({
    agentId: row.agentId,
    name: toName(row.firstName, row.lastName),
    username: row.username ?? '',
    email: row.email ?? '',
    uii: row.callUii ? toUii(row.callUii) : null,
    isGhost: row.isGhostLogin === 1 || row.isGhostLogin === true,
  }));
}

/**
 * Every call of an account that is up. All pages, as a call that is missed may be the second of one name.
 * @throws {RecorderError} as `listAgents`
 */
export async function listActiveCalls(context: Context, accountId: string): Promise<ActiveCall[]> {
  const calls: ActiveCall[] = [];
  const seen = new Set<string>();
  for (let page = 0; page < maxPages; page += 1) {
    const query = { product: 'ACCOUNT', productId: accountId, page: String(page), maxRows: String(maxRows) };
    const answer = await send(context, 'GET', toPath(accountId, 'activeCalls/list'), query);
    throwForRefusal(answer);
    const rows = parseJson(answer, z.array(activeCallSchema));
    const added = rows.filter(({ uii }) => !seen.has(uii));
    // A page may be shorter than asked for and not be the last: only one without anything new is.
    if (added.length === 0) return calls;
    for (const { uii, agentFirstName, agentLastName, callState, archive } of added) {
      seen.add(uii);
      if (callState === 'ACTIVE' && archive !== true)
        calls.push({ uii: toUii(uii), agentName: toName(agentFirstName, agentLastName) });
    }
  }
  throw new RecorderError('badAnswer', `the list of active calls does not end within ${maxPages} pages`);
}

const idSchema = later(() => z.pipe(z.union([z.string(), z.number()]), z.transform(String)));

const liveAgentSchema = later(() =>
  z.object({
    agentId: idSchema,
    firstName: z.nullish(z.string()),
    lastName: z.nullish(z.string()),
    username: z.nullish(z.string()),
    email: z.nullish(z.string()),
    callUii: z.nullish(z.string()),
    isGhostLogin: z.nullish(z.union([z.number(), z.boolean()])),
  }),
);

const activeCallSchema = later(() =>
  z.object({
    uii: z.string(),
    callState: z.nullish(z.string()),
    archive: z.nullish(z.boolean()),
    agentFirstName: z.nullish(z.string()),
    agentLastName: z.nullish(z.string()),
  }),
);

function toName(first: string | null | undefined, last: string | null | undefined): string {
  return `${first ?? ''} ${last ?? ''}`.trim();
}

/** It becomes a part of a path: nothing else may be in it. @throws {RecorderError} badAnswer */
function toUii(uii: string): string {
  if (/^[\w-]{1,64}$/.test(uii)) return uii;
  throw new RecorderError('badAnswer', 'a call whose uii is none');
}

function toPath(accountId: string, rest: string): string {
  return `/voice/api/v1/admin/accounts/${encodeURIComponent(accountId)}/${rest}`;
}

function sendSetRecording(
  context: Context,
  accountId: string,
  uii: string,
  isOn: boolean,
): Promise<HttpAnswer> {
  const path = toPath(accountId, `activeCalls/${encodeURIComponent(uii)}/toggleCallRecording`);
  return send(context, 'POST', path, { record: String(isOn) });
}

/** Sends with the token; once more with a new one where it is refused, as nothing was done then. */
async function send(
  context: Context,
  method: 'GET' | 'POST',
  path: string,
  query: Record<string, string> = {},
): Promise<HttpAnswer> {
  const { http, settings } = context;
  const url = joinPath(settings.baseUrl, path);
  const sendWith = (token: string | undefined) =>
    http.send({ method, url, query, headers: isFilled(token) ? { authorization: `Bearer ${token}` } : {} });
  if (settings.connection === 'gateway') return await sendWith(settings.gatewayKey);
  const { accessToken } = await takeToken(context);
  const answer = await sendWith(accessToken);
  if (!isTokenRefused(answer)) return answer;
  return await sendWith((await renewToken(context, accessToken)).accessToken);
}

/** 401 `Jwt is expired`; the vendor's own library looks for the word, whatever the status of the error. */
function isTokenRefused({ status, text }: HttpAnswer): boolean {
  return status === 401 || (status >= 400 && /\bexpired\b/i.test(text));
}

/** Statuses that mean the same in every answer. @throws {RecorderError} for any outside 200-299 */
function throwForRefusal(answer: HttpAnswer): void {
  if (answer.status === 403)
    throw new RecorderError(
      'forbidden',
      'HTTP 403: the user needs RingCX Admin rights (reporting and call control)',
    );
  if (answer.status === 429)
    throw new RecorderError('rateLimited', 'HTTP 429: RingCX allows 120 requests in a minute', {
      retryAfterMs: toRetryAfterMs(answer.headers.get('retry-after')) ?? defaultRetryAfterMs,
    });
  throwForStatus(answer);
}
