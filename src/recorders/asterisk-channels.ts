// Whose channel it is, read from its name: for both ways to Asterisk.
import { z } from '../zod.ts';
import { settingFields } from './recorder.ts';

/** The setting that says which channels are the agent's. */
export const extensionSetting = () =>
  z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(80), z.regex(/^\S*$/, 'noSpaces'))
    .register(settingFields, {
      label: 'field_asterisk_extension',
      help: 'field_asterisk_extension_help',
      placeholder: '100',
    });

/**
 * Whether a channel is the agent's. Names are `technology/endpoint-<serial>`, and for local channels
 * `Local/extension@context-<serial>;1`. Never by their beginning: 100 is neither 1001 nor 100-home.
 */
export function isChannelOf(extension: string, name: string): boolean {
  const [, technology = '', endpoint = ''] = /^([^/]+)\/(.+)-[^-]+$/.exec(name) ?? [];
  // Elsewhere what follows an @ tells tenants apart.
  const dialled = technology === 'Local' ? endpoint.split('@')[0] : endpoint;
  return [endpoint, dialled].some(one => extension === one || extension === `${technology}/${one}`);
}
