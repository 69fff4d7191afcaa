// One pause from the first hold to the end of the linger, and the limits that end it sooner.
import { releaseHold, spend, toLiveHolds, toSoftLimitMs } from './holds.ts';
import { manualHoldId, type EndReason, type Episode, type Hold } from './state.ts';
import { note, type Run } from './run.ts';

/** How long before the soft limit people are warned. */
export const warnBeforeMs = 30_000;
/** How recent an input must be for the soft limit to move on, and by how much it moves. */
const activityWindowMs = 20_000;
const activityExtensionMs = 30_000;

/** Begins, prolongs or ends the episode, as holds, linger and limits demand. */
export function settleEpisode(run: Run): void {
  const live = toLiveHolds(run.state.holds);
  if (live.length > 0) keepEpisode(run, live);
  const { episode } = run.state;
  if (episode === null) return;
  if (run.nowMs >= episode.hardLimitAtMs) return endByLimit(run, episode, 'hardLimit');
  if (live.length === 0)
    episode.linger ??= { untilMs: run.nowMs + run.state.timings.lingerMs, reason: 'blur' };
  if (episode.linger !== null) {
    if (run.nowMs >= episode.linger.untilMs) endEpisode(run, episode, episode.linger.reason);
    return;
  }
  if (run.nowMs < episode.softLimitAtMs) return;
  if (live.some(hold => isAtWork(hold, episode))) return extendByActivity(run, episode);
  endByLimit(run, episode, 'softLimit');
}

function keepEpisode(run: Run, live: Hold[]): void {
  const { timings } = run.state;
  const softLimitMs = Math.max(...live.map(hold => toSoftLimitMs(hold, timings)));
  if (run.state.episode === null) {
    run.state.episodes += 1;
    run.state.episode = {
      id: run.state.episodes,
      startedAtMs: run.nowMs,
      softLimitAtMs: run.nowMs + Math.min(softLimitMs, timings.hardLimitMs),
      hardLimitAtMs: run.nowMs + timings.hardLimitMs,
      extensions: 0,
      isAfterHardLimit:
        run.state.lastEndReason === 'hardLimit' && live.some(({ startedAtMs }) => startedAtMs < run.nowMs),
      linger: null,
    };
    note(run, { type: 'episodeStarted' });
    return;
  }
  const { episode } = run.state;
  episode.linger = null;
  // A manual press in mid-episode asks for its own, longer limit.
  const manual = live.find(({ id }) => id === manualHoldId);
  if (manual !== undefined)
    episode.softLimitAtMs = Math.min(
      Math.max(episode.softLimitAtMs, manual.startedAtMs + timings.manualSoftLimitMs),
      episode.hardLimitAtMs,
    );
}

/** Whether somebody was typing when the limit came, or had just come; measured from the limit, as the tick may be late. */
function isAtWork(hold: Hold, { startedAtMs, softLimitAtMs }: Episode): boolean {
  if (hold.origin === 'manual') return false;
  const sinceMs = softLimitAtMs - activityWindowMs;
  // Whoever comes late, or in the linger, finds a limit that others have used up.
  if (hold.startedAtMs > Math.max(sinceMs, startedAtMs)) return true;
  return hold.origin === 'field' && hold.awayUntilMs === null && hold.activeAtMs >= sinceMs;
}

function extendByActivity(run: Run, episode: Episode): void {
  episode.softLimitAtMs = Math.min(run.nowMs + activityExtensionMs, episode.hardLimitAtMs);
  episode.extensions += 1;
  note(run, { type: 'extended', by: 'activity' });
}

function endByLimit(run: Run, episode: Episode, reason: 'softLimit' | 'hardLimit'): void {
  for (const hold of toLiveHolds(run.state.holds)) spend(hold, reason);
  // Nothing will ever release a manual hold that a limit ended.
  releaseHold(run, manualHoldId, null, reason);
  endEpisode(run, episode, reason);
}

function endEpisode(run: Run, { startedAtMs }: Episode, reason: EndReason): void {
  note(run, { type: 'episodeEnded', reason, startedAtMs });
  run.state.episode = null;
  run.state.lastEndReason = reason;
}
