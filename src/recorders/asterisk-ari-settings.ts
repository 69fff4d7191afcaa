// The settings of Asterisk's ARI, and how its recordings are remembered.
import { later, z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { placeholders, toPatterns, toPlaceholders } from './asterisk-ari-names.ts';
import { extensionSetting } from './asterisk-channels.ts';
import { RecorderError } from './errors.ts';
import { gatewayTokenSetting } from './gateway.ts';
import { settingFields, type CallRef, type RecorderContext } from './recorder.ts';

export const settings = later(() =>
  z
    .object({
      baseUrl: addressSchema().register(settingFields, {
        label: 'field_asterisk_baseUrl',
        help: 'field_ari_baseUrl_help',
        placeholder: 'https://pbx.example.com:8089',
      }),
      extension: extensionSetting(),
      recordingName: z
        .string()
        .check(
          z.trim(),
          z.minLength(1),
          z.maxLength(400),
          z.refine(isNamePattern, { error: 'asteriskRecordingName' }),
        )
        .register(settingFields, {
          label: 'field_ari_recordingName',
          help: 'field_ari_recordingName_help',
          placeholder: 'call-{bridgeId}',
        }),
      variable: z.optional(z.string().check(z.trim(), z.regex(/^\S*$/, 'noSpaces'))).register(settingFields, {
        label: 'field_ari_variable',
        help: 'field_ari_variable_help',
        placeholder: 'CHANNEL(linkedid)',
      }),
      username: z
        .optional(z.string().check(z.trim(), z.regex(/^[^:]*$/, 'asteriskColon')))
        .register(settingFields, {
          label: 'field_ari_username',
          help: 'field_ari_username_help',
        }),
      password: z.optional(z.string()).register(settingFields, {
        label: 'field_password',
        help: 'field_asterisk_secret_help',
        isSecret: true,
      }),
      gatewayToken: gatewayTokenSetting(),
    })
    .check(
      z.refine(({ username, password }) => !username === !password, {
        path: ['password'],
        error: 'asteriskLoginIncomplete',
      }),
      z.refine(({ recordingName, variable }) => !recordingName.includes('{variable}') || Boolean(variable), {
        path: ['variable'],
        error: 'asteriskVariable',
      }),
    ),
);

export type Context = RecorderContext<z.infer<typeof settings>>;

/** Without one of the agent's own ids, a name would be that of everybody's recording. */
function isNamePattern(setting: string): boolean {
  const known: readonly string[] = placeholders;
  const patterns = toPatterns(setting);
  return (
    patterns.length > 0 &&
    patterns.every(pattern => {
      const used = toPlaceholders(pattern);
      return used.length > 0 && used.every(name => known.includes(name));
    })
  );
}

const callRefSchema = later(() =>
  z.object({
    recordings: z
      .array(
        z.object({
          name: z.string(),
          /** The channel or bridge that it records; null until it was read. */
          target: z.nullable(z.string()),
        }),
      )
      .check(z.minLength(1)),
  }),
);
/** The recordings that a pause addresses. */
export type Held = z.infer<typeof callRefSchema>['recordings'];

/** @throws {RecorderError} badAnswer for what is no call reference of ours */
export function toHeld(callRef: CallRef): Held {
  const parsed = callRefSchema.safeParse(callRef);
  if (parsed.success) return parsed.data.recordings;
  throw new RecorderError('badAnswer', 'the stored call reference is not one of ours');
}
