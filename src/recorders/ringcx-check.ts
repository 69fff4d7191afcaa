// "Test connection" for RingCX: sign-in, account, agent and rights, in the order in which they are needed.
import { RecorderError } from './errors.ts';
import type { CheckTask } from './recorder.ts';
import { listAccounts, tryRights } from './ringcx-api.ts';
import { findAccount, findCalls } from './ringcx-calls.ts';
import { isFilled, type Context } from './ringcx-settings.ts';
import { isSignInNeeded, readSignInEndMs } from './ringcx-sign-in.ts';
import { takeToken, type Token } from './ringcx-tokens.ts';

/** What to look at. */
export function toTasks(context: Context): CheckTask[] {
  const toOwn = async () => (isSignInNeeded(context.settings) ? (await takeToken(context)).agents : []);
  return [
    ...(isSignInNeeded(context.settings)
      ? [{ label: 'Sign in with RingCentral', run: async () => toSignedIn(context, await toOwn()) }]
      : []),
    {
      label: 'Reach RingCX',
      async run() {
        const accounts = await listAccounts(context);
        const accountId = await findAccount(context, await toOwn());
        if (!accounts.includes(accountId))
          throw new RecorderError(
            'misconfigured',
            'RingCX does not show this user the account: check the account ID',
          );
        return 'RingCX answers, and shows the account.';
      },
    },
    {
      label: 'Find the agent',
      async run() {
        const { who, uiis } = await findCalls(context);
        if (uiis.length === 0) return `${who} has no call at the moment.`;
        return `${who} is on a call at the moment, which was left alone.`;
      },
    },
    {
      label: 'Right to control recordings',
      async run() {
        await tryRights(context, await findAccount(context, await toOwn()));
        return (
          'RingCX did not refuse a request about a call that does not exist. It tells no recording’s state: a resume ' +
          'starts the recording of a paused call even where nothing had recorded it before.'
        );
      },
    },
  ];
}

async function toSignedIn(context: Context, own: Token['agents']): Promise<string> {
  const names = [...new Set(own.map(({ name }) => name))].filter(isFilled).join(', ');
  const who = names === '' ? 'Signed in, as nobody who is an agent.' : `Signed in as ${names}.`;
  const endMs = await readSignInEndMs(context);
  if (endMs === null)
    return `${who} RingCentral gave no refresh token: switch refresh tokens on in the app, or expect to sign in often.`;
  const keeps = context.settings.staySignedIn ? '' : ', or until the browser is closed';
  return `${who} Good for ${Math.max(1, Math.round((endMs - context.now()) / 3_600_000))} h without use${keeps}.`;
}
