import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecorderError } from '../../src/recorders/errors.ts';
import { createHttpClient } from '../../src/recorders/http.ts';
import { wolkvox } from '../../src/recorders/wolkvox.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import { Phone } from '../lab/phone.ts';
import { startWolkvox, type FakeWolkvox } from '../lab/recorders/wolkvox.ts';

describe('wolkvox', () => {
  let dir = '';
  let phone: Phone;
  let fake: FakeWolkvox;
  let tokens = createMemoryTokens();
  let given: Record<string, unknown> = {};
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'wolkvox-'));
    phone = new Phone({ recordingsDir: dir });
    fake = await startWolkvox({ phone });
    tokens = createMemoryTokens();
    given = {};
  });
  afterEach(async () => {
    await fake.stop();
    await phone.stop();
    rmSync(dir, { recursive: true });
  });

  const settings = () => ({ baseUrl: fake.url, agentId: '12004', token: fake.knobs.token, ...given });
  const context = () => {
    const { signal } = new AbortController();
    return {
      settings: settings(),
      http: createHttpClient({ timeoutMs: 2_000, origins: wolkvox.origins(settings()), signal }),
      tokens,
      signal,
      now: () => Date.now(),
      target: async () => {},
    };
  };
  const pause = () => wolkvox.pause(context(), null);
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail('did not fail'),
      (error: unknown) => error,
    );

  it('is told as what it is', () => {
    expect(wolkvox.traits(settings())).toMatchObject({
      effect: 'agentMicrophone',
      command: 'toggle',
      canRead: false,
      coversNewCalls: false,
    });
  });

  it('sends what the documents say, and no body', async () => {
    phone.startCall('12004');
    await pause();
    expect(fake.requests).toMatchObject([
      {
        method: 'POST',
        path: '/api/v2/agentbox.php',
        search: '?agent_id=12004&api=mute',
        body: '',
        headers: { 'wolkvox-token': fake.knobs.token, 'content-length': '0' },
      },
    ]);
  });

  it('leaves the token to a gateway where none is set', async () => {
    given = { token: undefined, baseUrl: `${fake.url}/wolkvox/` };
    expect(await failure(pause())).toMatchObject({ code: 'unauthorized' });
    expect(fake.requests[0]?.path).toBe('/wolkvox/api/v2/agentbox.php');
    expect(fake.requests[0]?.headers).not.toHaveProperty('wolkvox-token');
  });

  it('presses the button of the agent it paused, whatever the settings say by then', async () => {
    const call = phone.startCall('12004');
    const { callRef } = await pause();
    given = { agentId: '12005' };
    await wolkvox.resume(context(), callRef);
    expect(fake.isMuted(call)).toBe(false);
    expect(await failure(wolkvox.resume(context(), 'foreign'))).toMatchObject({ code: 'badAnswer' });
    expect(fake.presses).toHaveLength(2);
  });

  it('sends one request at a time', async () => {
    Object.assign(fake.knobs, { workMs: 30, maxAtOnce: 1 });
    phone.startCall('12004');
    await Promise.all([pause(), wolkvox.check(context()), pause()]);
    const spans = fake.requests.map(({ atMs, answeredAtMs }) => [atMs, answeredAtMs ?? Infinity] as const);
    expect(spans).toHaveLength(3);
    for (const [index, [atMs]] of spans.entries())
      expect(atMs).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? 0);
  });

  it('has certainly pressed nothing where its turn never came', async () => {
    tokens.alone = () => Promise.reject(new RecorderError('timedOut', 'gave up waiting'));
    expect(await failure(pause())).toMatchObject({ code: 'rateLimited' });
    expect(fake.requests).toEqual([]);
  });

  describe('the table of errors', () => {
    const rows = [
      ['400', 'BAD REQUEST', 'THE API YOU WANT TO CONSULT DOES NOT EXIST', 'misconfigured'],
      ['400', 'BAD REQUEST', 'SOME PARAMETERS ARE REQUIRED', 'misconfigured'],
      ['401', 'UNAUTHORIZED', 'PLEASE ENTER THE WOLKVOX-TOKEN', 'unauthorized'],
      ['403', 'FORBIDDEN', 'PLEASE VALIDATE TOKEN', 'unauthorized'],
      ['403', 'FORBIDDEN', 'TOKEN LIMIT EXCEEDED', 'rateLimited'],
      ['403', 'FORBIDDEN', 'EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)', 'rateLimited'],
      ['403', 'FORBIDDEN', 'MAINTENANCE', 'forbidden'],
      // Not in what is left of the table: it may have been pressed, for all we know.
      ['400', 'BAD REQUEST', 'THE AGENT IS NOT CONNECTED', 'badAnswer'],
      ['404', 'NOT FOUND', 'SOMETHING ELSE', 'badAnswer'],
      ['500', 'ERROR', 'PLEASE VALIDATE TOKEN', 'badAnswer'],
    ] as const;

    it.each(rows)('%s %s, %s is %s', async (code, error, msg, meaning) => {
      for (const [status, sent] of [
        [200, code],
        [Number(code), code],
        [200, Number(code)],
      ] as const) {
        fake.knobs.instead = () => ({ status, json: { code: sent, error, msg } });
        expect(await failure(pause())).toMatchObject({
          code: meaning,
          message: expect.stringContaining(msg),
        });
      }
      expect(fake.presses).toEqual([]);
    });

    it('asks the status where the body says nothing', async () => {
      fake.knobs.instead = () => ({ status: 403, body: '<h1>Maintenance</h1>' });
      expect(await failure(pause())).toMatchObject({ code: 'forbidden' });
    });
  });

  it.each(['Microphone agentbox has been executed', 'Micrófono agentbox ejecutado'])(
    'takes "%s" for a yes',
    async msg => {
      fake.knobs.instead = () => ({ json: { code: 200, error: '', msg } });
      expect(await pause()).toMatchObject({ evidence: 'accepted' });
    },
  );

  describe('the check', () => {
    const check = async () => (await wolkvox.check(context())).at(-1);

    it('says how the agent stands, and what cannot be done', async () => {
      expect(await check()).toMatchObject({
        isOk: true,
        found: [['check_wolkvox_find_status', 'ready'], ['check_wolkvox_only']],
      });
      phone.startCall('12004');
      const step = await check();
      expect(step?.found).toEqual([['check_wolkvox_find_status', 'inbound'], ['check_wolkvox_only']]);
      expect(fake.presses).toEqual([]);
    });

    it('finds an agent whose id is a number, and one without a status', async () => {
      fake.knobs.instead = () => ({ json: { code: 200, error: null, data: [{ agent_id: 12004 }] } });
      expect(await check()).toMatchObject({
        isOk: true,
        found: [['check_wolkvox_find_noStatus'], ['check_wolkvox_only']],
      });
    });

    it('says where the agent is not listed, and never shows another one’s name', async () => {
      given = { agentId: '99999' };
      const step = await check();
      expect(step).toMatchObject({ isOk: false, detail: expect.stringContaining('not list this agent') });
      expect(step?.detail).not.toContain('AGENT');
    });
  });
});
