// What every fake recorder stands on: real HTTP on loopback, a log of what came in, and knobs for everything that
// can go wrong on the way.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { nowMs } from '../clock.ts';

/** One request as it came in. Times are wall clock in ms, finer than `Date.now()`. */
export type LoggedRequest = {
  readonly atMs: number;
  /** When the answer left; null while there is none, and for good where none was ever sent. */
  answeredAtMs: number | null;
  /** What `answeredAtMs` is the time of; the fake's own, or what a fault put in its place. */
  answer?: Answer;
  readonly method: string;
  readonly path: string;
  /** The query as it was sent, with its `?`. */
  readonly search: string;
  /** The query, and on top of it the fields of a form or JSON body, all as text. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What a fake answers. Status 200 unless told; `json` is sent as JSON, `body` as it is. */
export type Answer = {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string;
  json?: unknown;
  /** Answers instead, for what is more than one answer to one request. The body has been read already. */
  takeOver?: (incoming: IncomingMessage, response: ServerResponse) => void;
};

/** What can go wrong with any server. May be changed at any time; later requests obey. */
export type Faults = {
  /** Which requests the faults hit. */
  isFaulty(request: LoggedRequest): boolean;
  /** Wait this long before acting, whether or not the client still waits. */
  delayMs: number;
  /** Never act, never answer. */
  hang: boolean;
  /** Act, then never answer. */
  hangAfterActing: boolean;
  /** Close the connection without having acted. */
  dropBeforeActing: boolean;
  /** Act, then close the connection without an answer. */
  dropAfterActing: boolean;
  /** Answer this status without acting. */
  status: number | null;
  /** The Retry-After header that goes with `status`. */
  retryAfter: string | null;
  /** Answer 200 with the HTML of a login page, without acting. */
  html: boolean;
  /** Answer this without acting. */
  instead: ((request: LoggedRequest) => Answer) | null;
};

/** A server without faults. */
export const noFaults: Faults = {
  isFaulty: () => true,
  delayMs: 0,
  hang: false,
  hangAfterActing: false,
  dropBeforeActing: false,
  dropAfterActing: false,
  status: null,
  retryAfter: null,
  html: false,
  instead: null,
};

export type FakeServer = {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Every request so far, oldest first. */
  requests: LoggedRequest[];
  /** Stops listening and drops every connection. */
  stop(): Promise<void>;
};

type Handler = (request: LoggedRequest) => Answer | Promise<Answer>;

/** Starts a server on a free loopback port that lets `act` answer, unless one of the `faults` comes first. */
export async function startFakeServer(faults: Faults, act: Handler): Promise<FakeServer> {
  const requests: LoggedRequest[] = [];
  const stopping = new AbortController();
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await toLogged(incoming);
    requests.push(request);
    const answer = await toAnswer(request, response, stopping.signal);
    if (answer === null) return;
    request.answer = answer;
    if (answer.takeOver !== undefined) {
      response.on('finish', () => {
        request.answeredAtMs = nowMs();
      });
      answer.takeOver(incoming, response);
      return;
    }
    const { status = 200, headers = {}, json, body = JSON.stringify(json) ?? '' } = answer;
    response.writeHead(status, {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    });
    response.end(body);
    request.answeredAtMs = nowMs();
  }

  async function toAnswer(
    request: LoggedRequest,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<Answer | null> {
    // A copy: this request meets the knobs as they stand now, however long it waits.
    const now = { ...faults };
    if (!now.isFaulty(request)) return await act(request);
    if (now.delayMs > 0) await wait(now.delayMs, undefined, { signal });
    if (now.hang) return null;
    if (now.dropBeforeActing) return drop(response);
    if (now.instead !== null) return now.instead(request);
    if (now.html) return loginPage;
    if (now.status !== null)
      return {
        status: now.status,
        headers: now.retryAfter === null ? {} : { 'retry-after': now.retryAfter },
      };
    const answer = await act(request);
    if (now.hangAfterActing) return null;
    return now.dropAfterActing ? drop(response) : answer;
  }

  return {
    url: await listen(server),
    requests,
    async stop() {
      stopping.abort();
      server.closeAllConnections();
      await new Promise(resolve => void server.close(resolve));
    },
  };
}

const loginPage: Answer = {
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Sign in</title><form method="post"><input name="user"></form>',
};

function drop(response: ServerResponse): null {
  response.destroy();
  return null;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

async function toLogged(incoming: IncomingMessage): Promise<LoggedRequest> {
  const atMs = nowMs();
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks).toString();
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    atMs,
    answeredAtMs: null,
    method: incoming.method ?? '',
    path: url.pathname,
    search: url.search,
    params: {
      ...Object.fromEntries(url.searchParams),
      ...toFields(body, incoming.headers['content-type'] ?? ''),
    },
    headers: incoming.headers,
    body,
  };
}

function toFields(body: string, contentType: string): Record<string, string> {
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body));
  if (!contentType.startsWith('application/json')) return {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}
