// What an administrator sets for RingCX.
import { z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { settingFields, type RecorderContext } from './recorder.ts';

const vendorUrl = 'https://ringcx.ringcentral.com';
const vendorSignInUrl = 'https://platform.ringcentral.com';

const word = () => z.string().check(z.trim(), z.maxLength(128));

/** The form, in its order. */
export const settingsSchema = z
  .object({
    connection: z._default(z.enum(['signIn', 'gateway']), 'signIn').register(settingFields, {
      label: 'Connection',
      help:
        'Whoever signs in needs RingCX Admin rights (reporting and call control). Where agents must not have them, ' +
        'a gateway of your own adds a token for them.',
      choices: { signIn: 'The agent signs in with RingCentral', gateway: 'A gateway that adds the token' },
    }),
    baseUrl: z._default(addressSchema(), vendorUrl).register(settingFields, {
      label: 'RingCX address',
      help: 'RingCX itself, or the gateway in front of it.',
      placeholder: vendorUrl,
    }),
    authUrl: z._default(addressSchema(), vendorSignInUrl).register(settingFields, {
      label: 'RingCentral sign-in address',
      help: 'Only for signing in.',
      placeholder: vendorSignInUrl,
    }),
    clientId: z.optional(word()).register(settingFields, {
      label: 'Client ID',
      help:
        'Only for signing in: of an app in the RingCentral developer portal, type “client-side web app”, with ' +
        'authorization code and PKCE, refresh tokens, and the scope ReadAccounts. It has no secret.',
    }),
    staySignedIn: z._default(z.boolean(), false).register(settingFields, {
      label: 'Stay signed in when the browser is closed',
      help:
        'Keeps RingCentral’s refresh token on this computer for up to 7 days. Not for computers that agents share: ' +
        'whoever opens the browser next would pause the calls of whoever signed in before.',
    }),
    accountId: z.optional(word().check(z.regex(/^\w*$/, 'ringcxAccountId'))).register(settingFields, {
      label: 'Account ID',
      help: 'The sub-account, not the main account. Found by itself where there is only one.',
    }),
    agent: z.optional(word()).register(settingFields, {
      label: 'Agent',
      help:
        'The agent’s RingCX user name, email address or agent ID. Empty: whoever signed in. A gateway needs it, as ' +
        'it signs in for everybody.',
      placeholder: 'john.wang@example.com',
    }),
    agentName: z.optional(word()).register(settingFields, {
      label: 'Agent’s name',
      help:
        'First and last name as RingCX has them. Only where there are no reporting rights: the agent’s call is then ' +
        'found in the list of active calls by this name, and refused where two calls have it. Two agents of one ' +
        'name would be taken for each other.',
      placeholder: 'John Wang',
    }),
    repeat: z._default(z.enum(['send', 'lookUp']), 'send').register(settingFields, {
      label: 'While paused, every 10 s',
      help:
        'Pausing again also stops a recording that something else has started. Where RingCX answers “false” to a ' +
        'call that is paused already, choose to look for new calls only.',
      choices: { send: 'Pause again', lookUp: 'Only look for a new call' },
    }),
    gatewayKey: z.optional(z.string().check(z.trim())).register(settingFields, {
      label: 'Gateway key',
      help: 'Sent to the gateway as a bearer token, where it asks for one.',
      isSecret: true,
    }),
  })
  .check(
    z.refine(given => given.connection === 'gateway' || isFilled(given.clientId), {
      path: ['clientId'],
      error: 'ringcxNeedsClientId',
    }),
    z.refine(given => given.connection === 'signIn' || isFilled(given.agent) || isFilled(given.agentName), {
      path: ['agent'],
      error: 'ringcxGatewayNeedsAgent',
    }),
  );

export type Settings = z.infer<typeof settingsSchema>;
export type Context = RecorderContext<Settings>;

/** Whether an optional setting says anything. */
export function isFilled(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/** What tokens belong to: those of another address or app are not sent to this one. */
export function toRealm({ authUrl, baseUrl, clientId = '' }: Settings): string {
  return [authUrl, baseUrl, clientId].join(' ');
}
