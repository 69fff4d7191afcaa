// wolkvox, "Mute agent's microphone" of its agent API. It does not touch the recording, in which the caller goes on
// to be heard; no other action of that API does, either.
// Facts: https://www.wolkvox.com/en/mute-agents-microphone-agent-v2/ and https://wolkvox.com/en/api-response-codes.
//
// One action presses the button, whichever way it stands, and nothing tells which way that is. So it is pressed once
// for each pause and once for each resume; where an answer is lost, only the agent can say how it stands.
import { later, z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { defineRecorder } from './define-recorder.ts';
import { RecorderError } from './errors.ts';
import { gatewayTokenSetting } from './gateway.ts';
import { toMatchPattern } from './http.ts';
import { settingFields, type CallRef, type Outcome, type RecorderContext } from './recorder.ts';
import { findAgent, pressMicrophone } from './wolkvox-api.ts';

const settings = later(() =>
  z.object({
    baseUrl: addressSchema().register(settingFields, {
      label: 'field_server',
      help: 'field_wolkvox_baseUrl_help',
      placeholder: 'https://wv0012.wolkvox.com',
    }),
    agentId: z
      .string()
      .check(z.trim(), z.minLength(1), z.maxLength(64), z.regex(/^\S*$/, 'noSpaces'))
      .register(settingFields, {
        label: 'field_agentId',
        help: 'field_wolkvox_agentId_help',
        placeholder: '12004',
      }),
    token: z.optional(z.string().check(z.trim())).register(settingFields, {
      label: 'field_wolkvox_token',
      help: 'field_wolkvox_token_help',
      isSecret: true,
    }),
    gatewayToken: gatewayTokenSetting(),
  }),
);

type Context = RecorderContext<z.infer<typeof settings>>;

const callRefSchema = later(() => z.object({ agentId: z.string() }));

/** @throws {RecorderError} badAnswer for what is no call reference of ours: nothing is pressed */
function toAgentId(callRef: CallRef): string {
  const parsed = callRefSchema.safeParse(callRef);
  if (parsed.success) return parsed.data.agentId;
  throw new RecorderError('badAnswer', 'the stored call reference is not one of ours');
}

/** The recorder "wolkvox", which switches a microphone and pauses nothing. */
export const wolkvox = defineRecorder({
  id: 'wolkvox',
  name: 'wolkvox',
  docs: 'https://www.wolkvox.com/en/mute-agents-microphone-agent-v2/',
  settings,
  offer: { identity: 'agentId', examples: [{ baseUrl: 'https://example.com', agentId: 'x' }] },
  origins: ({ baseUrl }) => [toMatchPattern(baseUrl)],
  traits: () => ({
    effect: 'agentMicrophone',
    command: 'toggle',
    scope: 'agent',
    canRead: false,
    // Whether the button stays pressed from call to call is documented nowhere.
    coversNewCalls: false,
    readEveryMs: 0,
    readLagMs: 0,
    reassertEveryMs: 0,
  }),
  pause: context => press(context, context.settings.agentId),
  resume: (context, callRef) => press(context, toAgentId(callRef)),
  check: context => [
    {
      label: 'check_wolkvox_find',
      async run() {
        const agent = await findAgent(context, context.settings.agentId);
        if (agent === null)
          throw new RecorderError(
            'misconfigured',
            'wolkvox answers and does not list this agent: the id may be wrong, or the agent is not logged in',
          );
        return [
          agent.status === '' ? ['check_wolkvox_find_noStatus'] : ['check_wolkvox_find_status', agent.status],
          ['check_wolkvox_only'],
        ];
      },
    },
  ],
});

async function press(context: Context, agentId: string): Promise<Outcome> {
  const callRef = { agentId };
  await context.target(callRef);
  await pressMicrophone(context, agentId);
  return { callRef, evidence: 'accepted' };
}
