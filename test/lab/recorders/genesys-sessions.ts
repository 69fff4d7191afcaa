// Who may ask a fake Genesys Web Services: HTTP Basic, the session cookie, the CSRF token, the Origin header.
import { randomUUID } from 'node:crypto';
import type { Answer, LoggedRequest } from './fake-server.ts';

export type SessionKnobs = {
  /** Passwords and extensions of the agents, by user name. */
  agents: Record<string, { password: string; extension: string }>;
  hasCsrf: boolean;
  /** Name of the header with the CSRF token, as `X-CSRF-HEADER` says it. */
  csrfHeader: string;
  /** Whether the session cookie is enough, or Basic is wanted with every request as the documents say. */
  isCookieEnough: boolean;
  /** Whether an Origin that is not listed, and a change without one, is turned away, or only gets no CORS headers. */
  isOriginChecked: boolean;
  /** Origins besides the server's own. */
  allowedOrigins: string[];
};

export type Session = { id: string; userName: string; csrf: string };

/** A request that was let in, with the headers that belong to its answer; or the answer that turns it away. */
export type Admission =
  { session: Session; headers: Record<string, string>; refusal?: undefined } | { refusal: Answer };

/** The sessions of one server. */
export function createSessions(knobs: SessionKnobs) {
  const sessions = new Map<string, Session>();

  function admit(request: LoggedRequest, ownOrigin: string): Admission {
    // Browsers send none with what a page reads from its own server.
    const { origin = request.method === 'GET' ? ownOrigin : '' } = request.headers;
    if (knobs.isOriginChecked && ![ownOrigin, ...knobs.allowedOrigins].includes(origin))
      return { refusal: { status: 403, body: '<h1>403</h1> Invalid CORS request' } };
    const known = sessions.get(toCookie(request, 'JSESSIONID') ?? '');
    const userName = toUserName(request);
    if (userName === undefined || (userName === null && (known === undefined || !knobs.isCookieEnough)))
      return { refusal: notAuthenticated };
    // Basic with another name makes the session that agent's.
    if (known !== undefined && userName !== null) known.userName = userName;
    const session = known ?? open(userName ?? '');
    if (
      request.method !== 'GET' &&
      knobs.hasCsrf &&
      request.headers[knobs.csrfHeader.toLowerCase()] !== session.csrf
    )
      return { refusal: { status: 403, body: 'Missing or invalid Csrf token' } };
    return {
      session,
      headers: {
        ...(knobs.hasCsrf && request.method === 'GET'
          ? { 'x-csrf-header': knobs.csrfHeader, [knobs.csrfHeader]: session.csrf }
          : {}),
        ...(known === undefined ? { 'set-cookie': `JSESSIONID=${session.id}; Path=/; HttpOnly` } : {}),
      },
    };
  }

  function open(userName: string): Session {
    const session = { id: `node0${randomUUID().replaceAll('-', '')}`, userName, csrf: randomUUID() };
    sessions.set(session.id, session);
    return session;
  }

  /** Null where none is given, undefined where it is wrong. */
  function toUserName({ headers: { authorization } }: LoggedRequest): string | null | undefined {
    if (authorization === undefined) return null;
    const [, encoded = ''] = /^Basic (.*)$/.exec(authorization) ?? [];
    const [, userName = '', password] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
    return knobs.agents[userName]?.password === password ? userName : undefined;
  }

  return {
    admit,
    /** Sessions that are open, oldest first. */
    all: () => [...sessions.values()],
    close: (id: string) => sessions.delete(id),
    closeAll: () => sessions.clear(),
  };
}

const notAuthenticated: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'Basic realm="Genesys"' },
  json: { statusCode: 20, statusMessage: 'Access denied' },
};

function toCookie({ headers: { cookie = '' } }: LoggedRequest, name: string): string | undefined {
  return cookie
    .split('; ')
    .find(pair => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
