// What an administrator sets for Genesys Web Services.
import { later, z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { settingFields } from './recorder.ts';

/** The settings, with their labels. */
export const genesysSettings = later(() =>
  z
    .object({
      baseUrl: addressSchema().register(settingFields, {
        label: 'field_server',
        help: 'field_genesys_baseUrl_help',
        placeholder: 'https://gws.example.com',
      }),
      account: z._default(z.enum(['desktop', 'password']), 'desktop').register(settingFields, {
        label: 'field_genesys_account',
        help: 'field_genesys_account_help',
        choices: { desktop: 'field_genesys_account_desktop', password: 'field_genesys_account_password' },
      }),
      userName: z
        .optional(z.string().check(z.trim(), z.regex(/^[^:]*$/, 'genesysNoColon')))
        .register(settingFields, {
          label: 'field_user',
        }),
      password: z.optional(z.string()).register(settingFields, { label: 'field_password', isSecret: true }),
      confirmBy: z._default(z.enum(['read', 'events']), 'read').register(settingFields, {
        label: 'field_genesys_confirmBy',
        help: 'field_genesys_confirmBy_help',
        choices: { read: 'field_genesys_confirmBy_read', events: 'field_genesys_confirmBy_events' },
      }),
      origin: z.optional(z.union([addressSchema(), z.literal('')])).register(settingFields, {
        label: 'field_genesys_origin',
        help: 'field_genesys_origin_help',
        placeholder: 'https://desktop.example.com',
      }),
    })
    .check(
      z.refine(given => given.account === 'desktop' || (given.userName && given.password), {
        path: ['password'],
        error: 'genesysPasswordMissing',
      }),
    ),
);

export type GenesysSettings = z.infer<typeof genesysSettings>;
