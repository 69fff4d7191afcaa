// The wall clock jumped: somebody set it, or the machine slept. Times that were noted before are put right.
import { note, type Run } from './run.ts';
import type { Channel, Episode, Hold } from './state.ts';

/** A jump forward of at least this is taken for sleep: the limits are then decided anew, soon. */
const sleepMs = 60_000;
/** After a sleep: how long people have to show that they are still at it, before the soft limit decides. */
const afterSleepMs = 20_000;

/**
 * The clock is `byMs` ahead of (or, negative, behind) where it would be. For holds and limits no time went by: a hold
 * must not run out because somebody set the clock. Waits that only keep us from acting (linger, away, retries) are
 * over after a jump forward.
 */
export function applyClockJump(run: Run, byMs: number): void {
  const { state, nowMs } = run;
  note(run, { type: 'clockJumped', byMs });
  for (const hold of state.holds) shiftHold(hold, byMs);
  for (const channel of state.channels) shiftChannel(channel, byMs);
  const { episode } = state;
  if (episode === null) return;
  shiftEpisode(episode, byMs);
  if (byMs >= sleepMs) episode.softLimitAtMs = Math.min(episode.softLimitAtMs, nowMs + afterSleepMs);
}

function shiftHold(hold: Hold, byMs: number): void {
  hold.startedAtMs += byMs;
  // Who typed before a sleep does not type now.
  hold.activeAtMs += Math.min(byMs, 0);
  if (hold.endsAtMs !== undefined) hold.endsAtMs += byMs;
  if (hold.leaseUntilMs !== null) hold.leaseUntilMs += byMs;
  if (hold.awayUntilMs !== null) hold.awayUntilMs += Math.min(byMs, 0);
}

function shiftEpisode(episode: Episode, byMs: number): void {
  episode.startedAtMs += byMs;
  episode.softLimitAtMs += byMs;
  episode.hardLimitAtMs += byMs;
  if (episode.linger !== null) episode.linger.untilMs += Math.min(byMs, 0);
}

function shiftChannel(channel: Channel, byMs: number): void {
  const { owed, attempt, checking, failure } = channel;
  const backMs = Math.min(byMs, 0);
  if (owed !== null) owed.sinceMs += byMs;
  if (failure !== null) failure.sinceMs += byMs;
  if (attempt !== null) {
    attempt.sentAtMs += byMs;
    attempt.giveUpAtMs += backMs;
  }
  if (checking !== null) {
    checking.owed.sinceMs += byMs;
    checking.dueAtMs += backMs;
  }
  if (channel.dueAtMs !== null) channel.dueAtMs += backMs;
  if (channel.acceptedAtMs !== null) channel.acceptedAtMs += backMs;
  if (channel.resumedAtMs !== null) channel.resumedAtMs += backMs;
}
