// A fake Verint Financial Compliance: token, mute and look-up of its HTTP API, as the vendor's pages describe them
// (https://verbalabs.atlassian.net/wiki/spaces/docs/pages/6816900/Mute+Recording and its siblings). Where those say
// nothing, or what they said is lost, there is a knob.
import { randomBytes } from 'node:crypto';
import { nowMs } from '../clock.ts';
import type { Phone, PhoneCall } from '../phone.ts';
import {
  noFaults,
  startFakeServer,
  type Answer,
  type FakeServer,
  type Faults,
  type LoggedRequest,
} from './fake-server.ts';

type Sides = 'none' | 'caller' | 'called' | 'both';
type Refusal = { code: string; message: string };

export type VerintKnobs = Faults & {
  apiKey: string;
  login: string;
  password: string;
  /** Whether the key asks for a token; older releases let a key do alone. */
  isTokenNeeded: boolean;
  /** How long a token lives, in ms; documented as 1 h. */
  tokenLifeMs: number;
  /** Whether each use gives a token its whole life again. */
  doesUseProlong: boolean;
  /** Whether a new token ends those before it. */
  doesNewTokenEndOld: boolean;
  /** Whether a token is worth nothing without the session cookie that came with it. */
  isCookieNeeded: boolean;
  /** Whether the fields of a POST are read from a form, or from the query all the same. */
  post: 'form' | 'query';
  /** HTTP status of a refusal. */
  refusalStatus: number;
  /** How each refusal is worded. Only the first is documented, at a sibling. */
  refusals: Record<'noCall' | 'severalCalls' | 'key' | 'token' | 'login' | 'fields', Refusal>;
  /** Which sides of a call a value of `mute` silences. Only the sample value 3 is documented. */
  meaning: Record<string, Sides>;
  /** What a mute gets that changes nothing. */
  repeated: 'ok' | 'refused';
  /** Whether the answer is laid out over many lines, its attributes in another order. */
  isPretty: boolean;
};

const defaults: VerintKnobs = {
  ...noFaults,
  apiKey: '74c8eea0-50c6-40b2-9f3e-252ed501c3c8',
  login: 'cardhush',
  password: 'FAKE+pass/"word" 7',
  isTokenNeeded: true,
  tokenLifeMs: 3_600_000,
  doesUseProlong: false,
  doesNewTokenEndOld: false,
  isCookieNeeded: false,
  post: 'form',
  refusalStatus: 200,
  refusals: {
    noCall: {
      code: '2',
      message: 'Unable to retrieve the call identifier, because the call cannot be found.',
    },
    severalCalls: { code: '3', message: 'More than one call matches the given criteria.' },
    key: { code: '4', message: 'Invalid API key.' },
    token: { code: '5', message: 'The token is invalid or has expired.' },
    login: { code: '6', message: 'Authentication failed.' },
    fields: { code: '1', message: 'Missing or invalid parameter.' },
  },
  meaning: { '0': 'none', '1': 'caller', '2': 'called', '3': 'both' },
  repeated: 'ok',
  isPretty: false,
};

export type FakeVerint = FakeServer & {
  knobs: VerintKnobs;
  /** Every token that was given out, oldest first. */
  tokens: string[];
  /** Ends the life of every token. */
  expireTokens(): void;
};

export const apiPath = '/verba/api';

/** Starts a server whose calls are the phone's, each recorded with two sides that can be muted apart. */
export async function startVerint({
  phone,
  knobs: given = {},
}: {
  phone: Phone;
  knobs?: Partial<VerintKnobs>;
}): Promise<FakeVerint> {
  const knobs = { ...defaults, refusals: { ...defaults.refusals }, ...given };
  const tokens: string[] = [];
  const lives = new Map<string, { untilMs: number; session: string }>();
  const muted = new Map<string, Sides>();
  const server = await startFakeServer(knobs, request => {
    if (request.path !== apiPath) return { status: 404, body: '<h1>404 Not Found</h1>' };
    if (!['GET', 'POST'].includes(request.method)) return { status: 405 };
    return act(toFields(request), request);
  });
  return { ...server, knobs, tokens, expireTokens: () => lives.clear() };

  function toFields({ method, params, search }: LoggedRequest): Record<string, string> {
    return method === 'POST' && knobs.post === 'query'
      ? Object.fromEntries(new URLSearchParams(search))
      : { ...params };
  }

  function act(fields: Record<string, string>, request: LoggedRequest): Answer {
    const { action = '', apiKey, token = '' } = fields;
    if (apiKey !== knobs.apiKey) return refuse(action, 'key');
    if (action === 'RequestToken') return giveToken(fields, request);
    if (knobs.isTokenNeeded && !isAlive(token, request)) return refuse(action, 'token');
    switch (action) {
      case 'MuteRecording':
        return mute(fields);
      case 'GetCallID':
        return withCall(action, fields, call => accept(action, `<CallID>${toGuid(call)}</CallID>`));
      case 'GetCallInformation':
        return withCall(action, fields, call => accept(action, toDetails(call)));
      default:
        return refuse(action, 'fields');
    }
  }

  function giveToken({ userName, password }: Record<string, string>, { headers }: LoggedRequest): Answer {
    const basic = Buffer.from((headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
    const shown = userName === undefined ? basic : `${userName}:${password}`;
    if (shown !== `${knobs.login}:${knobs.password}`) return refuse('RequestToken', 'login');
    if (knobs.doesNewTokenEndOld) lives.clear();
    const token = randomBytes(16).toString('hex');
    const session = randomBytes(8).toString('hex').toUpperCase();
    tokens.push(token);
    lives.set(token, { untilMs: nowMs() + knobs.tokenLifeMs, session });
    const rest =
      `<SessionId>${session}</SessionId><SessionParameterName>jsessionid</SessionParameterName>` +
      '<SessionCookieName>JSESSIONID</SessionCookieName><Remote>false</Remote>';
    return {
      ...accept('RequestToken', rest, ` token="${token}"`),
      headers: { 'content-type': 'text/xml', 'set-cookie': `JSESSIONID=${session}; Path=/verba; HttpOnly` },
    };
  }

  function isAlive(token: string, { headers }: LoggedRequest): boolean {
    const life = lives.get(token);
    if (life === undefined || nowMs() >= life.untilMs) return false;
    if (knobs.isCookieNeeded && headers.cookie !== `JSESSIONID=${life.session}`) return false;
    if (knobs.doesUseProlong) life.untilMs = nowMs() + knobs.tokenLifeMs;
    return true;
  }

  function mute(fields: Record<string, string>): Answer {
    const sides = knobs.meaning[fields['mute'] ?? ''];
    if (sides === undefined) return refuse('MuteRecording', 'fields');
    return withCall('MuteRecording', fields, call => {
      const before = muted.get(call.id) ?? 'none';
      if (before === sides && knobs.repeated === 'refused') return refuse('MuteRecording', 'fields');
      muted.set(call.id, sides);
      // The caller is on either side, and the agent repeats what the caller says.
      call.recording.setPaused(sides === 'both');
      return accept('MuteRecording');
    });
  }

  /** Finds the one call; `next` and `last` are read, and fit no call that goes on. */
  function withCall(
    action: string,
    { callID, extension, status }: Record<string, string>,
    then: (call: PhoneCall) => Answer,
  ): Answer {
    if (callID === undefined && (extension === undefined || status === undefined))
      return refuse(action, 'fields');
    const calls = callID === undefined ? findOngoing(extension ?? '', status ?? '') : findById(callID);
    const [call, ...others] = calls;
    if (call === undefined) return refuse(action, 'noCall');
    return others.length > 0 ? refuse(action, 'severalCalls') : then(call);
  }

  function findById(callID: string): PhoneCall[] {
    return phone.calls().filter(call => toGuid(call) === callID);
  }

  function findOngoing(extension: string, status: string): PhoneCall[] {
    return status.split(',').includes('ongoing') ? phone.callsOf(extension) : [];
  }

  function accept(action: string, rest = '', attributes = ''): Answer {
    return toXml(`<Response code="0" type="${action}"${attributes}/>${rest}`);
  }

  function refuse(action: string, why: keyof VerintKnobs['refusals']): Answer {
    const { code, message } = knobs.refusals[why];
    return { ...toXml(toRefusal(action, code, message)), status: knobs.refusalStatus };
  }

  function toXml(content: string): Answer {
    const laidOut = content
      .replaceAll('><', '>\n  <')
      .replaceAll(/<Response (code="\d+") ([^/>]*)/g, '<Response\n    $2\n    $1');
    const body = `<VerbaApi>${knobs.isPretty ? `\n  <!-- answer -->\n  ${laidOut}\n` : content}</VerbaApi>`;
    return {
      headers: { 'content-type': 'text/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
    };
  }
}

/** A refusal's XML, with the message escaped. */
export function toRefusal(action: string, code: string, message: string): string {
  return `<Response code="${code}" type="${action}"><ErrorMessage>${escape(message)}</ErrorMessage></Response>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The id by which Verint knows a call. */
export function toGuid({ id }: PhoneCall): string {
  return [id.slice(0, 8), id.slice(8, 12), '4000', '8000', id.slice(12).padEnd(12, '0')].join('-');
}

function toDetails(call: PhoneCall): string {
  const startedAt = new Date(call.startedAtMs).toISOString().replace('T', ' ').replace('Z', '');
  return (
    `<verbacdr state="0"><ccdr_id>${toGuid(call)}</ccdr_id><native_id/><source_caller_id/>` +
    `<destination_caller_id>${escape(call.extension)}</destination_caller_id><start_time>${startedAt}</start_time></verbacdr>`
  );
}
