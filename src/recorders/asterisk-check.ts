// "Test connection" for Asterisk's AMI.
import { ask, logIn, logOff, type AmiAccount } from './asterisk-ami.ts';
import { listLegs, muteLeg, toCallsOf } from './asterisk-legs.ts';
import { toRecorderError } from './errors.ts';
import type { CheckTask } from './recorder.ts';

type Account = Omit<AmiAccount, 'settings'> & {
  settings: AmiAccount['settings'] & { extension: string };
};

/** Login, rights, and the agent's calls, in that order; no recording is touched. */
export function toCheckTasks(account: Account): CheckTask[] {
  const { username, extension } = account.settings;
  return [
    {
      label: username ? 'Log in' : 'Log in (left to a gateway)',
      async run() {
        if (!username) {
          await ask(account, 'Ping');
          return 'Asterisk answers, and lets us in without a user name.';
        }
        // A session that still runs would take a wrong secret too.
        await logOff(account);
        await logIn(account);
        return 'Asterisk takes user and secret.';
      },
    },
    {
      label: 'The right to mute',
      async run() {
        // Of a channel that there cannot be: whoever may not is told so before the channel is looked for.
        await muteLeg(account, 'cardhush-check', false).catch((thrown: unknown) => {
          if (toRecorderError(thrown).code !== 'callOver') throw thrown;
        });
        return toMuteAdvice(await readVersion(account));
      },
    },
    {
      label: 'Look for the agent’s calls',
      async run() {
        const legs = await listLegs(account);
        const calls = toCallsOf(extension, legs);
        if (calls.length === 0)
          return 'The extension has no answered channel at the moment. Asterisk says the same of one that does not exist.';
        const count = legs.filter(({ linkedId }) => calls.includes(linkedId)).length;
        return `Calls of the extension at the moment: ${calls.length}, with ${count} legs. Whether MixMonitor records one of them, only a pause shows.`;
      },
    },
  ];
}

async function readVersion(account: Account): Promise<string> {
  const { response } = await ask(account, 'CoreSettings');
  return response['AsteriskVersion'] ?? '';
}

/** What an administrator has to know of this version's MixMonitorMute. */
function toMuteAdvice(version: string): string {
  const found = `The user may mute; this is Asterisk ${version === '' ? 'of an unknown version' : version}.`;
  if (!isFirstOnly(version)) return found;
  return `${found} Of several MixMonitors on one leg it mutes the first only: make sure that the dialplan starts one.`;
}

/** Whether this version mutes but the first MixMonitor of a channel: all before 18.18, 20.3 and 18.9-cert5. */
export function isFirstOnly(version: string): boolean {
  const [, major = '', minor = '', cert = ''] = /(\d+)\.(\d+)(?:\.\d+)*(?:-cert(\d+))?/.exec(version) ?? [];
  if (major === '') return false;
  const [series, release] = [Number(major), Number(minor)];
  if (series === 18) return cert === '' ? release < 18 : release === 9 && Number(cert) < 5;
  if (series === 20) return release < 3;
  return series < 20;
}
