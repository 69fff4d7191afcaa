// "Test connection" for RingCX: sign-in, account, agent and rights, in the order in which they are needed.
import { RecorderError } from './errors.ts';
import type { CheckTask } from './recorder.ts';
import { listAccounts, tryRights } from './ringcx-api.ts';
import { findAccount, findCalls } from './ringcx-calls.ts';
import { isFilled, type Context } from './ringcx-settings.ts';
import { isSignInNeeded, readSignInEndMs } from './ringcx-sign-in.ts';
import { takeToken, type Token } from './ringcx-tokens.ts';
import type { Sentence } from './words.ts';

/** What to look at. */
export function toTasks(context: Context): CheckTask[] {
  const toOwn = async () => (isSignInNeeded(context.settings) ? (await takeToken(context)).agents : []);
  return [
    ...(isSignInNeeded(context.settings)
      ? [{ label: 'check_signIn_ringcentral' as const, run: async () => toSignedIn(context, await toOwn()) }]
      : []),
    {
      label: 'check_ringcx_reach',
      async run() {
        const accounts = await listAccounts(context);
        const accountId = await findAccount(context, await toOwn());
        if (!accounts.includes(accountId))
          throw new RecorderError(
            'misconfigured',
            'RingCX does not show this user the account: check the account ID',
          );
        return [['check_ringcx_reach_good']];
      },
    },
    {
      label: 'check_ringcx_agent',
      async run() {
        const { who, uiis } = await findCalls(context);
        return [[uiis.length === 0 ? 'check_ringcx_agent_idle' : 'check_ringcx_agent_busy', who]];
      },
    },
    {
      label: 'check_ringcx_rights',
      async run() {
        await tryRights(context, await findAccount(context, await toOwn()));
        return [['check_ringcx_rights_good']];
      },
    },
  ];
}

async function toSignedIn(context: Context, own: Token['agents']): Promise<Sentence[]> {
  const names = [...new Set(own.map(({ name }) => name))].filter(isFilled).join(', ');
  const who: Sentence = names === '' ? ['check_ringcx_nobody'] : ['check_signedInAs', names];
  const endMs = await readSignInEndMs(context);
  if (endMs === null) return [who, ['check_ringcx_noRefresh']];
  const hours = String(Math.max(1, Math.round((endMs - context.now()) / 3_600_000)));
  return [who, [context.settings.staySignedIn ? 'check_ringcx_good_kept' : 'check_ringcx_good', hours]];
}
