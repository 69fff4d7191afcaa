// Mutes calls by their ids. Which call is the agent's is asked with each pause; one that was found a moment ago is muted
// meanwhile, so that the answer is not waited for.
import { forEachCall, toNoCall } from './each-call.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { foresee, takeForeseen } from './foresight.ts';
import type { Outcome, RecorderContext } from './recorder.ts';
import { findCall, sendMute } from './verint-api.ts';
import type { Account } from './verint-request.ts';
import { takeToken } from './verint-token.ts';

type Values = { extension: string; pauseValue: string; resumeValue: string };
type Context = RecorderContext<Account & Values>;

/** Looks up ahead of a pause which call it will have to mute. @throws {RecorderError} as `findCall` */
export async function foreseeCall(context: Context): Promise<void> {
  await foresee(context, toOwner(context), await findCall(context, context.settings.extension));
}

/**
 * Mutes the extension's call by its id, and again what an earlier pause of this episode muted.
 * @throws {RecorderError} noCall where there is none; badAnswer where something may have happened and it is not known
 * what; and as `findCall` and `sendMute`
 */
export async function pauseCalls(context: Context, before: string[]): Promise<Outcome> {
  const { extension } = context.settings;
  const [guess] = await Promise.all([
    before.length > 0 ? null : takeForeseen(context, toOwner(context)),
    takeToken(context),
  ]);
  if (guess === null) return await pauseFound(context, before, await findCall(context, extension));
  await context.target({ callIDs: [guess] });
  const [muting, looking] = await Promise.allSettled([
    sendMute(context, { callID: guess }, context.settings.pauseValue),
    findCall(context, extension),
  ]);
  if (looking.status === 'rejected')
    throw hasSameCode(muting, looking) ? toRecorderError(looking.reason) : toDoubt(looking.reason);
  if (looking.value !== guess) return await pauseAnother(context, { guess, muting }, looking.value);
  if (muting.status === 'rejected') return toNoCall(muting.reason);
  return { callRef: { callIDs: [guess] }, evidence: 'accepted' };
}

/** Sends a value to each of these calls; those that are over leave the result. @throws {RecorderError} as `forEachCall` */
export async function setEach(context: Context, callIDs: string[], mute: string): Promise<Outcome> {
  const reached = await forEachCall(callIDs, callID => sendMute(context, { callID }, mute));
  return { callRef: { callIDs: reached.map(({ id }) => id) }, evidence: 'accepted' };
}

async function pauseFound(context: Context, before: string[], found: string | null): Promise<Outcome> {
  const callIDs = [...new Set([...before, ...(found === null ? [] : [found])])];
  if (callIDs.length === 0) throw new RecorderError('noCall', 'Verint finds no call of the extension');
  await context.target({ callIDs });
  return await setEach(context, callIDs, context.settings.pauseValue).catch(toNoCall);
}

type Guessed = { guess: string; muting: PromiseSettledResult<void> };

/** The guess is over, or a colleague's by now: it is unmuted at once, and for as long as that is not sure it is owed. */
async function pauseAnother(
  context: Context,
  { guess, muting: guessed }: Guessed,
  found: string | null,
): Promise<Outcome> {
  // Nothing of ours is to be taken back: whoever has it may have paused it.
  if (guessed.status === 'rejected' && !mayHaveActed(guessed.reason))
    return await pauseFound(context, [], found);
  const { pauseValue, resumeValue } = context.settings;
  if (found !== null) await context.target({ callIDs: [guess, found] });
  const [undoing, muting] = await Promise.allSettled([
    setEach(context, [guess], resumeValue),
    found === null ? null : sendMute(context, { callID: found }, pauseValue),
  ]);
  const isUndone = undoing.status === 'fulfilled' || toRecorderError(undoing.reason).code === 'callOver';
  if (!isUndone) throw toDoubt(undoing.reason);
  // Its answer was lost: it may be carried out after it was taken back.
  if (guessed.status === 'rejected') throw toDoubt(guessed.reason);
  if (found === null) throw new RecorderError('noCall', 'Verint finds no call of the extension');
  if (muting.status === 'fulfilled') return { callRef: { callIDs: [found] }, evidence: 'accepted' };
  await context.target({ callIDs: [found] });
  return toNoCall(muting.reason);
}

function mayHaveActed(thrown: unknown): boolean {
  return ['timedOut', 'unreachable', 'badAnswer'].includes(toRecorderError(thrown).code);
}

/** Both refused alike: then nothing has happened, or both say that it may have. */
function hasSameCode(one: PromiseSettledResult<unknown>, other: PromiseRejectedResult): boolean {
  return one.status === 'rejected' && toRecorderError(one.reason).code === toRecorderError(other.reason).code;
}

/** Nothing that would mean that nothing happened: the guess may be muted, and has to be resumed. */
function toDoubt(thrown: unknown): RecorderError {
  const error = toRecorderError(thrown);
  if (error.code === 'timedOut' || error.code === 'unreachable') return error;
  return new RecorderError('badAnswer', `looking for the call: ${error.message}`, error);
}

function toOwner({ settings: { baseUrl, extension } }: Context): string {
  return JSON.stringify([baseUrl, extension]);
}
