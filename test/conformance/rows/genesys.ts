// Rows of the conformance table for Genesys Web Services.
import { genesys } from '../../../src/recorders/genesys.ts';
import { signInDesktop } from '../../lab/recorders/genesys-desktop.ts';
import { agentName, startGenesys, type GenesysKnobs } from '../../lab/recorders/genesys.ts';
import { describeRecorders } from '../suite.ts';
import type { RecorderCase } from '../world.ts';

const password = 'FAKE+pass/"word" %7';

function toCase(
  name: string,
  given: Record<string, unknown>,
  knobs: Partial<GenesysKnobs> = {},
): RecorderCase {
  const isDesktop = given['account'] !== 'password';
  return {
    name: `Genesys Web Services ${name}`,
    recorder: genesys,
    async startFake(phone) {
      const fake = await startGenesys({
        phone,
        knobs: {
          agents: { [agentName]: { password, extension: 'SIPSIP' } },
          callIdPrefix: '7%2F&x=1?é/',
          ...knobs,
        },
      });
      const settings = {
        baseUrl: fake.url,
        ...given,
        ...(isDesktop ? {} : { userName: agentName, password }),
      };
      return {
        server: fake,
        faults: fake.knobs,
        settings,
        extension: 'SIPSIP',
        // CSRF tokens are given out; session ids stay in the browser's jar.
        get secrets() {
          const tokens = fake.knobs.hasCsrf ? fake.sessions.all().map(({ csrf }) => csrf) : [];
          return isDesktop ? tokens : [password, ...tokens];
        },
        isCommand: ({ params }) => /^(Pause|Resume)CallRecording$/.test(params['operationName'] ?? ''),
        toErrorAnswer: words => ({ json: { statusCode: 4, statusMessage: words } }),
        falseSuccesses: [
          { json: { statusCode: 7 } },
          { json: { statusCode: null } },
          { json: { statusMessage: 'ok' } },
          { json: [{ statusCode: 0 }] },
          { status: 500, json: { statusCode: 0 } },
        ],
        ...(isDesktop
          ? { signInDesktop: async (send: typeof fetch) => void (await signInDesktop(fake, send)) }
          : { wrongCredentials: { ...settings, password: 'wrong' }, expireTokens: fake.sessions.closeAll }),
      };
    },
  };
}

export const cases = [
  toCase('by the desktop’s session', {}),
  toCase('by the desktop’s session, with events', { confirmBy: 'events' }),
  toCase('by password', { account: 'password' }, { isCookieEnough: false }),
  toCase(
    'by password, as a list of addresses, without CSRF',
    { account: 'password' },
    { listShape: 'uris', hasCsrf: false, hasErrorStatus: true },
  ),
  toCase(
    'by password, with events, in the format of 2015',
    { account: 'password', confirmBy: 'events' },
    { listShape: 'me', hasRecordingState: false, eventFormat: 'old', isRepeatAllowed: true },
  ),
];

if (import.meta.vitest !== undefined) describeRecorders(cases);
