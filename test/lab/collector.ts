// A collector of logs on this machine: takes OTLP/HTTP in its JSON encoding and nothing that is not exactly that, or a
// webhook's JSON, and does what collectors do on bad days.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Entry } from '../../src/ledger/entries.ts';

const int64 = z.string().regex(/^-?(0|[1-9]\d*)$/);
const uint64 = z.string().regex(/^(0|[1-9]\d*)$/);
/** Exactly one of the kinds of value; 64-bit integers are decimal strings. */
const anyValue: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ boolValue: z.boolean() }),
    z.strictObject({ intValue: int64 }),
    z.strictObject({ doubleValue: z.number() }),
    z.strictObject({ arrayValue: z.strictObject({ values: z.array(anyValue) }) }),
    z.strictObject({ kvlistValue: z.strictObject({ values: attributes }) }),
    z.strictObject({ bytesValue: z.base64() }),
  ]),
);
const attributes = z
  .array(z.strictObject({ key: z.string().min(1), value: anyValue }))
  .refine(list => new Set(list.map(({ key }) => key)).size === list.length, 'keys must be unique');
/** Names and types of `opentelemetry/proto/logs/v1/logs.proto`, as the JSON encoding has them. */
const logRecord = z.strictObject({
  timeUnixNano: uint64,
  observedTimeUnixNano: uint64.optional(),
  severityNumber: z.int().min(0).max(24).optional(),
  severityText: z.string().optional(),
  body: anyValue.optional(),
  attributes: attributes.optional(),
  droppedAttributesCount: z.int().min(0).optional(),
  flags: z.int().min(0).optional(),
  /** Hex, not base64: the one exception of the encoding. */
  traceId: z
    .string()
    .regex(/^([0-9a-f]{32})?$/i)
    .optional(),
  spanId: z
    .string()
    .regex(/^([0-9a-f]{16})?$/i)
    .optional(),
  eventName: z.string().optional(),
});
export const logsRequest = z.strictObject({
  resourceLogs: z
    .array(
      z.strictObject({
        resource: z.strictObject({ attributes, droppedAttributesCount: z.int().min(0).optional() }),
        scopeLogs: z
          .array(
            z.strictObject({
              scope: z.strictObject({ name: z.string(), version: z.string().optional() }),
              logRecords: z.array(logRecord).min(1),
              schemaUrl: z.string().optional(),
            }),
          )
          .min(1),
        schemaUrl: z.string().optional(),
      }),
    )
    .min(1),
});

export type Received = {
  headers: IncomingMessage['headers'];
  raw: string;
  /** Entries in it; none in a test. */
  entries: Entry[];
  isTest: boolean;
  /** Other webhook messages. */
  body: Record<string, unknown>;
};

export type Reply = { status: number; headers?: Record<string, string>; body?: string };
/** What it does with a request: a reply; `hang`: it takes it and says nothing; `drop`: takes it and hangs up. */
export type Mood = (received: Received, count: number) => Reply | 'hang' | 'drop' | undefined;

export class Collector {
  /** Everything that was understood, taken or not. */
  readonly received: Received[] = [];
  /** Entries that it has answered for, or taken before it fell silent, in the order in which they came. */
  readonly taken: Entry[] = [];
  readonly notices: Record<string, unknown>[] = [];
  /** Requests that are not what was documented: there must be none. */
  readonly faults: string[] = [];
  /** The secret that it wants, in `authorization`. */
  secret: string | null = null;
  mood: Mood = () => undefined;
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/v1/logs`;
  }

  get hookUrl(): string {
    return `http://127.0.0.1:${this.#port}/hook`;
  }

  /** Starts, on the port of before where there was one. */
  async start(): Promise<this> {
    const server = createServer((request, response) => void this.#handle(request, response));
    await new Promise<void>((resolve, reject) => {
      server.on('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }

  /** Each entry once, in the order in which it first came. */
  unique(): Entry[] {
    return [...new Map(this.taken.map(entry => [entry.hash, entry] as const)).values()];
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let raw = '';
    for await (const chunk of request.setEncoding('utf8')) raw += String(chunk);
    const received = this.#read(request, raw);
    if (received === null) {
      response.writeHead(400).end();
      return;
    }
    this.received.push(received);
    const answer = this.mood(received, this.received.length) ?? this.#toReply(request);
    if (answer === 'hang') return this.#take(received);
    if (answer === 'drop') {
      this.#take(received);
      request.socket.destroy();
      return;
    }
    if (answer.status >= 200 && answer.status < 300) this.#take(received);
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.body ?? '{}');
  }

  #toReply(request: IncomingMessage): Reply {
    if (this.secret !== null && request.headers['authorization'] !== this.secret) return { status: 401 };
    return { status: 200, body: '{"partialSuccess":{}}' };
  }

  #take({ entries, isTest, body }: Received): void {
    this.taken.push(...entries);
    if (!isTest && body['type'] === 'exposure') this.notices.push(body);
  }

  #read({ headers, method, url }: IncomingMessage, raw: string): Received | null {
    const fault = (what: string) => {
      this.faults.push(what);
      return null;
    };
    if (method !== 'POST') return fault(`${method} is not POST`);
    if (headers['content-type'] !== 'application/json') return fault('not application/json');
    const body = JSON.parse(raw) as Record<string, unknown>;
    if (url === '/hook') return { headers, raw, ...toHook(body), body };
    if (url !== '/v1/logs') return fault(`nothing is at ${url}`);
    const parsed = logsRequest.safeParse(body);
    if (!parsed.success) return fault(z.prettifyError(parsed.error));
    const texts = parsed.data.resourceLogs
      .flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords))
      .map(({ body: text }) => String((text as { stringValue?: string }).stringValue));
    const isTest = texts.every(text => !text.startsWith('{'));
    return {
      headers,
      raw,
      isTest,
      entries: isTest ? [] : texts.map(text => JSON.parse(text) as Entry),
      body,
    };
  }
}

function toHook(body: Record<string, unknown>): Pick<Received, 'entries' | 'isTest'> {
  return {
    entries: body['type'] === 'entries' ? (body['entries'] as Entry[]) : [],
    isTest: body['type'] === 'test',
  };
}
