// When time itself is the next event.
import { warnBeforeMs } from './episode.ts';
import { isPauseWanted, type Channel, type Hold, type State } from './state.ts';

/** The next moment at which `tick` changes something, ms since the epoch, or null. */
export function toWakeAtMs(state: State, nowMs: number): number | null {
  const times = [
    ...state.holds.flatMap(toHoldTimes),
    ...toEpisodeTimes(state),
    ...state.channels.flatMap(channel => toChannelTimes(channel, isPauseWanted(state))),
  ].filter(time => time > nowMs);
  return times.length === 0 ? null : Math.min(...times);
}

function toHoldTimes({ leaseUntilMs, awayUntilMs, endsAtMs }: Hold): number[] {
  const ends = endsAtMs === undefined ? [] : [endsAtMs - warnBeforeMs, endsAtMs];
  return [leaseUntilMs, awayUntilMs, ...ends].filter(time => time !== null);
}

function toEpisodeTimes({ episode }: State): number[] {
  if (episode === null) return [];
  if (episode.linger !== null) return [episode.linger.untilMs, episode.hardLimitAtMs];
  return [episode.softLimitAtMs - warnBeforeMs, episode.softLimitAtMs, episode.hardLimitAtMs];
}

function toChannelTimes(
  { attempt, checking, owed, dueAtMs, needsPerson }: Channel,
  isWanted: boolean,
): number[] {
  if (attempt !== null) return [attempt.giveUpAtMs];
  if (!isWanted && owed === null) return checking === null ? [] : [checking.dueAtMs];
  return needsPerson || dueAtMs === null ? [] : [dueAtMs];
}
