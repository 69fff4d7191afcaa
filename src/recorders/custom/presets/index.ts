// Every preset; a new one is a file of its own and a line here.
import { aircall } from './aircall.ts';
import { dialpad } from './dialpad.ts';
import { genesysCloud } from './genesys-cloud.ts';
import { niceCxone } from './nice-cxone.ts';
import type { Preset } from './preset.ts';
import { twilio } from './twilio.ts';
import { webexContactCenter } from './webex-contact-center.ts';

/** In the order in which the options page offers them. */
export const presets: Preset[] = [genesysCloud, twilio, dialpad, aircall, webexContactCenter, niceCxone];

/** A preset's description as an administrator can read and change it. */
export function toDescriptionText({ description }: Preset): string {
  return JSON.stringify(description, null, 2);
}
