// AMI over HTTP (`/rawman`): a session that is a cookie, actions as forms, answers as text, and HTTP 200 for
// everything. What it answers was recorded from Asterisk 16.28 and 22.10 (see `test/lab/recorders/asterisk-recorded`).
import { z } from '../zod.ts';
import { joinPath } from './address.ts';
import { RecorderError } from './errors.ts';
import { throwForStatus, type HttpClient } from './http.ts';
import type { TokenStore } from './recorder.ts';

/** What is needed to ask. Without a user name a gateway logs in, and adds the session to what we send. */
export type AmiAccount = {
  http: HttpClient;
  tokens: TokenStore;
  settings: { baseUrl: string; username?: string | undefined; secret?: string | undefined };
  now(): number;
};

/** One answer: what its first block says, and the blocks that follow a yes. */
type AmiAnswer = { isSuccess: boolean; message: string; response: Block; events: Block[] };
/** Lines of the form `Key: value`, keys as Asterisk writes them. */
type Block = Record<string, string>;

/** Asterisk ends a session that was not used for 60 s unless `httptimeout` says otherwise; the cookie lives as long. */
const sessionLifeMs = 50_000;

/**
 * Asks for one action, in the session that there is or in a new one.
 * @throws {RecorderError} unauthorized, forbidden where the user may not do it, misconfigured (also where the browser
 * keeps no cookie of the session), badAnswer and what the HTTP client throws. An `Error` of the action itself is for the caller to read.
 */
export async function ask(account: AmiAccount, action: string, fields: Block = {}): Promise<AmiAnswer> {
  const { username } = account.settings;
  if (username && !(await hasSession(account))) await logIn(account);
  const first = await send(account, action, fields);
  if (!isDenied(first)) return first;
  if (!username)
    throw new RecorderError('unauthorized', `${action}: ${first.message}, and no user name is set`);
  // The session is over, or was never ours; with a new one the same words mean that rights are missing.
  await logIn(account);
  const again = await send(account, action, fields);
  if (!isDenied(again)) return again;
  // Whoever is logged in may do this one; without the session's cookie nobody is.
  if (isDenied(await send(account, 'Ping', {})))
    throw new RecorderError(
      'misconfigured',
      'this browser keeps no cookies of Asterisk’s address: allow them',
    );
  throw new RecorderError('forbidden', `Asterisk does not let this user do ${action}`);
}

/**
 * Begins a session of our own user. A session that still runs says yes to any password: to test one, log off first.
 * @throws {RecorderError} unauthorized, refused, misconfigured, badAnswer and what the HTTP client throws
 */
export async function logIn(account: AmiAccount): Promise<void> {
  const { username = '', secret = '' } = account.settings;
  const { isSuccess, message } = await send(account, 'Login', { username, secret });
  if (!isSuccess)
    throw new RecorderError(/authentication failed/i.test(message) ? 'unauthorized' : 'refused', message);
  await keepSession(account);
}

/**
 * Ends the session, so that nobody else can use its cookie: any page may send this browser to Asterisk's address.
 * @throws {RecorderError} badAnswer and what the HTTP client throws
 */
export async function logOff(account: AmiAccount): Promise<void> {
  if (!account.settings.username) return;
  await account.tokens.set(toSessionKey(account), null);
  await send(account, 'Logoff', {});
}

/** Whether a session is likely to be alive. */
export async function hasSession(account: AmiAccount): Promise<boolean> {
  const usedAtMs = z.number().safeParse(await account.tokens.get(toSessionKey(account)));
  if (!usedAtMs.success) return false;
  const ageMs = account.now() - usedAtMs.data;
  return ageMs >= 0 && ageMs < sessionLifeMs;
}

/** Notes that the session was used just now, which lengthens its life. */
export async function keepSession(account: AmiAccount): Promise<void> {
  if (account.settings.username) await account.tokens.set(toSessionKey(account), account.now());
}

/** Only a time is stored: the session itself is a cookie, which the browser keeps and we never see. */
function toSessionKey({ settings }: AmiAccount): string {
  return `session:${settings.username ?? ''}`;
}

async function send({ http, settings }: AmiAccount, action: string, fields: Block): Promise<AmiAnswer> {
  const answer = await http.send({
    method: 'POST',
    url: joinPath(settings.baseUrl, '/rawman'),
    form: { Action: action, ...fields },
    withCookies: true,
  });
  if (answer.status === 404)
    throw new RecorderError(
      'misconfigured',
      'HTTP 404: is webenabled=yes set in manager.conf, and the prefix right?',
    );
  throwForStatus(answer);
  return toAnswer(answer.text);
}

function isDenied({ isSuccess, message }: AmiAnswer): boolean {
  return !isSuccess && /^permission denied$/i.test(message);
}

/** @throws {RecorderError} badAnswer for what is no answer of AMI's, or not the whole of one */
function toAnswer(text: string): AmiAnswer {
  // Every block ends in a blank line: without it, what was cut off may be the very words that take a yes back.
  if (!/\n\r?\n$/.test(text)) throw new RecorderError('badAnswer', 'the answer breaks off');
  const [response = '', ...events] = text.split(/\r?\n\r?\n/).filter(block => block.trim() !== '');
  const [, kind] = /^Response: (\w+)(?:\r?\n|$)/.exec(response) ?? [];
  const block = toBlock(response);
  const message = block['Message'] ?? '';
  switch (kind) {
    case 'Success':
      return { isSuccess: true, message, response: block, events: events.map(toBlock) };
    case 'Goodbye':
    case 'Error':
      return { isSuccess: false, message: message || kind, response: block, events: [] };
    default:
      throw new RecorderError('badAnswer', 'the answer is none of Asterisk’s manager interface');
  }
}

function toBlock(text: string): Block {
  const lines = text.split(/\r?\n/).flatMap(line => {
    const [, key, value] = /^([\w-]+): ?(.*)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value.trim()] as const];
  });
  return Object.fromEntries(lines);
}
