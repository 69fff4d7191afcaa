// What we ask of Verint's HTTP API: to mute, and to find the agent's call.
import { RecorderError } from './errors.ts';
import { childElements } from './xml.ts';
import { sendOnce, type Reply, type VerintContext } from './verint-request.ts';
import { renewToken, takeToken, type Token } from './verint-token.ts';

/** What a mute request addresses: the one call that goes on at an extension, or a call by its id. */
export type MuteTarget = { extension: string } | { callID: string };

/**
 * Mutes or unmutes: `mute` says which of a call's two sides are silent.
 * @throws {RecorderError} callOver where Verint finds no such call; ambiguousCall, unauthorized, badAnswer and what the
 * HTTP client throws
 */
export async function sendMute(context: VerintContext, target: MuteTarget, mute: string): Promise<void> {
  await ask(context, 'MuteRecording', { ...toFields(target), mute });
}

/**
 * The id of the one call that goes on at an extension; null where there is none.
 * @throws {RecorderError} as `sendMute`
 */
export async function findCall(context: VerintContext, extension: string): Promise<string | null> {
  const reply = await ask(context, 'GetCallID', toFields({ extension })).catch((thrown: unknown) => {
    if (thrown instanceof RecorderError && thrown.code === 'callOver') return null;
    throw thrown;
  });
  if (reply === null) return null;
  const [callId, ...others] = childElements(reply.root, 'CallID').map(({ text }) => text.trim());
  if (others.length > 0) throw new RecorderError('ambiguousCall', 'Verint names more than one call');
  if (callId === undefined || callId === '') throw new RecorderError('badAnswer', 'GetCallID without an id');
  return callId;
}

/** Only what goes on now: `next` would mute a call that nobody has asked for. */
function toFields(target: MuteTarget): Record<string, string> {
  return 'extension' in target ? { ...target, status: 'ongoing' } : { ...target };
}

type Done = Extract<Reply, { isDone: true }>;

/** Asks with a token; where that may be what is refused, once more with a new one: every command here is a set. */
async function ask(context: VerintContext, action: string, fields: Record<string, string>): Promise<Done> {
  const token = await takeToken(context);
  const first = await askWith(token);
  const reply = isBlameOf(token, first) ? await askWith(await renewToken(context, token)) : first;
  if (!reply.isDone) throw reply.error;
  return reply;

  function askWith(given: Token | null): Promise<Reply> {
    return sendOnce(context, action, given === null ? fields : { ...fields, token: given.value });
  }
}

/** How an expired token is refused is documented nowhere. */
function isBlameOf(token: Token | null, reply: Reply): boolean {
  if (token === null || token.isNew || reply.isDone || !reply.isSaid) return false;
  return reply.error.code === 'unauthorized' || (reply.error.code === 'badAnswer' && token.isSuspect);
}
