// Rows of the conformance table for recorders that an administrator describes.
import { custom } from '../../../src/recorders/custom.ts';
import {
  byCall,
  byExtension,
  byTicket,
  toggled,
  toggledBlind,
} from '../../lab/recorders/custom-descriptions.ts';
import { startCustom } from '../../lab/recorders/custom.ts';
import type { LoggedRequest } from '../../lab/recorders/fake-server.ts';
import { describeRecorders } from '../suite.ts';
import type { RecorderCase } from '../world.ts';

const secret = 'FAKE+key/"7"= %';
const extension = '10%2F&x=1 é';
const user = 'card hush';

const credentials: Record<string, string> = {
  bearer: `Bearer ${secret}`,
  basic: `Basic ${btoa(`${user}:${secret}`)}`,
  token: `Token ${secret}`,
};

function isAdmitted({ headers }: LoggedRequest): boolean {
  return headers['x-api-key'] === secret || Object.values(credentials).includes(headers.authorization ?? '');
}

function toCase(name: string, description: object): RecorderCase {
  return {
    name: `Custom HTTP, ${name}`,
    recorder: custom,
    async startFake(phone) {
      const server = await startCustom(phone, isAdmitted);
      const settings = {
        baseUrl: server.url,
        description: JSON.stringify(description),
        extension,
        user,
        secret,
      };
      return {
        server,
        faults: server.faults,
        settings,
        extension,
        secrets: [secret],
        isCommand: ({ method }) => method !== 'GET',
        toErrorAnswer: words => ({ json: { ok: false, error: { code: 'OTHER', message: words } } }),
        falseSuccesses: [
          { json: { ok: true } },
          { json: { ok: true, state: 'other' } },
          { status: 204 },
          { status: 500, json: { ok: true, state: 'paused' } },
          { body: '<!doctype html><title>{"state":"paused"}</title>' },
          { status: 404, json: { error: { code: 'NO_SUCH_ROUTE' } } },
        ],
        wrongCredentials: { ...settings, secret: 'wrong' },
      };
    },
  };
}

export const cases = [
  toCase('set by call, with look-up and read-back', byCall),
  toCase('set by call, one at a time', { ...byCall, many: 'refuse' }),
  toCase('set by extension, blind', byExtension),
  toCase('toggled, read before it is switched', toggled),
  toCase('toggled blind', toggledBlind),
  toCase('resumed with what the pause brought', byTicket),
];

if (import.meta.vitest !== undefined) describeRecorders(cases);
