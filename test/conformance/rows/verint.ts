// Verint's rows of the conformance table.
import { verint } from '../../../src/recorders/verint.ts';
import { startVerint, toRefusal, type VerintKnobs } from '../../lab/recorders/verint.ts';
import { describeRecorders } from '../suite.ts';
import type { RecorderCase } from '../world.ts';

const extension = '88%2F56&x="7"';
const apiKey = 'FAKE key/"74c8"+%';
const password = 'FAKE+pass/"word" %7';

const toXml = (content: string, status = 200) => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<VerbaApi>${content}</VerbaApi>`,
});

function toCase(
  name: string,
  given: Record<string, unknown>,
  knobs: Partial<VerintKnobs> = {},
): RecorderCase {
  const hasLogin = knobs.isTokenNeeded !== false;
  return {
    name: `Verint ${name}`,
    recorder: verint,
    async startFake(phone) {
      const fake = await startVerint({ phone, knobs: { apiKey, password, ...knobs } });
      const { login } = fake.knobs;
      const settings = {
        baseUrl: fake.url,
        extension,
        apiKey,
        ...(hasLogin ? { login, password } : {}),
        ...given,
      };
      const { tokens } = fake;
      return {
        server: fake,
        faults: fake.knobs,
        settings,
        extension,
        get secrets() {
          return hasLogin ? [apiKey, password, ...tokens] : [apiKey];
        },
        // As the vendor's documents have it; never the password.
        mayBeInAddress: secret => given['method'] === 'GET' && secret !== password,
        isRefusedByVendor: given['mode'] !== 'callID',
        isCommand: ({ params }) => params['action'] === 'MuteRecording',
        toErrorAnswer: words => toXml(toRefusal('MuteRecording', '9', words)),
        falseSuccesses: [
          toXml('<Response code="0" type="MuteRecording"/>', 500),
          toXml('<Response code="00" type="MuteRecording"/>'),
          toXml('<Response code=" 0" type="MuteRecording"/>'),
          toXml('<Response code="" type="MuteRecording"/>'),
          toXml('<Response type="MuteRecording"/>'),
          toXml('<Response code="1" type="MuteRecording"/>'),
          toXml('<Response code="0" type="MuteRecording"/><Response code="2" type="MuteRecording"/>'),
          toXml('<Result><Response code="0" type="MuteRecording"/></Result>'),
          toXml('<!-- <Response code="0"/> -->'),
          toXml('code="0"'),
          { body: '<VerbaApi><Response code="0" type="MuteRecording"></VerbaApi>' },
          { body: '<VerbaApi><Response code="0" type="MuteRecording"/>' },
          { body: '<html><body><Response code="0"/></body></html>' },
          { body: '<!DOCTYPE a [<!ENTITY zero "0">]><VerbaApi><Response code="&zero;"/></VerbaApi>' },
        ],
        wrongCredentials: hasLogin ? { ...settings, password: 'wrong' } : { ...settings, apiKey: 'wrong' },
        ...(hasLogin ? { expireTokens: fake.expireTokens } : {}),
      };
    },
  };
}

export const cases = [
  toCase('by extension', {}),
  toCase('by extension, with GET', { method: 'GET' }),
  toCase('by call id', { mode: 'callID' }),
  toCase('with a session cookie', { sendCookies: true }, { isCookieNeeded: true }),
  toCase('with the key alone', {}, { isTokenNeeded: false }),
  toCase(
    'in another layout, with other values',
    { pauseValue: '1', resumeValue: '2' },
    { isPretty: true, refusalStatus: 400, meaning: { '1': 'both', '2': 'none' }, doesNewTokenEndOld: true },
  ),
];

if (import.meta.vitest !== undefined) describeRecorders(cases);
