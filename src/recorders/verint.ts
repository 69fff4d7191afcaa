// Verint Financial Compliance (formerly Verba), "Mute Recording" of its HTTP API.
// Facts: https://verbalabs.atlassian.net/wiki/spaces/docs/pages/6816900/Mute+Recording and its siblings. Their lists
// and samples of answers are lost: what `mute` values mean, and what a refusal looks like, is inferred from the
// siblings' samples and from the recorder's own low-level API.
//
// By extension, one request mutes the one call that the extension takes part in; where there are several, Verint
// refuses. By call id, the call is looked up: a round trip later unless it was foreseen, but the resume finds exactly
// this call, even where it was transferred meanwhile. Nothing can be read back over HTTP.
import { later, z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { defineRecorder } from './define-recorder.ts';
import { toNoCall } from './each-call.ts';
import { RecorderError } from './errors.ts';
import { gatewayTokenSetting } from './gateway.ts';
import { toMatchPattern } from './http.ts';
import { settingFields, type CallRef } from './recorder.ts';
import { findCall, sendMute } from './verint-api.ts';
import { foreseeCall, pauseCalls, setEach } from './verint-calls.ts';
import { askForToken, takeToken } from './verint-token.ts';

const muteValue = later(() => z.string().check(z.trim(), z.regex(/^\d{1,4}$/, 'verintMuteValue')));

const settings = later(() =>
  z
    .object({
      baseUrl: addressSchema().register(settingFields, {
        label: 'field_server',
        help: 'field_verint_baseUrl_help',
        placeholder: 'https://vfc.example.com',
      }),
      extension: z
        .string()
        .check(z.trim(), z.minLength(1), z.maxLength(64), z.regex(/^\S*$/, 'noSpaces'))
        .register(settingFields, {
          label: 'field_extension',
          help: 'field_verint_extension_help',
          placeholder: '8856',
        }),
      apiKey: z.optional(z.string().check(z.trim())).register(settingFields, {
        label: 'field_verint_apiKey',
        help: 'field_verint_apiKey_help',
        isSecret: true,
      }),
      login: z
        .optional(z.string().check(z.trim(), z.regex(/^[^:]*$/, 'verintLogin')))
        .register(settingFields, {
          label: 'field_verint_login',
          help: 'field_verint_login_help',
        }),
      password: z.optional(z.string()).register(settingFields, {
        label: 'field_password',
        help: 'field_verint_password_help',
        isSecret: true,
      }),
      mode: z._default(z.enum(['extension', 'callID']), 'extension').register(settingFields, {
        label: 'field_muteBy',
        help: 'field_verint_mode_help',
        choices: { extension: 'field_muteBy_extension', callID: 'field_verint_mode_callID' },
      }),
      pauseValue: z._default(muteValue, '3').register(settingFields, {
        label: 'field_verint_pauseValue',
        help: 'field_verint_pauseValue_help',
      }),
      resumeValue: z._default(muteValue, '0').register(settingFields, {
        label: 'field_verint_resumeValue',
        help: 'field_verint_resumeValue_help',
      }),
      method: z._default(z.enum(['POST', 'GET']), 'POST').register(settingFields, {
        label: 'field_method',
        help: 'field_verint_method_help',
      }),
      sendCookies: z._default(z.boolean(), false).register(settingFields, {
        label: 'field_verint_sendCookies',
        help: 'field_verint_sendCookies_help',
      }),
      gatewayToken: gatewayTokenSetting(),
    })
    .check(
      z.refine(({ pauseValue, resumeValue }) => Number(pauseValue) !== Number(resumeValue), {
        path: ['resumeValue'],
        error: 'verintSameValues',
      }),
      z.refine(({ login, password }) => !login === !password, {
        path: ['password'],
        error: 'verintLoginIncomplete',
      }),
    ),
);

const callRefSchema = later(() =>
  z.union([
    z.object({ extension: z.string() }),
    z.object({ callIDs: z.array(z.string()).check(z.minLength(1)) }),
  ]),
);

/** @throws {RecorderError} badAnswer for what is no call reference of ours */
function toCallRef(callRef: CallRef): z.infer<typeof callRefSchema> {
  const parsed = callRefSchema.safeParse(callRef);
  if (parsed.success) return parsed.data;
  throw new RecorderError('badAnswer', 'the stored call reference is not one of ours');
}

/** What a pause by id muted; nothing where the settings said otherwise then. @throws {RecorderError} as `toCallRef` */
function toCallIDs(callRef: CallRef): string[] {
  const ref = toCallRef(callRef);
  return 'callIDs' in ref ? ref.callIDs : [];
}

/** The recorder "Verint Financial Compliance". */
export const verint = defineRecorder({
  id: 'verint',
  name: 'Verint Financial Compliance (Verba)',
  docs: 'https://verbalabs.atlassian.net/wiki/spaces/docs/pages/6816900/Mute+Recording',
  settings,
  offer: {
    identity: 'extension',
    examples: [
      { baseUrl: 'https://example.com', extension: 'x' },
      { baseUrl: 'https://example.com', extension: 'x', mode: 'callID' },
    ],
  },
  origins: ({ baseUrl }) => [toMatchPattern(baseUrl)],
  traits: ({ mode }) => ({
    // Muted audio is dropped, the vendor says; whether silence or a cut is left in the file, it does not say.
    effect: 'unknown',
    command: 'set',
    scope: mode === 'callID' ? 'call' : 'extension',
    canRead: false,
    coversNewCalls: false,
    readEveryMs: 0,
    readLagMs: 0,
    reassertEveryMs: 5_000,
  }),
  async pause(context, held) {
    const { mode, extension, pauseValue } = context.settings;
    if (mode === 'callID') return await pauseCalls(context, held === null ? [] : toCallIDs(held));
    // Before anything is addressed: without a token nothing is.
    await takeToken(context);
    const callRef = { extension };
    await context.target(callRef);
    await sendMute(context, callRef, pauseValue).catch(toNoCall);
    return { callRef, evidence: 'accepted' };
  },
  async resume(context, callRef) {
    const ref = toCallRef(callRef);
    const { resumeValue } = context.settings;
    await takeToken(context);
    await context.target(callRef);
    if ('callIDs' in ref) return await setEach(context, ref.callIDs, resumeValue);
    await sendMute(context, ref, resumeValue);
    return { callRef, evidence: 'accepted' };
  },
  async prepare(context) {
    if (context.settings.mode === 'callID') await foreseeCall(context);
    else await takeToken(context);
  },
  check: context => [
    {
      label: context.settings.login ? 'check_signIn' : 'check_signIn_unset',
      async run() {
        if (!context.settings.login) return [['check_verint_noLogin']];
        await askForToken(context);
        return [['check_verint_signIn_good']];
      },
    },
    {
      label: 'check_verint_find',
      async run() {
        const callId = await findCall(context, context.settings.extension);
        return [
          [callId === null ? 'check_verint_find_none' : 'check_verint_find_one'],
          ['check_verint_values'],
        ];
      },
    },
  ],
});
