// RingCX's rows of the conformance table.
import { ringcx } from '../../../src/recorders/ringcx.ts';
import { defaultRetryAfterMs, noCallUii } from '../../../src/recorders/ringcx-api.ts';
import { startRingcx } from '../../lab/recorders/ringcx.ts';
import { john, type RingcxKnobs } from '../../lab/recorders/ringcx-knobs.ts';
import { describeRecorders } from '../suite.ts';
import type { RecorderCase } from '../world.ts';

const gatewayKey = 'FAKE gateway/"key" +%7';

type Row = { given?: Record<string, unknown>; knobs?: Partial<RingcxKnobs> };

function toCase(name: string, { given = {}, knobs = {} }: Row): RecorderCase {
  return {
    name: `RingCX ${name}`,
    recorder: ringcx,
    async startFake(phone) {
      const fake = await startRingcx({ phone, knobs });
      const { auth, secrets } = fake;
      const isGateway = given['connection'] === 'gateway';
      if (isGateway) secrets.push(gatewayKey);
      const settings = { baseUrl: fake.url, authUrl: fake.url, clientId: fake.knobs.clientId, ...given };
      return {
        server: fake,
        faults: fake.knobs,
        settings,
        extension: john.extension,
        secrets,
        isCommand: ({ path }) =>
          path.endsWith('/toggleCallRecording') && !path.includes(`/activeCalls/${noCallUii}/`),
        toErrorAnswer: words => ({
          status: 500,
          json: { errorCode: words, generalMessage: words, details: words, requestUri: words, timestamp: 1 },
        }),
        falseSuccesses: [
          { body: '' },
          { body: 'TRUE' },
          { body: '"true"' },
          { body: 'true, but not now' },
          { status: 201, body: 'true' },
          { status: 202, body: 'true' },
          { status: 500, body: 'true' },
        ],
        defaultRetryAfterMs,
        wrongCredentials: isGateway
          ? { ...settings, gatewayKey: 'wrong' }
          : { ...settings, clientId: 'AnotherApp' },
        ...(isGateway ? {} : { expireTokens: auth.expireRingcx }),
      };
    },
  };
}

const gateway = {
  given: { connection: 'gateway', accountId: '99990001', agent: john.username, gatewayKey },
  knobs: { gateway: { key: gatewayKey } },
} satisfies Row;

export const cases = [
  toCase('signed in as the agent', {}),
  toCase('signed in as an administrator, for an agent', {
    given: { agent: john.email },
    knobs: { signsIn: 'admin@example.com' },
  }),
  toCase('signed in, where a repeated pause is answered with false', {
    given: { repeat: 'lookUp' },
    knobs: { repeatAnswer: false },
  }),
  toCase('through a gateway', gateway),
  toCase('through a gateway, by name', {
    ...gateway,
    given: { ...gateway.given, agentName: 'john  WANG' },
    knobs: { ...gateway.knobs, canReport: false },
  }),
];

if (import.meta.vitest !== undefined) describeRecorders(cases);
