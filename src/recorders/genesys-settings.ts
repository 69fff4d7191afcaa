// What an administrator sets for Genesys Web Services.
import { z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { settingFields } from './recorder.ts';

/** The settings, with their labels. */
export const genesysSettings = z
  .object({
    baseUrl: addressSchema().register(settingFields, {
      label: 'Server address',
      help: 'The address of Genesys Web Services, where the agent’s desktop is opened too.',
      placeholder: 'https://gws.example.com',
    }),
    account: z._default(z.enum(['desktop', 'password']), 'desktop').register(settingFields, {
      label: 'Signed in by',
      help:
        'The desktop’s session needs no password here. With a password of another agent than the one at the desktop ' +
        'in this browser, the desktop would become that agent’s.',
      choices: { desktop: 'The agent’s desktop in this browser', password: 'User name and password' },
    }),
    userName: z
      .optional(z.string().check(z.trim(), z.regex(/^[^:]*$/, 'genesysNoColon')))
      .register(settingFields, {
        label: 'User name',
      }),
    password: z.optional(z.string()).register(settingFields, { label: 'Password', isSecret: true }),
    confirmBy: z._default(z.enum(['read', 'events']), 'read').register(settingFields, {
      label: 'Verify a pause by',
      help:
        'Events are for servers whose calls do not show whether they are recorded. They open a second CometD client ' +
        'in the agent’s session: try beside the desktop before you roll it out.',
      choices: { read: 'Reading the call back', events: 'CometD events, and reading where none come' },
    }),
    origin: z.optional(z.union([addressSchema(), z.literal('')])).register(settingFields, {
      label: 'Origin header',
      help: 'Only where the server’s allowedOrigins do not hold its own address.',
      placeholder: 'https://desktop.example.com',
    }),
  })
  .check(
    z.refine(given => given.account === 'desktop' || (given.userName && given.password), {
      path: ['password'],
      error: 'genesysPasswordMissing',
    }),
  );

export type GenesysSettings = z.infer<typeof genesysSettings>;
