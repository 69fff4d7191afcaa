// wolkvox's rows of the conformance table. What is silenced is the agent's microphone; the suite proves of each call
// that its recording went on.
import { wolkvox } from '../../../src/recorders/wolkvox.ts';
import { buttonPath, startWolkvox, type WolkvoxKnobs } from '../../lab/recorders/wolkvox.ts';
import { describeRecorders } from '../suite.ts';
import type { RecorderCase } from '../world.ts';

const agentId = '12%2F004&api=x';
const token = '7b74FAKE-token/"with" +%signs';

const done = { code: '200', error: null, msg: 'Microphone agentbox has been excecuted' };

function toCase(name: string, knobs: Partial<WolkvoxKnobs>): RecorderCase {
  return {
    name: `wolkvox ${name}`,
    recorder: wolkvox,
    async startFake(phone) {
      const fake = await startWolkvox({ phone, knobs: { agents: [agentId], token, ...knobs } });
      const settings = { baseUrl: fake.url, agentId, token };
      return {
        server: fake,
        faults: fake.knobs,
        settings,
        extension: agentId,
        secrets: [token],
        isSilenced: fake.isMuted,
        isCommand: ({ path, params }) => path === buttonPath && params['api'] === 'mute',
        toErrorAnswer: words => ({ json: { code: '500', error: 'INTERNAL', msg: words } }),
        falseSuccesses: [
          { json: { code: '200', error: null } },
          { json: { code: '200', error: null, msg: null } },
          { json: { ...done, code: '201' } },
          { json: { ...done, code: 2000 } },
          { json: { ...done, code: null } },
          { json: { ...done, error: 'BAD REQUEST' } },
          { json: { ...done, msg: 'THE AGENT IS NOT CONNECTED' } },
          { json: { ...done, msg: 'Microphone could not be muted' } },
          { json: { ...done, msg: 'The microphone was not found' } },
          { status: 500, json: done },
          { status: 401, json: done },
          { json: [done] },
        ],
        wrongCredentials: { ...settings, token: 'wrong' },
      };
    },
  };
}

export const cases = [
  toCase('as documented', {}),
  toCase('with status 200 for refusals and numbers for codes', { httpStatus: 200, codeType: 'number' }),
];

if (import.meta.vitest !== undefined) describeRecorders(cases);
