// The gateway at work: its limits, what it does when a vendor is in trouble, what it writes down, and who it lets in
// over TLS.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gatewayHeader } from '../../src/recorders/gateway.ts';
import { createAuthority, issueCertificate, whyNoCertificates } from '../lab/certificates.ts';
import { gatewayAgents, gatewaySecrets, readShipped, toTlsSite } from '../lab/gateway.ts';
import {
  listPath,
  missing,
  mute,
  mutePath,
  nextToken,
  startWorld,
  type GatewayWorld,
} from './gateway-world.ts';
import { sendTls } from './raw-request.ts';

const { wolkvox: wolkvoxAgent } = gatewayAgents;
const pressPath = '/wolkvox/api/v2/agentbox.php?agent_id=12004&api=mute';

describe.skipIf(missing !== null)('the gateway at work', () => {
  let world: GatewayWorld;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  beforeEach(() => world.reset());

  const statuses = async (count: number, change: Parameters<GatewayWorld['send']>[0]) =>
    (await Promise.all(Array.from({ length: count }, () => world.send(change)))).map(({ status }) => status);

  describe('limits', () => {
    it('each agent, and no agent for another', async () => {
      const token = nextToken();
      const all = await statuses(60, { token });
      expect(all.filter(status => status === 200).length).toBeGreaterThanOrEqual(20);
      expect(all.filter(status => status === 429).length).toBeGreaterThanOrEqual(20);
      expect((await world.send()).status).toBe(200);
    });

    it('strangers by their address, and no agent at the same', async () => {
      const all = await statuses(40, { token: 'guessed' });
      expect(new Set(all)).toEqual(new Set([401, 429]));
      expect(all.filter(status => status === 401).length).toBeLessThanOrEqual(15);
      expect((await world.send()).status).toBe(200);
      expect(world.arrived()).toHaveLength(1);
    });

    it('what wolkvox’s token allows at a time: what is too many presses nothing', async () => {
      world.wolkvox.knobs.workMs = 400;
      world.phone.startCall(wolkvoxAgent.extension);
      const before = world.wolkvox.presses.length;
      const all = await statuses(5, { path: pressPath, body: null, token: wolkvoxAgent.token });
      world.wolkvox.knobs.workMs = 0;
      expect(all.toSorted()).toEqual([200, 200, 429, 429, 429]);
      expect(world.wolkvox.presses.length - before).toBe(2);
    });

    it('nobody who only asks whether it runs', async () => {
      const all = await Promise.all(
        Array.from({ length: 60 }, async () => (await fetch(`${world.base}/health`)).status),
      );
      expect(new Set(all)).toEqual(new Set([204]));
    });
  });

  describe('with a vendor in trouble', () => {
    it('says no success', async () => {
      world.voicenter.knobs.status = 503;
      expect((await world.send()).status).toBe(503);
      world.voicenter.knobs.status = null;
      world.voicenter.knobs.dropBeforeActing = true;
      expect((await world.send()).status).toBe(502);
    });

    it('gives up in time', async () => {
      world.voicenter.knobs.hang = true;
      const startedAtMs = Date.now();
      expect((await world.send()).status).toBe(504);
      expect(Date.now() - startedAtMs).toBeLessThan(6_500);
    });

    it('never presses a button twice', async () => {
      world.wolkvox.knobs.dropAfterActing = true;
      const before = world.wolkvox.presses.length;
      world.phone.startCall(wolkvoxAgent.extension);
      await world.send({ path: pressPath, body: null, token: wolkvoxAgent.token });
      expect(world.wolkvox.presses.length - before).toBe(1);
    });

    it('passes a redirect on instead of following it', async () => {
      world.voicenter.knobs.instead = () => ({ status: 302, headers: { location: 'https://evil.example/' } });
      expect((await world.send()).status).toBe(302);
    });
  });

  it('writes down who asked for which call, and no secret, no extension, no address, no body', async () => {
    const token = nextToken();
    world.phone.startCall('SIPSIP');
    await world.send({ token, headers: { cookie: 'COOKIE-OF-A-DESK', authorization: 'Basic QkFTSUM=' } });
    await world.send({ token, path: listPath, body: '{"extension":"SIPSIP"}' });
    await world.send({ token, path: `${mutePath}?code=SECRET-IN-ADDRESS` });
    await world.send({ token, path: '/SECRET-IN-PATH' });
    await world.send({ token, body: '{"extension":"VICTIM","state":"1"}' });
    await world.send({ token: 'GUESSED-TOKEN' });
    await world.send({ path: pressPath, body: null, token: wolkvoxAgent.token });
    for (const fault of ['hang', 'dropBeforeActing', 'dropAfterActing'] as const) {
      Object.assign(world.voicenter.knobs, { [fault]: true });
      await world.send({ token });
      Object.assign(world.voicenter.knobs, { [fault]: false });
    }
    const logs = world.gateway.logs();
    expect(logs).toMatch(
      / agent=spare-\d+ call=voicenter-mute POST 200 bytes=\d+ seconds=[\d.]+ upstream=200 /,
    );
    expect(logs).toMatch(/ agent=spare-\d+ call=voicenter-list POST 200 /);
    expect(logs).toMatch(/ agent= call=voicenter-mute POST 401 /);
    expect(logs).toMatch(/ call=voicenter-mute POST 504 .* upstream=504 /);
    const kept = [
      ...Object.values(gatewaySecrets),
      token,
      wolkvoxAgent.token,
      'SIPSIP',
      '12004',
      'VICTIM',
      'GUESSED',
      'SECRET',
      'COOKIE',
      'QkFTSUM',
      '?',
      '/voicenter',
      'api/',
    ];
    for (const word of kept) expect(logs).not.toContain(word);
  });
});

describe.skipIf(missing !== null)('a kept connection that the vendor closes as it is used', () => {
  let vendor: Server;
  let heard: number[];

  /** Answers the first request on each connection, and hangs up on the second without a word. */
  beforeAll(async () => {
    vendor = createServer((socket: Socket) => {
      let count = 0;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        count += 1;
        heard.push(count);
        if (count > 1) socket.destroy();
        else {
          const body = '{"ErrorCode":"200","Message":"Success"}';
          socket.write(
            `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
          );
        }
      });
    });
    vendor.listen(0, '127.0.0.1');
    await once(vendor, 'listening');
  });
  afterAll(() => void vendor.close());

  it('costs Voicenter a second request, and wolkvox never keeps one', async () => {
    heard = [];
    const host = `127.0.0.1:${(vendor.address() as AddressInfo).port}`;
    const toOwn = (name: string) =>
      readShipped(name)
        .replaceAll(/server [\w.]+:443;/g, `server ${host};`)
        .replaceAll('default https://', 'default http://');
    const world = await startWorld({
      'voicenter.upstream.conf': toOwn('voicenter.upstream.conf'),
      'wolkvox.upstream.conf': toOwn('wolkvox.upstream.conf'),
    });
    try {
      expect((await world.send()).status).toBe(200);
      expect((await world.send()).status).toBe(200);
      // The second was lost with its connection, and said again on a new one.
      expect(heard).toEqual([1, 2, 1]);
      heard = [];
      for (let press = 0; press < 3; press += 1)
        expect((await world.send({ path: pressPath, body: null, token: wolkvoxAgent.token })).status).toBe(
          200,
        );
      expect(heard).toEqual([1, 1, 1]);
    } finally {
      await world.stop();
    }
  });
});

const noCertificates = whyNoCertificates();
if (noCertificates !== null) console.warn(`SKIPPED: ${noCertificates}`);

describe.skipIf(missing !== null || noCertificates !== null)(
  'the gateway over TLS, with the site.conf that is shipped',
  () => {
    let dir: string;
    let world: GatewayWorld;
    let port: number;

    const read = (name: string) => readFileSync(join(dir, name));
    const withCertificate = (name: string) => ({ cert: read(`${name}.pem`), key: read(`${name}.key`) });
    const send = (options: object, headers: Record<string, string> = {}) =>
      sendTls(
        {
          port,
          path: mutePath,
          ca: read('server-ca.pem'),
          servername: 'gateway',
          checkServerIdentity: () => undefined,
          headers: { 'content-type': 'application/json', 'content-length': mute.length, ...headers },
          ...options,
        },
        mute,
      );

    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'gateway-tls-'));
      for (const authority of ['server-ca', 'agents-ca', 'foreign-ca']) createAuthority(dir, authority);
      issueCertificate(dir, 'gateway', 'server-ca');
      for (const name of ['agent-7', 'agent-8', 'nobody']) issueCertificate(dir, name, 'agents-ca');
      issueCertificate(dir, 'foreign', 'foreign-ca');
      world = await startWorld({ 'site.conf': toTlsSite(dir) });
      ({ port } = world.gateway);
    }, 60_000);
    afterAll(async () => {
      await world.stop();
      rmSync(dir, { recursive: true });
    });
    beforeEach(() => world.reset());

    it('lets in an agent by certificate, for the agent’s own extension', async () => {
      const call = world.phone.startCall('SIPSIP');
      expect(await send(withCertificate('agent-7'))).toBe(200);
      expect(call.recording.isPaused).toBe(true);
      expect(await send(withCertificate('agent-8'))).toBe(200);
      // Another agent's extension: nothing of it was passed on.
      expect(world.voicenter.requests.map(({ body }) => body)).toEqual([mute, '{}']);
    });

    it('lets in an agent by token', async () => {
      expect(await send({}, { [gatewayHeader]: nextToken() })).toBe(200);
    });

    it.each([
      ['nobody', 'nothing at all', () => send({}), 401],
      ['nobody', 'a wrong token', () => send({}, { [gatewayHeader]: 'wrong' }), 401],
      // Nginx's own word for a certificate that it cannot trust.
      ['nobody', 'a certificate of another authority', () => send(withCertificate('foreign')), 400],
    ])('lets in %s with %s', async (_who, _what, request, status) => {
      expect(await request()).toBe(status);
      expect(world.voicenter.requests).toEqual([]);
    });

    it('lets a certificate pause nothing that no extension belongs to', async () => {
      expect(await send(withCertificate('nobody'))).toBe(200);
      expect(world.voicenter.requests.map(({ body }) => body)).toEqual(['{}']);
    });

    it('speaks no TLS that is too old', async () => {
      const old = {
        minVersion: 'TLSv1' as const,
        maxVersion: 'TLSv1.1' as const,
        ciphers: 'DEFAULT@SECLEVEL=0',
      };
      expect(await send(old, { [gatewayHeader]: nextToken() })).not.toBe(200);
    });
  },
);
