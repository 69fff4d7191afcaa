// Which calls are the agent's: asked anew before each pause, as an old uii may be a colleague's call by now.
import { z } from '../zod.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { listAccounts, listActiveCalls, listAgents, type LiveAgent } from './ringcx-api.ts';
import { isFilled, toRealm, type Context } from './ringcx-settings.ts';
import { accountKey } from './ringcx-sign-in.ts';
import { takeToken, type Token } from './ringcx-tokens.ts';

/** What a look-up found. */
export type Found = {
  accountId: string;
  /** The agent's calls; more than one where the agent is logged in more than once. */
  uiis: string[];
  /** Calls of the account that are known to be up, whoever's they are. */
  liveUiis: Set<string>;
  /** Who the agent is, for the administrator. */
  who: string;
};

/**
 * The agent's calls of this moment; none is no error.
 * @throws {RecorderError} noCall where the agent is not logged in; ambiguousCall where it cannot be told whose calls
 * are meant; misconfigured where account or agent is not known; and as `listAgents`
 */
export async function findCalls(context: Context): Promise<Found> {
  const { settings } = context;
  const own = settings.connection === 'signIn' ? (await takeToken(context)).agents : [];
  const accountId = await findAccount(context, own);
  try {
    const agents = await listAgents(context, accountId);
    const logins = toLogins(
      context,
      agents,
      own.filter(mine => mine.accountId === accountId),
    );
    return {
      accountId,
      uiis: toUiis(logins),
      liveUiis: new Set(toUiis(agents)),
      who: toWho(logins),
    };
  } catch (thrown) {
    // Reporting rights are one thing, call control another.
    if (toRecorderError(thrown).code !== 'forbidden' || !isFilled(settings.agentName)) throw thrown;
    return await findByName(context, accountId, settings.agentName);
  }
}

/**
 * The account that is set, or the only one there can be.
 * @throws {RecorderError} misconfigured where there are several; and as `listAgents`
 */
export async function findAccount(context: Context, own: Token['agents']): Promise<string> {
  const { settings, tokens } = context;
  if (isFilled(settings.accountId)) return settings.accountId;
  const owned = new Set(own.map(({ accountId }) => accountId));
  const [only] = owned;
  if (only !== undefined && owned.size === 1) return only;
  const realm = toRealm(settings);
  const stored = z
    .object({ realm: z.literal(realm), accountId: z.string() })
    .safeParse(await tokens.get(accountKey));
  if (stored.success) return stored.data.accountId;
  const [accountId, ...others] = await listAccounts(context);
  if (accountId === undefined) throw new RecorderError('forbidden', 'RingCX shows no account to this user');
  if (others.length > 0)
    throw new RecorderError('misconfigured', 'there are several RingCX accounts: enter the account ID');
  await tokens.set(accountKey, { realm, accountId });
  return accountId;
}

/** One person's logins; leftovers only where there is nothing else. */
function toLogins({ settings }: Context, agents: LiveAgent[], own: Token['agents']): LiveAgent[] {
  const { agent, agentName } = settings;
  const isOwn = !isFilled(agent) && own.length > 0;
  if (!isOwn && !isFilled(agent) && !isFilled(agentName))
    throw new RecorderError(
      'misconfigured',
      'whoever signed in is no agent of this account: enter the agent',
    );
  const wanted = agents.filter(({ agentId, username, email, name }) => {
    if (isOwn) return own.some(mine => mine.agentId === agentId);
    if (isFilled(agent)) return [agentId, username, email].some(text => fold(text) === fold(agent));
    return fold(name) === fold(agentName ?? '');
  });
  if (wanted.length === 0) throw new RecorderError('noCall', 'RingCX shows no login of this agent');
  if (!isOwn && new Set(wanted.map(({ agentId }) => agentId)).size > 1)
    throw new RecorderError('ambiguousCall', 'more than one agent fits the settings');
  const present = wanted.filter(({ isGhost }) => !isGhost);
  return present.length > 0 ? present : wanted;
}

function toUiis(agents: LiveAgent[]): string[] {
  return [...new Set(agents.flatMap(({ uii }) => (uii === null ? [] : [uii])))];
}

function toWho([login]: LiveAgent[]): string {
  return login?.name || login?.username || 'The agent';
}

/** The last resort: a name is nobody's own, so two calls under it are refused. */
async function findByName(context: Context, accountId: string, name: string): Promise<Found> {
  const calls = await listActiveCalls(context, accountId);
  const uiis = calls.filter(({ agentName }) => fold(agentName) === fold(name)).map(({ uii }) => uii);
  if (uiis.length > 1)
    throw new RecorderError('ambiguousCall', 'more than one active call has this agent’s name');
  return { accountId, uiis, liveUiis: new Set(calls.map(({ uii }) => uii)), who: name };
}

/** Spelling that people do not see as different. */
function fold(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
