// The legs of calls as AMI lists them, and what MixMonitorMute does to one.
import { later, z } from '../zod.ts';
import { ask, type AmiAccount } from './asterisk-ami.ts';
import { isChannelOf } from './asterisk-channels.ts';
import { RecorderError } from './errors.ts';

/** One channel. All legs of a call, and of the calls that it was merged with, share `linkedId`. */
export type Leg = { name: string; uniqueId: string; linkedId: string; isUp: boolean };

const legSchema = later(() =>
  z.object({
    Channel: z.string().check(z.minLength(1)),
    ChannelState: z.string(),
    Uniqueid: z.string().check(z.minLength(1)),
    Linkedid: z.string().check(z.minLength(1)),
  }),
);

/** AST_STATE_UP: answered. What still rings is nobody's call yet. */
const upState = '6';

/**
 * Every leg of every call of the PBX.
 * @throws {RecorderError} badAnswer, also for a list that is not whole; and what `ask` throws
 */
export async function listLegs(account: AmiAccount): Promise<Leg[]> {
  const { isSuccess, message, events } = await ask(account, 'CoreShowChannels');
  if (!isSuccess) throw toMissing('CoreShowChannels', message) ?? new RecorderError('refused', message);
  const legs = events.filter(({ Event }) => Event === 'CoreShowChannel');
  const end = events.find(({ Event }) => Event === 'CoreShowChannelsComplete');
  // Half a list may lack the very leg that is recorded.
  if (end === undefined || Number(end['ListItems']) !== legs.length)
    throw new RecorderError('badAnswer', 'Asterisk’s list of channels is not whole');
  const parsed = z.array(legSchema).safeParse(legs);
  if (!parsed.success) throw new RecorderError('badAnswer', 'a channel in Asterisk’s list lacks its ids');
  return parsed.data.map(leg => ({
    name: leg.Channel,
    uniqueId: leg.Uniqueid,
    linkedId: leg.Linkedid,
    isUp: leg.ChannelState === upState,
  }));
}

/** The calls that an agent is in, by their linked ids. */
export function toCallsOf(extension: string, legs: Leg[]): string[] {
  const own = legs.filter(({ name, isUp }) => isUp && isChannelOf(extension, name));
  return [...new Set(own.map(({ linkedId }) => linkedId))];
}

/**
 * Silences what MixMonitor records of one leg, in both directions, or lets it sound again. May be repeated.
 * @throws {RecorderError} notRecording where no MixMonitor is on the leg, callOver where there is no such leg,
 * misconfigured, refused, and what `ask` throws
 */
export async function muteLeg(account: AmiAccount, uniqueId: string, isMuted: boolean): Promise<void> {
  const { isSuccess, message, events } = await ask(account, 'MixMonitorMute', {
    Channel: uniqueId,
    Direction: 'both',
    State: isMuted ? '1' : '0',
  });
  if (isSuccess && events.length === 0) return;
  if (isSuccess) throw new RecorderError('badAnswer', 'more was answered than a yes');
  if (/^cannot set mute flag$/i.test(message)) throw new RecorderError('notRecording', message);
  if (/^no such channel$/i.test(message)) throw new RecorderError('callOver', message);
  throw toMissing('MixMonitorMute', message) ?? new RecorderError('refused', message);
}

/**
 * Whether MixMonitor was ever started on a leg: it leaves a channel variable there, and does not take it away.
 * @throws {RecorderError} refused, and what `ask` throws
 */
export async function hasMonitor(account: AmiAccount, uniqueId: string): Promise<boolean> {
  const fields = { Channel: uniqueId, Variable: 'MIXMONITOR_FILENAME' };
  const { isSuccess, message, response } = await ask(account, 'Getvar', fields);
  if (isSuccess) return (response['Value'] ?? '') !== '';
  // It hung up in between: nothing of it is recorded any more.
  if (/^no such channel$/i.test(message)) return true;
  throw new RecorderError('refused', message);
}

/** Where Asterisk does not know an action at all, a module is missing. */
function toMissing(action: string, message: string): RecorderError | null {
  if (!/unknown command/i.test(message)) return null;
  return new RecorderError('misconfigured', `this Asterisk knows no ${action}: is app_mixmonitor loaded?`);
}
