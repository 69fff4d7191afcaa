// Voicenter's rows of the conformance table.
import { voicenter } from '../../../src/recorders/voicenter.ts';
import {
  activeCallsPath,
  mutePath,
  startVoicenter,
  type VoicenterKnobs,
} from '../../lab/recorders/voicenter.ts';
import { describeRecorders } from '../suite.ts';
import type { RecorderCase } from '../world.ts';

const accountCode = 'FAKE+account/"code" %7';
const gatewayToken = 'FAKE-desk+7/"token"%';
const extension = 'SIP%2F&SIP?7';

function toCase(
  name: string,
  given: Record<string, unknown>,
  hasCode: boolean,
  knobs: Partial<VoicenterKnobs> = {},
): RecorderCase {
  return {
    name: `Voicenter ${name}`,
    recorder: voicenter,
    async startFake(phone) {
      const fake = await startVoicenter({ phone, knobs: { accountCode, extensions: [extension], ...knobs } });
      const settings = {
        baseUrl: fake.url,
        extension,
        ...given,
        ...(hasCode ? { code: accountCode, activeCallsUrl: `${fake.url}${activeCallsPath}` } : {}),
      };
      return {
        server: fake,
        faults: fake.knobs,
        settings,
        extension,
        secrets: [...(hasCode ? [accountCode] : []), ...('gatewayToken' in given ? [gatewayToken] : [])],
        isCommand: ({ path, params }) => path === mutePath && params['state'] !== undefined,
        toErrorAnswer: words => ({ json: { ErrorCode: '500', Message: words, ERR: 2, DESC: words } }),
        falseSuccesses: [
          { json: { ErrorCode: '200' } },
          { json: { ErrorCode: '200', Message: 'UniqueID unknown' } },
          { json: { ErrorCode: 500, Message: 'Success' } },
          { status: 500, json: { ErrorCode: 200, Message: 'Success' } },
        ],
        ...(hasCode ? { wrongCredentials: { ...settings, code: 'wrong' } } : {}),
      };
    },
  };
}

export const cases = [
  toCase('by extension', {}, false),
  toCase('by extension, with GET', { method: 'GET' }, false),
  toCase('by extension, with an account code', {}, true),
  toCase('by extension, with a list that is late', {}, true, { readLagMs: 300 }),
  toCase('by ivrid', { mode: 'ivrid' }, true),
  toCase('through a gateway that asks for a token', { gatewayToken }, true),
];

if (import.meta.vitest !== undefined) describeRecorders(cases);
