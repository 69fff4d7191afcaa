// What an administrator sets for RingCX.
import { later, z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { settingFields, type RecorderContext } from './recorder.ts';

const vendorUrl = 'https://ringcx.ringcentral.com';
const vendorSignInUrl = 'https://platform.ringcentral.com';

const word = () => z.string().check(z.trim(), z.maxLength(128));

/** The form, in its order. */
export const settingsSchema = later(() =>
  z
    .object({
      connection: z._default(z.enum(['signIn', 'gateway']), 'signIn').register(settingFields, {
        label: 'field_ringcx_connection',
        help: 'field_ringcx_connection_help',
        choices: { signIn: 'field_ringcx_connection_signIn', gateway: 'field_ringcx_connection_gateway' },
      }),
      baseUrl: z._default(addressSchema(), vendorUrl).register(settingFields, {
        label: 'field_ringcx_baseUrl',
        help: 'field_ringcx_baseUrl_help',
        placeholder: vendorUrl,
      }),
      authUrl: z._default(addressSchema(), vendorSignInUrl).register(settingFields, {
        label: 'field_ringcx_authUrl',
        help: 'field_ringcx_authUrl_help',
        placeholder: vendorSignInUrl,
      }),
      clientId: z.optional(word()).register(settingFields, {
        label: 'field_ringcx_clientId',
        help: 'field_ringcx_clientId_help',
      }),
      staySignedIn: z._default(z.boolean(), false).register(settingFields, {
        label: 'field_ringcx_staySignedIn',
        help: 'field_ringcx_staySignedIn_help',
      }),
      accountId: z.optional(word().check(z.regex(/^\w*$/, 'ringcxAccountId'))).register(settingFields, {
        label: 'field_ringcx_accountId',
        help: 'field_ringcx_accountId_help',
      }),
      agent: z.optional(word()).register(settingFields, {
        label: 'field_ringcx_agent',
        help: 'field_ringcx_agent_help',
        placeholder: 'john.wang@example.com',
      }),
      agentName: z.optional(word()).register(settingFields, {
        label: 'field_ringcx_agentName',
        help: 'field_ringcx_agentName_help',
        placeholder: 'John Wang',
      }),
      repeat: z._default(z.enum(['send', 'lookUp']), 'send').register(settingFields, {
        label: 'field_ringcx_repeat',
        help: 'field_ringcx_repeat_help',
        choices: { send: 'field_ringcx_repeat_send', lookUp: 'field_ringcx_repeat_lookUp' },
      }),
      gatewayKey: z.optional(z.string().check(z.trim())).register(settingFields, {
        label: 'field_ringcx_gatewayKey',
        help: 'field_ringcx_gatewayKey_help',
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
    ),
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
