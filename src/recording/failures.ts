// What a failed request means: certainly nothing happened, perhaps something did, or there was nothing to do.
import { toBackoffMs } from './backoff.ts';
import { endOfCall } from './readings.ts';
import { note, type Run } from './run.ts';
import { isPauseWanted, type Channel } from './state.ts';
import type { Failure, RecorderErrorCode } from '../recorders/errors.ts';

type Attempt = NonNullable<Channel['attempt']>;

/** Takes a failed request in: alert and retry, or the end of a call. */
export function applyFailure(run: Run, channel: Channel, attempt: Attempt, failure: Failure): void {
  const { code } = failure;
  if (!mayHaveActed(code) && attempt.command === 'pause') channel.owed = attempt.owedBefore;
  if (code === 'noCall' || code === 'callOver') return endOfCall(run, channel, attempt.id, 'noCall');
  if (code === 'notRecording') return endOfCall(run, channel, attempt.id, 'notRecording');
  note(run, {
    type: 'failed',
    recorder: channel.id,
    attempt: attempt.id,
    command: attempt.command,
    code,
    ...(failure.reason === undefined ? {} : { reason: failure.reason }),
  });
  const count = remember(run, channel, attempt, failure);
  switch (attempt.command) {
    case 'read':
      failedRead(run, channel);
      return;
    case 'pause':
      channel.phase = toPhaseAfterFailedPause(attempt, code, count);
      return;
    case 'resume':
      channel.phase = mayHaveActed(code) ? 'unknown' : attempt.phaseBefore;
      if (mayHaveActed(code)) channel.resumedAtMs = run.nowMs;
      return;
    default:
      attempt.command satisfies never;
  }
}

/** Whether the request may have been executed in spite of the failure. */
function mayHaveActed(code: RecorderErrorCode): boolean {
  switch (code) {
    case 'timedOut':
    case 'unreachable':
    case 'badAnswer':
      return true;
    case 'unauthorized':
    case 'forbidden':
    case 'noCall':
    case 'ambiguousCall':
    case 'notRecording':
    case 'callOver':
    case 'rateLimited':
    case 'refused':
    case 'misconfigured':
      return false;
    default:
      return code satisfies never;
  }
}

/** Keeps the failure and sets the next try; returns how many there were in a row. */
function remember(run: Run, channel: Channel, { command }: Attempt, failure: Failure): number {
  const unwanted = isPauseWanted(run.state) ? 'resume' : 'pause';
  if (command === unwanted) {
    // The opposite is wanted by now: it is asked for at once, and this failure is nobody's concern.
    channel.failure = null;
    channel.dueAtMs = null;
    return 1;
  }
  const before = channel.failure?.command === command ? channel.failure : null;
  const count = (before?.count ?? 0) + 1;
  channel.failure = { ...failure, command, count, sinceMs: before?.sinceMs ?? run.nowMs };
  channel.dueAtMs = run.nowMs + toBackoffMs(count, run.state.requests, failure.retryAfterMs);
  return count;
}

/** What could not be read is no longer verified; the pause itself stands as it was accepted. */
function failedRead(run: Run, channel: Channel): void {
  if (channel.evidence === 'verified') channel.evidence = 'accepted';
  const dueAtMs = Math.max(channel.dueAtMs ?? 0, run.nowMs + channel.traits.readEveryMs);
  channel.dueAtMs = dueAtMs;
  if (channel.checking !== null) channel.checking.dueAtMs = dueAtMs;
}

/**
 * One failure to pause again what is already paused may be a hiccup and undoes nothing; a second one means that
 * we no longer know.
 */
function toPhaseAfterFailedPause(
  { phaseBefore }: Attempt,
  code: RecorderErrorCode,
  count: number,
): Channel['phase'] {
  if (phaseBefore === 'paused') return count < 2 ? 'paused' : 'unknown';
  return mayHaveActed(code) ? 'unknown' : phaseBefore;
}
