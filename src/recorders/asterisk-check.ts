// "Test connection" for Asterisk's AMI.
import { ask, logIn, logOff, type AmiAccount } from './asterisk-ami.ts';
import { listLegs, muteLeg, toCallsOf } from './asterisk-legs.ts';
import { toRecorderError } from './errors.ts';
import type { CheckTask } from './recorder.ts';
import type { Sentence } from './words.ts';

type Account = Omit<AmiAccount, 'settings'> & {
  settings: AmiAccount['settings'] & { extension: string };
};

/** Login, rights, and the agent's calls, in that order; no recording is touched. */
export function toCheckTasks(account: Account): CheckTask[] {
  const { username, extension } = account.settings;
  return [
    {
      label: username ? 'check_asterisk_logIn' : 'check_signIn_gateway',
      async run() {
        if (!username) {
          await ask(account, 'Ping');
          return [['check_asterisk_open']];
        }
        // A session that still runs would take a wrong secret too.
        await logOff(account);
        await logIn(account);
        return [['check_asterisk_logIn_good']];
      },
    },
    {
      label: 'check_asterisk_right',
      async run() {
        // Of a channel that there cannot be: whoever may not is told so before the channel is looked for.
        await muteLeg(account, 'cardhush-check', false).catch((thrown: unknown) => {
          if (toRecorderError(thrown).code !== 'callOver') throw thrown;
        });
        return toMuteAdvice(await readVersion(account));
      },
    },
    {
      label: 'check_asterisk_find',
      async run() {
        const legs = await listLegs(account);
        const calls = toCallsOf(extension, legs);
        if (calls.length === 0) return [['check_asterisk_find_none']];
        const count = legs.filter(({ linkedId }) => calls.includes(linkedId)).length;
        return [['check_asterisk_find_some', String(calls.length), String(count)]];
      },
    },
  ];
}

async function readVersion(account: Account): Promise<string> {
  const { response } = await ask(account, 'CoreSettings');
  return response['AsteriskVersion'] ?? '';
}

/** What an administrator has to know of this version's MixMonitorMute. */
function toMuteAdvice(version: string): Sentence[] {
  const found: Sentence =
    version === '' ? ['check_asterisk_right_unknown'] : ['check_asterisk_right_good', version];
  return isFirstOnly(version) ? [found, ['check_asterisk_firstOnly']] : [found];
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
