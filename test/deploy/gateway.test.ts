// The gateway's nginx configuration, as it is shipped, in a real nginx: what it lets through and what it refuses.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gatewayHeader } from '../../src/recorders/gateway.ts';
import { createHttpClient } from '../../src/recorders/http.ts';
import type { Recorder } from '../../src/recorders/recorder.ts';
import { verint } from '../../src/recorders/verint.ts';
import { voicenter } from '../../src/recorders/voicenter.ts';
import { wolkvox } from '../../src/recorders/wolkvox.ts';
import { gatewayAgents, gatewayOrigin } from '../lab/gateway.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import {
  listPath,
  missing,
  mute,
  mutePath,
  nextToken,
  startWorld,
  type GatewayWorld,
} from './gateway-world.ts';
import { sendRaw } from './raw-request.ts';

const { voicenter: agent, verint: verintAgent, wolkvox: wolkvoxAgent } = gatewayAgents;
let world: GatewayWorld;
const send: GatewayWorld['send'] = change => world.send(change);
const arrived = () => world.arrived();

describe.skipIf(missing !== null)('the gateway', () => {
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  beforeEach(() => world.reset());

  describe('lets through what our own adapters ask', () => {
    /** An adapter behind the gateway, as on a desk: without any secret of the vendor's. */
    function adapt(recorder: Recorder, settings: object) {
      const create = () => ({
        settings: { ...settings },
        http: createHttpClient({
          timeoutMs: 3_000,
          origins: ['http://127.0.0.1/*'],
          signal: new AbortController().signal,
        }),
        tokens: memory,
        signal: new AbortController().signal,
        now: () => Date.now(),
        target: async () => {},
      });
      const memory = createMemoryTokens();
      return {
        pause: () => recorder.pause(create(), null),
        resume: (callRef: Awaited<ReturnType<Recorder['pause']>>['callRef']) =>
          recorder.resume(create(), callRef),
        read: () => recorder.read(create(), { extension: agent.extension }),
        check: () => recorder.check(create()),
      };
    }

    it('Voicenter: pause, read back, resume, test connection', async () => {
      const call = world.phone.startCall(agent.extension);
      const bystander = world.phone.startCall('BYSTANDER');
      const desk = adapt(voicenter, {
        baseUrl: `${world.base}/voicenter`,
        extension: agent.extension,
        activeCallsUrl: world.base + listPath,
        gatewayToken: agent.token,
      });
      const { callRef } = await desk.pause();
      expect(call.recording.isPaused).toBe(true);
      expect(await desk.read()).toEqual({ state: 'paused' });
      await desk.resume(callRef);
      expect(call.recording.isPaused).toBe(false);
      expect(await desk.read()).toMatchObject({ state: 'recording' });
      expect((await desk.check()).map(({ isOk }) => isOk)).toEqual([true, true]);
      expect(bystander.recording.changes).toEqual([]);
    });

    it('Verint: pause, resume, test connection', async () => {
      const call = world.phone.startCall(verintAgent.extension);
      const desk = adapt(verint, {
        baseUrl: `${world.base}/verint`,
        extension: verintAgent.extension,
        gatewayToken: verintAgent.token,
      });
      const { callRef } = await desk.pause();
      expect(call.recording.isPaused).toBe(true);
      await desk.resume(callRef);
      expect(call.recording.isPaused).toBe(false);
      expect((await desk.check()).every(({ isOk }) => isOk)).toBe(true);
    });

    it('wolkvox: press and press again, test connection', async () => {
      const call = world.phone.startCall(wolkvoxAgent.extension);
      const desk = adapt(wolkvox, {
        baseUrl: `${world.base}/wolkvox`,
        agentId: wolkvoxAgent.extension,
        gatewayToken: wolkvoxAgent.token,
      });
      const { callRef } = await desk.pause();
      expect(world.wolkvox.isMuted(call)).toBe(true);
      await desk.resume(callRef);
      expect(world.wolkvox.isMuted(call)).toBe(false);
      expect((await desk.check()).every(({ isOk }) => isOk)).toBe(true);
      expect(world.wolkvox.presses).toHaveLength(2);
    });
  });

  describe('refuses who is no agent', () => {
    it.each([
      ['without a token', { token: null }],
      ['with a wrong token', { token: 'a'.repeat(64) }],
      ['with an empty token', { token: '' }],
      ['with the beginning of a token', { token: agent.token.slice(0, -1) }],
      ['with a token and more', { token: `${agent.token}x` }],
      [
        'with the token as Authorization',
        { token: null, headers: { authorization: `Bearer ${agent.token}` } },
      ],
      ['with the token in the address', { token: null, path: `${mutePath}?token=${agent.token}` }],
      ['with an agent’s name as token', { token: agent.name }],
    ])('%s: 401', async (_, change) => {
      expect((await send(change)).status).toBe(401);
      expect(arrived()).toEqual([]);
    });

    it.each([
      ['a web page', 'https://evil.example'],
      ['another extension', 'chrome-extension://bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'],
      ['an opaque page', 'null'],
      ['a page that begins like ours', `${gatewayOrigin}.evil.example`],
      ['a page that ends like ours', `https://evil.example/?${gatewayOrigin}`],
    ])('from %s: 403', async (_, origin) => {
      expect((await send({ headers: { origin } })).status).toBe(403);
      expect(arrived()).toEqual([]);
    });

    it('from our extension in Chrome and Edge, and in Firefox: not', async () => {
      for (const origin of [gatewayOrigin, 'moz-extension://11111111-2222-4333-8444-555555555555'])
        expect((await send({ headers: { origin } })).status).toBe(200);
    });
  });

  describe('refuses what is no call of ours', () => {
    it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s: 405', async method => {
      for (const path of [mutePath, listPath, '/verint/verba/api'])
        expect((await send({ method, path })).status).toBe(405);
      expect(arrived()).toEqual([]);
    });

    it.each([
      ['/'],
      ['/voicenter'],
      ['/voicenter/'],
      ['/voicenter/api/'],
      [`${mutePath}/`],
      [`${mutePath}?state=0`],
      [`${mutePath}?`],
      [`${listPath}?code=x`],
      ['/voicenter/api/muteunmutecalls'],
      ['/voicenter/api/OtherCall'],
      ['/api/MuteUnmuteCalls'],
      ['/verint/verba/api/'],
      ['/verint/verba/api?action=DeleteConversations'],
      ['/wolkvox/api/v2/reports.php'],
      ['/.stranger'],
      ['/cardhush.conf'],
    ])('%s: 404', async path => {
      expect((await send({ path })).status).toBe(404);
      expect(arrived()).toEqual([]);
    });

    it.each([
      ['/voicenter/api/../api/MuteUnmuteCalls', 404],
      ['/voicenter/%2e%2e/voicenter/api/MuteUnmuteCalls', 404],
      ['/voicenter//api/MuteUnmuteCalls', 404],
      ['/voicenter/api%2fMuteUnmuteCalls', 404],
      ['/voicenter/api/./MuteUnmuteCalls', 404],
      ['/../../etc/passwd', 400],
      ['/voicenter/api/MuteUnmuteCalls%00', 400],
      ['/voicenter/api/MuteUnmuteCalls;x', 404],
      ['/voicenter/api/Mute\\UnmuteCalls', 404],
    ])('the address %s as it is: %i', async (path, status) => {
      const head = `POST ${path} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n`;
      const text = `${head}${gatewayHeader}: ${nextToken()}\r\nContent-Length: ${mute.length}\r\n\r\n${mute}`;
      expect(await sendRaw(world.gateway.port, text)).toBe(status);
      expect(arrived()).toEqual([]);
    });

    it.each([
      ['two lengths', 'Content-Length: 34\r\nContent-Length: 0\r\n', 400],
      ['a length and chunks', 'Content-Length: 34\r\nTransfer-Encoding: chunked\r\n', 400],
      ['a coding that is none', 'Transfer-Encoding: gzip, chunked\r\n', 501],
      ['two hosts', 'Host: vendor.example\r\nContent-Length: 34\r\n', 400],
      ['a header that has no end', `X: ${'x'.repeat(40_000)}\r\nContent-Length: 34\r\n`, 400],
    ])('%s: %i', async (_, headers, status) => {
      const text = `POST ${mutePath} HTTP/1.1\r\nHost: gateway\r\n${gatewayHeader}: ${agent.token}\r\n${headers}\r\n${mute}`;
      expect(await sendRaw(world.gateway.port, text)).toBe(status);
      expect(arrived()).toEqual([]);
    });

    it('a body that is too long: 413, told by its length or not', async () => {
      const body = JSON.stringify({ extension: agent.extension, state: '1', more: 'x'.repeat(1_100) });
      expect((await send({ body })).status).toBe(413);
      const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      const text = `POST ${mutePath} HTTP/1.1\r\nHost: gateway\r\n${gatewayHeader}: ${agent.token}\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`;
      expect(await sendRaw(world.gateway.port, text)).toBe(413);
      expect(arrived()).toEqual([]);
    });
  });

  describe('passes on nothing that is not the agent’s own', () => {
    it.each([
      ['another’s extension', '{"extension":"VICTIM","state":"1"}'],
      ['another’s extension behind the own one', '{"extension":"SIPSIP","extension":"VICTIM","state":"1"}'],
      [
        'the own extension behind another’s',
        '{"extension":"VICTIM","state":"1"}{"extension":"SIPSIP","state":"1"}',
      ],
      ['a call by its id', '{"ivrid":"VICTIMCALL","state":"1"}'],
      ['a pattern', '{"extension":".*","state":"1"}'],
      ['a state that is none', '{"extension":"SIPSIP","state":"2"}'],
      ['a field more', '{"extension":"SIPSIP","state":"1","code":"x"}'],
      ['spaces', '{ "extension": "SIPSIP", "state": "1" }'],
      ['a line more', '{"extension":"SIPSIP","state":"1"}\n{"extension":"VICTIM","state":"0"}'],
      ['an escape', '{"extension":"SIPS\\u0049P","state":"1"}'],
      ['a form', 'extension=VICTIM&state=1'],
      ['nothing', ''],
      ['no JSON', '{"extension":"SIPSIP"'],
    ])('Voicenter: %s', async (_, body) => {
      const victim = world.phone.startCall('VICTIM');
      const own = world.phone.startCall(agent.extension);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      for (const headers of [{}, form]) expect((await send({ body, headers })).status).toBe(200);
      expect(victim.recording.changes).toEqual([]);
      expect(own.recording.changes).toEqual([]);
      expect(arrived().map(request => request.body)).toEqual(['{}', '{}']);
    });

    it.each([
      ['another’s line', '{"extension":"VICTIM"}'],
      ['the whole account', '{}'],
      ['the whole account, with a code of its own', '{"code":"x"}'],
    ])('Active Calls: %s', async (_, body) => {
      world.phone.startCall('VICTIM');
      const answer = await (await send({ path: listPath, body })).text();
      expect(answer).not.toContain('ivrid');
      expect(arrived().map(request => request.body)).toEqual(['{}']);
    });

    it.each([
      ['another’s extension', 'action=MuteRecording&responseType=XML&extension=1&status=ongoing&mute=3'],
      ['a call by its id', 'action=MuteRecording&responseType=XML&callID=1&mute=3'],
      ['the next call', 'action=MuteRecording&responseType=XML&extension=8856&status=next&mute=3'],
      ['another action', 'action=DeleteConversations&responseType=XML&extension=8856&status=ongoing'],
      [
        'a key of its own',
        'action=MuteRecording&apiKey=x&responseType=XML&extension=8856&status=ongoing&mute=3',
      ],
      [
        'fields twice',
        'action=MuteRecording&responseType=XML&extension=8856&status=ongoing&mute=3&extension=1',
      ],
    ])('Verint: %s', async (_, body) => {
      const victim = world.phone.startCall('1');
      const own = world.phone.startCall(verintAgent.extension);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      await send({ path: '/verint/verba/api', body, headers, token: verintAgent.token });
      expect([...victim.recording.changes, ...own.recording.changes]).toEqual([]);
      expect(arrived().map(request => request.body)).toEqual(['']);
    });

    it.each([
      ['another’s id', '?agent_id=12005&api=mute'],
      ['no id', '?api=mute'],
      ['two ids', '?agent_id=12004&api=mute&agent_id=12005'],
      ['another action', '?agent_id=12004&api=logout'],
      ['more', '?agent_id=12004&api=mute&x=1'],
    ])('wolkvox: %s: 403', async (_, query) => {
      const path = `/wolkvox/api/v2/agentbox.php${query}`;
      expect((await send({ path, body: null, token: wolkvoxAgent.token })).status).toBe(403);
      expect(arrived()).toEqual([]);
    });

    it('an address of the client’s own choice', async () => {
      const head = `POST http://vendor.example${mutePath} HTTP/1.1\r\nHost: gateway\r\n${gatewayHeader}: ${nextToken()}\r\n`;
      expect(await sendRaw(world.gateway.port, `${head}Content-Length: ${mute.length}\r\n\r\n${mute}`)).toBe(
        200,
      );
      expect(arrived().map(({ path, headers }) => [path, headers.host])).toEqual([
        ['/api/MuteUnmuteCalls', 'monitor5.voicenter.co'],
      ]);
    });

    it('none of the headers that came, and no cookies back', async () => {
      world.voicenter.knobs.instead = () => ({ headers: { 'set-cookie': 'vendor=1' }, json: {} });
      const answer = await send({
        headers: { cookie: 'a=b', authorization: 'Basic eDp5', 'x-forwarded-for': '1.2.3.4' },
      });
      expect(answer.headers.get('set-cookie')).toBeNull();
      const [request] = arrived();
      expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual([
        'accept',
        'content-length',
        'content-type',
        'host',
      ]);
      expect(request?.headers.host).toBe('monitor5.voicenter.co');
    });
  });
});
