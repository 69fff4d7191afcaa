// What our own pages ask about settings, and what they change of them.
import type { FromPage } from '../messages.ts';
import { testRecorder, toStoredSecrets } from './configure.ts';
import type { DeskSettings } from './desk-settings.ts';
import { signIn } from './sign-in.ts';

const types = ['getSettings', 'saveSettings', 'testRecorder', 'signIn'] as const satisfies FromPage['type'][];
type AboutSettings = Extract<FromPage, { type: (typeof types)[number] }>;

/** Whether a message is answered here. */
export function isAboutSettings(message: FromPage): message is AboutSettings {
  return types.some(type => type === message.type);
}

export async function answerSettings(message: AboutSettings, desk: DeskSettings): Promise<unknown> {
  switch (message.type) {
    case 'getSettings': {
      // Never older than the policy: a page asks as soon as that has changed.
      const { settings, secrets, policy } = await desk.refresh();
      return { settings, storedSecrets: toStoredSecrets(secrets), policy };
    }
    case 'saveSettings':
      return { problems: await desk.save(message.settings, message.secrets) };
    case 'testRecorder':
      return testRecorder(message.entry, message.secrets, await desk.inForce());
    case 'signIn':
      return signIn(message.entry, message.secrets, await desk.inForce());
    default:
      return message satisfies never;
  }
}
