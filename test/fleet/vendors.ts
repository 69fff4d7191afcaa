// Vendors as a fleet sees them: the real adapter, answers in the documented form, and the documented limit. The sources
// are those that the adapters name.
import { custom } from '../../src/recorders/custom.ts';
import type { HttpAnswer, HttpRequest } from '../../src/recorders/http.ts';
import type { Recorder } from '../../src/recorders/recorder.ts';
import { ringcx } from '../../src/recorders/ringcx.ts';
import { verint } from '../../src/recorders/verint.ts';
import { voicenter } from '../../src/recorders/voicenter.ts';
import { wolkvox } from '../../src/recorders/wolkvox.ts';
import { atOnce, perMinute, perSecond, unlimited, type Limit } from './limits.ts';

/** One desk as the vendor knows it. */
export type Line = { number: number; isPaused: boolean; call: string | null };

export type Vendor = {
  id: string;
  /** What the limit is, in words. */
  limited: string;
  recorder: Recorder;
  settings(line: Line): Record<string, unknown>;
  /** A limit for all, or one for each desk. */
  limit(): Limit;
  isLimitShared: boolean;
  /** What the vendor answers to a request that came in. */
  answer(request: HttpRequest, line: Line): { status: number; body: unknown };
  /** What it answers to one that did not. */
  refuse(waitMs: number): { status: number; body: unknown; headers?: Record<string, string> };
};

const baseUrl = 'https://vendor.example';
const tooMany = (waitMs: number) => ({
  status: 429,
  body: '',
  headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
});

const ringcxBase = {
  recorder: ringcx,
  settings: ({ number }: Line) => ({
    connection: 'gateway',
    baseUrl,
    accountId: '12440011',
    agent: `agent-${number}@example.com`,
  }),
  answer({ url, query }: HttpRequest, line: Line) {
    if (url.endsWith('/realTimeData/agent')) {
      const email = `agent-${line.number}@example.com`;
      return {
        status: 200,
        body: [{ agentId: line.number, username: email, email, callUii: line.call ?? '' }],
      };
    }
    line.isPaused = query?.['record'] === 'false';
    return { status: 200, body: 'true' };
  },
  refuse: tooMany,
};

const description = {
  version: 1,
  name: 'Two a second',
  warning: 'It is made up.',
  traits: { effect: 'silence', command: 'set', scope: 'extension', coversNewCalls: false },
  auth: { type: 'none' },
  pause: {
    method: 'POST',
    path: '/calls/{extension}/suspend',
    outcomes: [
      { status: [200], at: '/ok', equals: true, is: 'success' },
      { status: [429], is: 'rateLimited' },
    ],
  },
  resume: {
    method: 'POST',
    path: '/calls/{extension}/resume',
    outcomes: [
      { status: [200], at: '/ok', equals: true, is: 'success' },
      { status: [429], is: 'rateLimited' },
    ],
  },
};

export const vendors: Vendor[] = [
  {
    id: 'voicenter',
    limited: 'none documented',
    recorder: voicenter,
    settings: ({ number }) => ({ baseUrl, extension: `x${number}`, activeCallsUrl: `${baseUrl}/list` }),
    limit: unlimited,
    isLimitShared: true,
    answer({ url, json }, line) {
      if (url.endsWith('/list')) {
        const calls =
          line.call === null
            ? []
            : [{ ivrid: line.call, recording: { IsMuted: line.isPaused ? 1 : 0 }, callStarted: 0 }];
        return { status: 200, body: { ERR: 0, EXTENSIONS: [{ username: `x${line.number}`, calls }] } };
      }
      line.isPaused = (json as { state?: string }).state === '1';
      return { status: 200, body: { ErrorCode: 200, Message: 'Success' } };
    },
    refuse: tooMany,
  },
  {
    id: 'verint',
    limited: 'none documented',
    recorder: verint,
    settings: ({ number }) => ({ baseUrl, extension: String(number), apiKey: 'k' }),
    limit: unlimited,
    isLimitShared: true,
    answer({ form }, line) {
      line.isPaused = form?.['mute'] !== '0';
      return { status: 200, body: '<VerbaApi><Response code="0"/></VerbaApi>' };
    },
    refuse: tooMany,
  },
  {
    ...ringcxBase,
    id: 'ringcx, one login for all',
    limited: '120 a minute, all desks together',
    limit: () => perMinute(120),
    isLimitShared: true,
  },
  {
    ...ringcxBase,
    id: 'ringcx, a login each',
    limited: '120 a minute, each desk',
    limit: () => perMinute(120),
    isLimitShared: false,
  },
  {
    id: 'described, Amazon-like',
    limited: '2 a second, 5 at once, all desks together',
    recorder: custom,
    settings: ({ number }) => ({
      baseUrl,
      extension: String(number),
      description: JSON.stringify(description),
    }),
    limit: () => perSecond(2, 5),
    isLimitShared: true,
    answer({ url }, line) {
      line.isPaused = url.endsWith('/suspend');
      return { status: 200, body: { ok: true } };
    },
    refuse: () => ({ status: 429, body: { message: 'TooManyRequestsException' } }),
  },
  {
    id: 'wolkvox',
    limited: '2 at once, all desks together',
    recorder: wolkvox,
    settings: ({ number }) => ({ baseUrl, agentId: String(number), token: 't' }),
    limit: () => atOnce(2),
    isLimitShared: true,
    answer(_request, line) {
      line.isPaused = !line.isPaused;
      return {
        status: 200,
        body: { code: '200', error: null, msg: 'Microphone agentbox has been excecuted' },
      };
    },
    refuse: () => ({
      status: 403,
      body: {
        code: '403',
        error: 'FORBIDDEN',
        msg: 'EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)',
      },
    }),
  },
];

/** As the HTTP client gives it to an adapter. */
export function toAnswer({
  status,
  body,
  headers = {},
}: {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}): HttpAnswer {
  return {
    status,
    headers: new Headers(headers),
    text: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
