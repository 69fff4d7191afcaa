// The two requests of Voicenter that we use, and what their answers mean.
import { later, z } from '../zod.ts';
import { joinPath } from './address.ts';
import { RecorderError } from './errors.ts';
import { parseJson, throwForStatus, type HttpAnswer, type HttpClient } from './http.ts';

type Account = {
  http: HttpClient;
  settings: { baseUrl: string; method: 'POST' | 'GET'; extension: string; code?: string | undefined };
};

/** What a mute request addresses: the calls that an extension has at that moment, or one call. */
export type MuteTarget = { extension: string } | { ivrid: string };

/** What Voicenter said of a mute request that it carried out. */
export type Muted = {
  /** Voicenter's clock, to the second; undefined where the answer has no date. */
  atMs: number | undefined;
  /** For Voicenter's support desk. */
  actionId: string | undefined;
};

/** A call as Active Calls lists it; undefined where the list does not tell. */
export type LiveCall = { ivrid: string; isMuted: boolean | undefined; startedAtMs: number | undefined };

/**
 * Mutes (`1`) or unmutes (`0`).
 * @throws {RecorderError} callOver where Voicenter finds no such call; forbidden, misconfigured, badAnswer and what
 * the HTTP client throws
 */
export async function sendMute(account: Account, target: MuteTarget, state: '1' | '0'): Promise<Muted> {
  const answer = await post(account, { ...target, state });
  const body = parseJson(answer, muteAnswerSchema);
  if (isUnknownCall(body)) throw new RecorderError('callOver', body.Message);
  if (isRefusedAsInvalid(body)) throw new RecorderError('misconfigured', body.Message);
  throwForStatus(answer);
  // The ErrorCode of a failure is documented nowhere and may well be 200: the message has to agree.
  if (String(body.ErrorCode) !== '200' || body.Message.trim().toLowerCase() !== 'success')
    throw new RecorderError('badAnswer', `ErrorCode ${body.ErrorCode}: ${body.Message}`);
  const atMs = Date.parse(answer.headers.get('date') ?? '');
  return {
    atMs: Number.isNaN(atMs) ? undefined : atMs,
    actionId: typeof body.ActionID === 'string' ? body.ActionID : undefined,
  };
}

/**
 * Asks for nothing at all: Voicenter answers that parameters are missing, which shows that it can be reached.
 * @throws {RecorderError} as `sendMute`
 */
export async function sendNothing(account: Account): Promise<void> {
  const answer = await post(account, {});
  const body = parseJson(answer, muteAnswerSchema);
  if (isRefusedAsInvalid(body)) return;
  throwForStatus(answer);
  throw new RecorderError('badAnswer', `an empty request was answered with "${body.Message}"`);
}

async function post({ http, settings }: Account, fields: Record<string, string>): Promise<HttpAnswer> {
  const { baseUrl, method } = settings;
  const answer = await http.send({
    method,
    url: joinPath(baseUrl, '/api/MuteUnmuteCalls'),
    ...(method === 'GET' ? { query: fields } : { json: fields }),
  });
  requireAdmitted(answer);
  return answer;
}

const muteAnswerSchema = later(() =>
  z.object({
    /** Documented as a number, shown as a string. */
    ErrorCode: z.union([z.string(), z.number()]),
    Message: z.string(),
    ActionID: z.optional(z.unknown()),
  }),
);
type MuteAnswer = z.infer<typeof muteAnswerSchema>;

function isUnknownCall({ Message }: MuteAnswer): boolean {
  return /ivr ?id not found/i.test(Message);
}

function isRefusedAsInvalid({ Message }: MuteAnswer): boolean {
  return /^parameters are not valid/i.test(Message);
}

/** Statuses that say what is wrong whatever the body; for all others the body is asked first. */
function requireAdmitted(answer: HttpAnswer): void {
  if (answer.status === 403)
    throw new RecorderError(
      'forbidden',
      'HTTP 403: Voicenter may not have this network’s address on its list',
    );
  if (answer.status === 401 || answer.status === 429) throwForStatus(answer);
}

/**
 * The live calls of an extension; of the whole account where it is null.
 * @throws {RecorderError} unauthorized, forbidden, misconfigured where the extension is not listed, refused, badAnswer
 * and what the HTTP client throws
 */
export async function listCalls(
  { http, settings: { method, code } }: Account,
  url: string,
  extension: string | null,
): Promise<LiveCall[]> {
  const fields = { ...(code ? { code } : {}), ...(extension === null ? {} : { extension }) };
  const answer = await http.send({
    method,
    url,
    ...(method === 'GET' ? { query: fields } : { json: fields }),
  });
  requireAdmitted(answer);
  const { ERR, DESC = '', EXTENSIONS } = parseJson(answer, listSchema);
  if (/authoriz/i.test(DESC)) throw new RecorderError('unauthorized', DESC);
  if (String(ERR) === '1') throw new RecorderError('misconfigured', DESC);
  if (String(ERR) !== '0') throw new RecorderError('refused', `ERR ${ERR}: ${DESC}`);
  throwForStatus(answer);
  if (EXTENSIONS === undefined) throw new RecorderError('badAnswer', 'Active Calls without a list');
  const listed = EXTENSIONS.filter(({ username }) => extension === null || isSame(username, extension));
  // Never "no call": a wrong account code is answered in the same way.
  if (listed.length === 0 && extension !== null)
    throw new RecorderError(
      'misconfigured',
      'Active Calls does not list the extension: is it, and the account code, right?',
    );
  return listed.flatMap(({ calls }) => (calls ?? []).map(toLiveCall));
}

const flagSchema = later(() => z.union([z.literal([0, 1]), z.literal(['0', '1']), z.boolean()]));

const callSchema = later(() =>
  z.object({
    ivrid: z.string().check(z.minLength(1)),
    /** Seconds since the epoch. */
    callStarted: z.optional(z.unknown()),
    recording: z.optional(z.nullable(z.object({ IsMuted: z.optional(z.nullable(flagSchema)) }))),
  }),
);

const listSchema = later(() =>
  z.object({
    ERR: z.union([z.string(), z.number()]),
    DESC: z.optional(z.string()),
    EXTENSIONS: z.optional(
      z.array(z.object({ username: z.string(), calls: z.optional(z.nullable(z.array(callSchema))) })),
    ),
  }),
);

function toLiveCall({ ivrid, callStarted, recording }: z.infer<typeof callSchema>): LiveCall {
  const flag = recording?.IsMuted ?? undefined;
  const startedAtS = Number(callStarted);
  return {
    ivrid,
    isMuted: flag === undefined ? undefined : flag === true || String(flag) === '1',
    startedAtMs: callStarted !== null && Number.isFinite(startedAtS) ? startedAtS * 1000 : undefined,
  };
}

function isSame(username: string, extension: string): boolean {
  return username.trim().toLowerCase() === extension.toLowerCase();
}
