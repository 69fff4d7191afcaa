// The way from an adapter to its vendor: timeouts, pinned origins, no redirects, no cookies, errors without secrets.
import { hasDotSegment, isLoopback } from './address.ts';
import { RecorderError, type RecorderErrorCode } from './errors.ts';
import type { z } from '../zod.ts';

/** One request, before anything of it is encoded. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute URL without query. */
  url: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Body sent as application/json. */
  json?: unknown;
  /** Body sent as application/x-www-form-urlencoded. */
  form?: Record<string, string>;
  /** Only for vendors whose session is a cookie. */
  withCookies?: boolean;
};

export type HttpAnswer = { status: number; headers: Headers; text: string };

export type HttpClient = {
  /**
   * Sends and reads the whole body, whatever the status.
   * @throws {RecorderError} timedOut, unreachable, badAnswer (a redirect), misconfigured (an address or header that
   * cannot be used; nothing was sent)
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
};

type Options = {
  /** Longest wait for the whole answer; well under the worker's 30 s of life. */
  timeoutMs: number;
  /** Match patterns (`https://host/*`) that the adapter named; anything else is refused. */
  origins: string[];
  signal: AbortSignal;
  /** The browser's own unless a test brings another. */
  fetch?: typeof fetch;
};

/** Far more than any answer that we ask for, in bytes; what is longer is no answer, and is not kept. */
const maxBytes = 4_000_000;

/** Builds the client for one adapter and one request's signal. */
export function createHttpClient({ timeoutMs, origins, signal, fetch: send = fetch }: Options): HttpClient {
  return {
    async send(request) {
      const url = toUrl(request);
      requireAllowed(url, origins);
      const content = toContent(request);
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const response = await send(url, {
          ...content,
          method: request.method,
          redirect: 'manual',
          cache: 'no-store',
          credentials: request.withCookies === true ? 'include' : 'omit',
          signal: AbortSignal.any([signal, timeout]),
        });
        if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
          throw new RecorderError('badAnswer', `${url.origin} redirected us elsewhere`);
        return { status: response.status, headers: response.headers, text: await readText(response) };
      } catch (cause) {
        if (cause instanceof RecorderError) throw cause;
        if (timeout.aborted)
          throw new RecorderError('timedOut', `no answer from ${url.origin} in ${timeoutMs} ms`);
        if (signal.aborted) throw new RecorderError('timedOut', `gave up waiting for ${url.origin}`);
        throw new RecorderError('unreachable', `cannot reach ${url.origin}`, { cause });
      }
    },
  };
}

/** The body, in UTF-8 as the standard has it for every text. @throws {RecorderError} badAnswer for one without end */
async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > maxBytes) {
      void reader?.cancel().catch(() => undefined);
      throw new RecorderError('badAnswer', `an answer of more than ${maxBytes} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * The address that a request goes to, its query included. A path that holds `.` or `..` is refused, percent-encoded or
 * not: URLs resolve them, and an id that reads `..` would make of one request another.
 * @throws {RecorderError} misconfigured
 */
export function toUrl(request: HttpRequest): URL {
  if (hasDotSegment(request.url))
    throw new RecorderError('misconfigured', 'no value that can stand in a path: "." or ".."');
  let url: URL;
  try {
    url = new URL(request.url);
  } catch {
    throw new RecorderError('misconfigured', 'the recorder address is not a URL');
  }
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, value);
  return url;
}

/**
 * The headers and the body of a request. Built before anything is sent: a header that cannot be sent is a setting to
 * mend, and its error would hold it.
 * @throws {RecorderError} misconfigured
 */
export function toContent({ headers, json, form }: HttpRequest): { headers: Headers; body?: string } {
  try {
    if (json !== undefined)
      return {
        headers: new Headers({ 'content-type': 'application/json', ...headers }),
        body: JSON.stringify(json),
      };
    if (form !== undefined)
      return {
        headers: new Headers({ 'content-type': 'application/x-www-form-urlencoded', ...headers }),
        body: new URLSearchParams(form).toString(),
      };
    return { headers: new Headers(headers) };
  } catch {
    throw new RecorderError('misconfigured', 'a setting holds a character that cannot be sent in a header');
  }
}

function requireAllowed(url: URL, origins: string[]): void {
  // fetch refuses these too, with the password in its message.
  if (url.username !== '' || url.password !== '')
    throw new RecorderError('misconfigured', 'the recorder address holds a user name or password');
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw new RecorderError('misconfigured', `${url.origin} is not https`);
  if (!origins.includes(toMatchPattern(url)))
    throw new RecorderError('misconfigured', `${url.origin} is not one of this recorder's addresses`);
}

/** The match pattern of a URL's host, as host permissions know it: they carry no port. */
export function toMatchPattern(url: URL | string): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}

/**
 * Turns the statuses that mean the same everywhere into errors; adapters call it after reading what their
 * vendor says in the body.
 * @throws {RecorderError} for any status outside 200-299
 */
export function throwForStatus({ status, headers }: HttpAnswer): void {
  if (status >= 200 && status < 300) return;
  const retryAfterMs = toRetryAfterMs(headers.get('retry-after'));
  throw new RecorderError(toCode(status), `HTTP ${status}`, { retryAfterMs });
}

function toCode(status: number): RecorderErrorCode {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 429:
      return 'rateLimited';
    default:
      return 'badAnswer';
  }
}

/** Retry-After as ms from now: seconds, or an HTTP date. */
export function toRetryAfterMs(header: string | null, nowMs = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Parses a JSON body against a schema. @throws {RecorderError} badAnswer, naming the path that did not fit */
export function parseJson<T>(answer: HttpAnswer, schema: z.ZodMiniType<T>): T {
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    throw new RecorderError('badAnswer', `HTTP ${answer.status} with a body that is not JSON`);
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new RecorderError('badAnswer', `HTTP ${answer.status} with an unexpected body at "${path}"`);
}
