// The token that goes with each request: asked for with the login, good for one hour.
import { later, z } from '../zod.ts';
import { toBasicAuth } from './basic-auth.ts';
import { RecorderError } from './errors.ts';
import { sendOnce, type VerintContext } from './verint-request.ts';

/** A token lives 1 h (whether use prolongs that is documented nowhere); what is left is for the longest pause. */
const renewAfterMs = 50 * 60_000;
/** A refusal in unknown words is put down to a token of this age: a server that was started anew knows none. */
const suspectAfterMs = 60_000;

const storedSchema = later(() =>
  z.object({
    value: z.string(),
    /** When it was asked for, ms since the epoch by our clock. */
    atMs: z.number(),
    /** Whose it is: the token of another server or login is none. */
    owner: z.string(),
  }),
);

export type Token = {
  value: string;
  /** Whether it was asked for by this very request: then no refusal is its fault. */
  isNew: boolean;
  /** Whether a refusal that tells no reason may be its fault. */
  isSuspect: boolean;
};

/**
 * A token that is good for a while yet; null where no login is set, so that the API key alone has to do.
 * @throws {RecorderError} as `renewToken`
 */
export async function takeToken(context: VerintContext): Promise<Token | null> {
  if (!context.settings.login) return null;
  return (await findStored(context)) ?? (await renewToken(context, null));
}

/**
 * Asks for a token, unless another request already got one in the place of `refused`.
 * @throws {RecorderError} unauthorized, badAnswer and what the HTTP client throws
 */
export async function renewToken(context: VerintContext, refused: Token | null): Promise<Token> {
  return await context.tokens.alone('token', async () => {
    const stored = await findStored(context);
    return stored !== null && stored.value !== refused?.value ? stored : await askForToken(context);
  });
}

/** Asks for a token, whatever is stored. @throws {RecorderError} as `renewToken` */
export async function askForToken(context: VerintContext): Promise<Token> {
  const { login = '', password = '' } = context.settings;
  // Loaded so that it counts as a secret: the answer may speak of the token before.
  await context.tokens.get('token');
  const atMs = context.now();
  const reply = await sendOnce(context, 'RequestToken', {}, { authorization: toBasicAuth(login, password) });
  // In whatever words: no other request shows the login.
  if (!reply.isDone)
    throw reply.isSaid ? new RecorderError('unauthorized', reply.error.message) : reply.error;
  const { token: value = '' } = reply.attributes;
  if (value === '') throw new RecorderError('badAnswer', 'RequestToken was answered without a token');
  await context.tokens.set('token', { value, atMs, owner: toOwner(context) });
  return { value, isNew: true, isSuspect: false };
}

async function findStored(context: VerintContext): Promise<Token | null> {
  const stored = storedSchema.safeParse(await context.tokens.get('token'));
  if (!stored.success || stored.data.owner !== toOwner(context)) return null;
  const ageMs = context.now() - stored.data.atMs;
  if (ageMs < 0 || ageMs >= renewAfterMs) return null;
  return { value: stored.data.value, isNew: false, isSuspect: ageMs >= suspectAfterMs };
}

function toOwner({ settings: { baseUrl, login } }: VerintContext): string {
  return JSON.stringify([baseUrl, login]);
}
