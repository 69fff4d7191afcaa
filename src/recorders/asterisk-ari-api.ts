// The requests of Asterisk's REST Interface (ARI) that we use, and what their answers mean, as Asterisk 16.28 and
// 22.10 gave them. Never `mute`: on 16 the second mute of a recording does nothing, on 22 a repeated one unmutes, and
// both answer 204.
import { later, z } from '../zod.ts';
import { joinPath } from './address.ts';
import { toBasicAuth } from './basic-auth.ts';
import { RecorderError } from './errors.ts';
import { parseJson, throwForStatus, type HttpAnswer, type HttpClient } from './http.ts';

/** What is needed to ask. Without a user name a gateway adds the credentials. */
export type AriAccount = {
  http: HttpClient;
  settings: { baseUrl: string; username?: string | undefined; password?: string | undefined };
};

/** A channel as ARI lists it. */
export type Channel = { id: string; name: string; state: string };
/** A bridge, and the ids of the channels in it. */
export type Bridge = { id: string; channels: string[] };
/** A recording that is under way. `target` tells which channel or bridge it records. */
export type LiveRecording = { state: string; target: string };

const channelsSchema = later(() =>
  z.array(z.object({ id: z.string().check(z.minLength(1)), name: z.string(), state: z.string() })),
);
const bridgesSchema = later(() =>
  z.array(z.object({ id: z.string().check(z.minLength(1)), channels: z.array(z.string()) })),
);
const variableSchema = later(() => z.object({ value: z.string() }));
const recordingSchema = later(() =>
  z.object({ name: z.string(), state: z.string(), target_uri: z.string() }),
);
const messageSchema = later(() => z.object({ message: z.string() }));

/** @throws {RecorderError} unauthorized, forbidden, misconfigured, badAnswer and what the HTTP client throws */
export async function listChannels(account: AriAccount): Promise<Channel[]> {
  return parseJson(requireOk(await send(account, 'GET', '/channels')), channelsSchema);
}

/** @throws {RecorderError} as `listChannels` */
export async function listBridges(account: AriAccount): Promise<Bridge[]> {
  return parseJson(requireOk(await send(account, 'GET', '/bridges')), bridgesSchema);
}

/**
 * A channel's variable; null where the channel has none of that name, or is gone.
 * @throws {RecorderError} as `listChannels`
 */
export async function readVariable(
  account: AriAccount,
  channelId: string,
  variable: string,
): Promise<string | null> {
  const path = `/channels/${encodeURIComponent(channelId)}/variable`;
  const answer = await send(account, 'GET', path, { variable });
  if (answer.status === 404 && /^provided (variable|channel) was not found$/i.test(toMessage(answer)))
    return null;
  const { value } = parseJson(requireOk(answer), variableSchema);
  return value === '' ? null : value;
}

/**
 * A live recording by its name; null where none of that name is under way.
 * @throws {RecorderError} as `listChannels`
 */
export async function readRecording(account: AriAccount, name: string): Promise<LiveRecording | null> {
  const answer = await send(account, 'GET', toPath(name));
  if (isNotFound(answer)) return null;
  const recording = parseJson(requireOk(answer), recordingSchema);
  if (recording.name !== name) throw new RecorderError('badAnswer', 'ARI told of another recording');
  return { state: recording.state, target: recording.target_uri };
}

/**
 * Pauses a recording, or lets it go on. May be repeated.
 * @throws {RecorderError} callOver where no recording of that name is under way, refused where it has not begun;
 * and as `listChannels`
 */
export async function setPaused(account: AriAccount, name: string, isPaused: boolean): Promise<void> {
  const answer = await send(account, isPaused ? 'POST' : 'DELETE', `${toPath(name)}/pause`);
  if (isNotFound(answer)) throw new RecorderError('callOver', toMessage(answer));
  if (answer.status === 409) throw new RecorderError('refused', toMessage(answer));
  requireOk(answer);
  if (answer.status !== 204)
    throw new RecorderError('badAnswer', `HTTP ${answer.status} where 204 means yes`);
}

function toPath(name: string): string {
  return `/recordings/live/${encodeURIComponent(name)}`;
}

async function send(
  { http, settings: { baseUrl, username, password } }: AriAccount,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  query: Record<string, string> = {},
): Promise<HttpAnswer> {
  return await http.send({
    method,
    url: joinPath(baseUrl, `/ari${path}`),
    query,
    headers: username ? { authorization: toBasicAuth(username, password ?? '') } : {},
  });
}

/** The same status for two things: only the words tell a recording that is not there from an address that is wrong. */
function isNotFound(answer: HttpAnswer): boolean {
  return answer.status === 404 && /^recording not found$/i.test(toMessage(answer));
}

function requireOk(answer: HttpAnswer): HttpAnswer {
  const message = toMessage(answer);
  if (answer.status === 404 && /^resource not found$/i.test(message))
    throw new RecorderError('misconfigured', 'there is no ARI at this address: is the prefix right?');
  if (answer.status === 403 && message !== '') throw new RecorderError('forbidden', message);
  if (answer.status === 500 && /^unable to read provided function$/i.test(message))
    throw new RecorderError('misconfigured', `${message}: is the channel variable in the settings right?`);
  throwForStatus(answer);
  return answer;
}

/** What ARI says went wrong; empty where it says nothing. */
function toMessage({ text }: HttpAnswer): string {
  try {
    const parsed = messageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.message : '';
  } catch {
    return '';
  }
}
