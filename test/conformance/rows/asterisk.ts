// Asterisk's rows of the conformance table: AMI with MixMonitor, and ARI.
import { asteriskAri } from '../../../src/recorders/asterisk-ari.ts';
import { asterisk } from '../../../src/recorders/asterisk.ts';
import { nameVariable } from '../../lab/recorders/asterisk-ari.ts';
import { startAsterisk, type AsteriskKnobs } from '../../lab/recorders/asterisk.ts';
import { describeRecorders } from '../suite.ts';
import type { RecorderCase } from '../world.ts';

const extension = '100%2F&x=1?é';
const secret = 'Narr0w&secret=for "tests" +%';
const users = { narrow: { secret, mayMute: true, mayList: true } };

function toAmiCase(
  name: string,
  knobs: Partial<AsteriskKnobs>,
  given: Record<string, unknown> = {},
): RecorderCase {
  return {
    name: `Asterisk ${name}`,
    recorder: asterisk,
    async startFake(phone) {
      const fake = await startAsterisk({ phone, knobs: { users, ...knobs } });
      const settings = { baseUrl: fake.url, extension, username: 'narrow', secret, ...given };
      return {
        server: fake,
        faults: fake.knobs,
        settings,
        extension,
        secrets: [secret],
        isCommand: fake.isCommand,
        toErrorAnswer: words => ({ body: `Response: Error\r\nMessage: ${words}\r\n\r\n` }),
        falseSuccesses: [
          { body: 'Response: Follows\r\nMessage: Thanks for all the fish.\r\n\r\n' },
          { body: 'Response: Success' },
          { body: 'Response: Success\r\n' },
          { body: 'Response: Success\r\n\r' },
          { body: 'Message: Success\r\n\r\n' },
          { body: '<pre>\r\nResponse: Success\r\n</pre>' },
          { body: 'Response: Successful\r\n\r\n' },
          { body: 'Event: MixMonitorMute\r\nState: 1\r\n\r\nResponse: Success\r\n\r\n' },
          { body: 'Response: Success\r\n\r\nEvent: CoreShowChannel\r\nChannel: PJSIP/100-1\r\n\r\n' },
          { status: 500, body: 'Response: Success\r\n\r\n' },
          { json: { Response: 'Success' } },
          { body: "<ajax-response><response><generic response='Success'/></response></ajax-response>" },
        ],
        wrongCredentials: { ...settings, secret: 'wrong' },
        expireTokens: fake.expireSessions,
      };
    },
  };
}

function toAriCase(
  name: string,
  given: Record<string, unknown>,
  knobs: Partial<AsteriskKnobs>,
): RecorderCase {
  return {
    name: `Asterisk ARI ${name}`,
    recorder: asteriskAri,
    async startFake(phone) {
      const fake = await startAsterisk({ phone, knobs: { users, ...knobs } });
      const settings = { baseUrl: fake.url, extension, username: 'narrow', password: secret, ...given };
      return {
        server: fake,
        faults: fake.knobs,
        settings,
        extension,
        secrets: [secret],
        isCommand: fake.isCommand,
        toErrorAnswer: words => ({ status: 500, json: { message: words } }),
        falseSuccesses: [
          { status: 202 },
          { json: { message: 'Recording paused' } },
          { status: 404, json: { message: 'Not found' } },
        ],
        wrongCredentials: { ...settings, password: 'wrong' },
      };
    },
  };
}

export const cases = [
  toAmiCase('with MixMonitor on the caller’s leg', {}),
  toAmiCase('with MixMonitor on the agent’s leg', { recordedLeg: 'agent' }),
  toAmiCase('with agents behind local channels', {
    toAgentChannel: call => `Local/${call.extension}@from-queue`,
  }),
  toAriCase('by bridge', { recordingName: 'call/{bridgeId}' }, {}),
  toAriCase(
    'by the channels of both, one of which is recorded',
    { recordingName: '{extension} {channelId}, {extension} {peerId}' },
    { toRecordingName: ({ callerId }) => `${extension} ${callerId}` },
  ),
  toAriCase('by a channel variable', { recordingName: '{variable}', variable: nameVariable }, {}),
];

if (import.meta.vitest !== undefined) describeRecorders(cases);
