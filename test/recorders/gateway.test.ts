import { describe, expect, it } from 'vitest';
import { RecorderError } from '../../src/recorders/errors.ts';
import { gatewayHeader, withGatewayToken } from '../../src/recorders/gateway.ts';
import type { HttpRequest } from '../../src/recorders/http.ts';
import { recorders } from '../../src/recorders/index.ts';
import { voicenter } from '../../src/recorders/voicenter.ts';

/** What would be sent, and where to. */
function record() {
  const sent: HttpRequest[] = [];
  const http = {
    send: async (request: HttpRequest) => {
      sent.push(request);
      return {
        status: 200,
        headers: new Headers(),
        text: JSON.stringify({ ErrorCode: '200', Message: 'Success', ERR: 0, EXTENSIONS: [] }),
      };
    },
  };
  const context = {
    http,
    tokens: {
      get: async () => undefined,
      set: async () => {},
      alone: <T>(_: string, work: () => Promise<T>) => work(),
    },
    signal: new AbortController().signal,
    now: () => 0,
    target: async () => {},
  };
  return { sent, context };
}

const settings = {
  baseUrl: 'https://gate.example.com/voicenter',
  extension: 'SIPSIP',
  gatewayToken: 'desk-7-token',
};

describe('the gateway token', () => {
  it('goes with every request to the gateway', async () => {
    const { sent, context } = record();
    await voicenter.pause({ ...context, settings }, null);
    expect(sent).toMatchObject([
      {
        url: 'https://gate.example.com/voicenter/api/MuteUnmuteCalls',
        headers: { [gatewayHeader]: 'desk-7-token' },
      },
    ]);
  });

  it('goes nowhere else, not even to the vendor', async () => {
    const { sent, context } = record();
    await voicenter
      .read({ ...context, settings: { ...settings, code: 'ACCOUNT' } }, { extension: 'SIPSIP' })
      .catch(() => {});
    expect(new URL(sent[0]?.url ?? '').host).toBe('monapisec.voicenter.co.il');
    expect(JSON.stringify(sent)).not.toContain('desk-7-token');
  });

  it('leaves an address that only begins like the gateway’s without it', async () => {
    const { sent, context } = record();
    const http = withGatewayToken(context.http, settings);
    for (const url of [
      'https://gate.example.com.evil.example/',
      'http://gate.example.com/',
      'https://gate.example.com:8443/',
      'no address',
    ])
      await http.send({ method: 'GET', url });
    expect(JSON.stringify(sent)).not.toContain('desk-7-token');
  });

  it('is kept out of errors', async () => {
    const { context } = record();
    const http = {
      send: async () => ({
        status: 200,
        headers: new Headers(),
        text: '{"ErrorCode":"5","Message":"no desk-7-token here"}',
      }),
    };
    const error = await voicenter
      .pause({ ...context, http, settings }, null)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RecorderError);
    expect(String(error)).not.toContain('desk-7-token');
  });

  it.each([[undefined], ['']])('that is %j is not sent', async gatewayToken => {
    const { sent, context } = record();
    await voicenter.pause({ ...context, settings: { ...settings, gatewayToken } }, null);
    expect(sent[0]?.headers).toBeUndefined();
  });

  it.each(
    recorders
      .filter(({ settings: { def } }) => 'gatewayToken' in def.shape)
      .map(recorder => [recorder.id, recorder] as const),
  )('of %s goes with its address', (_, recorder) => {
    expect(recorder.settings.def.shape).toHaveProperty('baseUrl');
  });
});
