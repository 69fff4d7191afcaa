import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecorderError } from '../../src/recorders/errors.ts';
import { createHttpClient } from '../../src/recorders/http.ts';
import { createBrowserFetch } from '../conformance/browser-fetch.ts';
import { noFaults, startFakeServer, type FakeServer, type Faults } from '../lab/recorders/fake-server.ts';

const local = ['http://127.0.0.1/*'];

async function toError(promise: Promise<unknown>): Promise<RecorderError> {
  const thrown: unknown = await promise.then(
    () => expect.fail('did not fail'),
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(RecorderError);
  return thrown as RecorderError;
}

describe('the HTTP client', () => {
  let faults: Faults;
  let server: FakeServer;
  const aborting = () => new AbortController();
  beforeEach(async () => {
    faults = { ...noFaults };
    server = await startFakeServer(faults, () => ({
      json: { ok: true },
      headers: { 'set-cookie': 'session=1', 'x-answer': 'yes' },
    }));
  });
  afterEach(() => server.stop());

  const client = (given: Partial<Parameters<typeof createHttpClient>[0]> = {}) =>
    createHttpClient({ timeoutMs: 2_000, origins: local, signal: aborting().signal, ...given });
  const url = () => `${server.url}/api/do`;

  it('gives status, headers and body as they came, whatever the status', async () => {
    faults.instead = () => ({ status: 418, headers: { 'x-answer': 'no' }, body: 'teapot' });
    const { status, headers, text } = await client().send({ method: 'GET', url: url() });
    expect([status, headers.get('x-answer'), text]).toEqual([418, 'no', 'teapot']);
  });

  it('sends query, JSON, forms and headers', async () => {
    const { send } = client();
    await send({ method: 'GET', url: url(), query: { a: '1 &', b: 'é' } });
    await send({ method: 'POST', url: url(), json: { a: 1 }, headers: { 'x-key': 'k' } });
    await send({ method: 'POST', url: url(), form: { a: '1 &' } });
    await send({ method: 'DELETE', url: url(), headers: { authorization: 'Bearer x' } });
    const [get, json, form, bare] = server.requests;
    expect(get).toMatchObject({ search: '?a=1+%26&b=%C3%A9', body: '' });
    expect(json).toMatchObject({
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', 'x-key': 'k' },
    });
    expect(form).toMatchObject({
      body: 'a=1+%26',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(bare).toMatchObject({ method: 'DELETE', headers: { authorization: 'Bearer x' } });
  });

  it('gives up on an answer that does not come in time', async () => {
    faults.hang = true;
    const startedAtMs = performance.now();
    const error = await toError(client({ timeoutMs: 120 }).send({ method: 'GET', url: url() }));
    expect(error).toMatchObject({ code: 'timedOut' });
    expect(performance.now() - startedAtMs).toBeGreaterThan(100);
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  });

  it('gives up on a body that never ends', async () => {
    const { createServer } = await import('node:http');
    const endless = createServer((_, response) => {
      response.writeHead(200);
      response.write('{"ErrorCode":');
    });
    await new Promise<void>(resolve => endless.listen(0, '127.0.0.1', resolve));
    const address = endless.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const error = await toError(
      client({ timeoutMs: 120 }).send({ method: 'GET', url: `http://127.0.0.1:${port}/` }),
    );
    expect(error.code).toBe('timedOut');
    endless.closeAllConnections();
    await new Promise(resolve => void endless.close(resolve));
  });

  it('knows no more than that it timed out when its caller gives up', async () => {
    faults.hang = true;
    const controller = aborting();
    const sending = toError(client({ signal: controller.signal }).send({ method: 'GET', url: url() }));
    setTimeout(() => controller.abort(), 30);
    expect(await sending).toMatchObject({ code: 'timedOut' });
  });

  it('cannot reach what drops the connection or does not listen', async () => {
    faults.dropBeforeActing = true;
    expect(await toError(client().send({ method: 'GET', url: url() }))).toMatchObject({
      code: 'unreachable',
    });
    await server.stop();
    expect(await toError(client().send({ method: 'GET', url: url() }))).toMatchObject({
      code: 'unreachable',
    });
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect: %i', async status => {
    faults.instead = request =>
      request.path === '/elsewhere' ? { json: {} } : { status, headers: { location: '/elsewhere' } };
    // A browser hides the status of what it did not follow; Node shows it.
    for (const given of [{}, { fetch: createBrowserFetch() }]) {
      const error = await toError(client(given).send({ method: 'POST', url: url(), json: {} }));
      expect(error).toMatchObject({ code: 'badAnswer', message: expect.stringContaining('redirected') });
    }
    expect(server.requests).toHaveLength(2);
  });

  it('takes an answer of a megabyte as it is, and none that does not end', async () => {
    const long = '€'.repeat(400_000);
    faults.instead = () => ({ body: long });
    expect((await client().send({ method: 'GET', url: url() })).text).toBe(long);
    let sent = 0;
    faults.instead = () => ({
      takeOver(_, response) {
        const part = 'x'.repeat(100_000);
        const more = () => {
          sent += part.length;
          if (!response.destroyed) response.write(part, () => setImmediate(more));
        };
        more();
      },
    });
    const error = await toError(client().send({ method: 'GET', url: url() }));
    expect(error).toMatchObject({ code: 'badAnswer', message: expect.stringContaining('more than') });
    expect(sent).toBeLessThan(40_000_000);
  });

  it('keeps and sends cookies only for those who ask', async () => {
    const { send } = client({ fetch: createBrowserFetch() });
    for (const withCookies of [undefined, false, true, true, false])
      await send({ method: 'GET', url: url(), ...(withCookies === undefined ? {} : { withCookies }) });
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([
      undefined,
      undefined,
      undefined,
      'session=1',
      undefined,
    ]);
  });

  it.each([
    ['another host', () => server.url.replace('127.0.0.1', 'localhost')],
    ['another scheme', () => server.url.replace('http:', 'https:')],
    ['plain http to another machine', () => 'http://recorder.example.test/'],
    ['a user name and password', () => server.url.replace('//', '//user:gehe%20im@')],
    ['no URL', () => 'recorder'],
  ])('sends nothing to %s', async (_, toUrl) => {
    const origins = [...local, 'http://recorder.example.test/*'];
    const error = await toError(client({ origins }).send({ method: 'GET', url: toUrl() }));
    expect(error.code).toBe('misconfigured');
    expect(inspect(error, { depth: 9 })).not.toContain('gehe');
    expect(server.requests).toHaveLength(0);
  });

  it('sends no header that cannot be sent, and does not tell its value', async () => {
    const headers = { authorization: 'Bearer gehe\u{2019}im\nX: y' };
    const error = await toError(client().send({ method: 'GET', url: url(), headers }));
    expect(error.code).toBe('misconfigured');
    expect(inspect(error, { depth: 9 })).not.toContain('gehe');
    expect(server.requests).toHaveLength(0);
  });

  it('tells the origin at most, never path or query', async () => {
    faults.hang = true;
    const request = { method: 'GET', url: url(), query: { code: 'geheim' } } as const;
    for (const given of [{ timeoutMs: 50 }, { origins: [] }]) {
      const told = inspect(await toError(client(given).send(request)), { depth: 9 });
      expect(told).toContain(new URL(server.url).host);
      expect(told).not.toMatch(/geheim|api\/do/);
    }
  });
});
