// Any recorder with an HTTP API, as an administrator describes it: pause and resume, and where the API has them a
// look-up of the agent's calls, a read-back and a harmless check. The description is data (`custom/description.ts`):
// nothing of it is run, and no value of an agent, a variable or an answer can change where a request goes.
import { later, z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { pauseAll, resumeAll } from './custom/commands.ts';
import { toCheckTasks } from './custom/check.ts';
import { findLacks, toGiven, valueLinesSchema } from './custom/given.ts';
import { descriptionTextSchema } from './custom/parse.ts';
import { readAll } from './custom/readings.ts';
import type { Session } from './custom/session.ts';
import { defineRecorder } from './define-recorder.ts';
import { toMatchPattern } from './http.ts';
import { settingFields, type RecorderContext } from './recorder.ts';

// A schema of its own for each setting: a label stands with its schema, and one schema has one label.
const person = () => z.optional(z.string().check(z.trim(), z.maxLength(200)));
/** Sent in a header, where nothing else can stand. */
const credential = later(() =>
  z.optional(z.string().check(z.regex(/^[\x20-\x7e]*$/, 'customHeaderText'), z.maxLength(8_000))),
);

const settings = later(() =>
  z
    .object({
      baseUrl: addressSchema().register(settingFields, {
        label: 'field_custom_baseUrl',
        help: 'field_custom_baseUrl_help',
        placeholder: 'https://recorder.example.com',
      }),
      description: descriptionTextSchema.register(settingFields, {
        label: 'field_custom_description',
        help: 'field_custom_description_help',
        kind: 'json',
      }),
      extension: person().register(settingFields, {
        label: 'field_extension',
        help: 'field_custom_extension_help',
      }),
      agentId: person().register(settingFields, {
        label: 'field_agentId',
        help: 'field_custom_agentId_help',
      }),
      values: z.optional(valueLinesSchema).register(settingFields, {
        label: 'field_custom_values',
        help: 'field_custom_values_help',
        kind: 'lines',
      }),
      user: person().register(settingFields, {
        label: 'field_user',
        help: 'field_custom_user_help',
      }),
      secret: credential.register(settingFields, {
        label: 'field_custom_secret',
        help: 'field_custom_secret_help',
        isSecret: true,
      }),
    })
    .check(payload => {
      // Each value by itself comes first.
      if (payload.issues.length > 0) return;
      for (const { path, code } of findLacks(payload.value))
        payload.issues.push({ code: 'custom', message: code, input: payload.value, path });
    }),
);

function toSession({
  settings: given,
  http,
  now,
  target,
}: RecorderContext<z.infer<typeof settings>>): Session {
  const { baseUrl, description, user = '', secret = '' } = given;
  return {
    description,
    http,
    now,
    target,
    given: toGiven(given),
    access: { baseUrl, auth: description.auth, user, secret },
  };
}

/** The recorder "Custom HTTP". */
export const custom = defineRecorder({
  id: 'custom',
  name: 'Custom HTTP',
  docs: 'https://www.rfc-editor.org/rfc/rfc6901',
  settings,
  offer: { identity: 'description', examples: [] },
  origins: ({ baseUrl }) => [toMatchPattern(baseUrl)],
  traits: ({ description: { traits, read } }) => ({ ...traits, canRead: read !== undefined }),
  pause: (context, held) => pauseAll(toSession(context), held),
  resume: (context, callRef) => resumeAll(toSession(context), callRef),
  read: (context, callRef) => readAll(toSession(context), callRef),
  check: context => toCheckTasks(toSession(context)),
});
