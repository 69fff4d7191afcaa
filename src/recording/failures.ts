// What a failed request means: certainly nothing happened, perhaps something did, or there was nothing to do.
import { toBackoffMs } from './backoff.ts';
import { endOfCall, unverify } from './readings.ts';
import { note, type Run } from './run.ts';
import { isPauseWanted, type Channel } from './state.ts';
import type { Failure, RecorderErrorCode } from '../recorders/errors.ts';

type Attempt = NonNullable<Channel['attempt']>;

const mostCrowding = 4;

/** Whether the request may have been executed in spite of the failure. */
const mayHaveActed: Record<RecorderErrorCode, boolean> = {
  timedOut: true,
  unreachable: true,
  badAnswer: true,
  unauthorized: false,
  forbidden: false,
  noCall: false,
  ambiguousCall: false,
  notRecording: false,
  callOver: false,
  rateLimited: false,
  refused: false,
  misconfigured: false,
};

/** Takes a failed request in: alert and retry, or the end of a call. */
export function applyFailure(run: Run, channel: Channel, attempt: Attempt, failure: Failure): void {
  const { code } = failure;
  if (!mayHaveActed[code] && attempt.command === 'pause') channel.owed = attempt.owedBefore;
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
  if (code === 'rateLimited') channel.crowding = Math.min(channel.crowding + 1, mostCrowding);
  const count = remember(run, channel, attempt, failure);
  switch (attempt.command) {
    case 'read':
      failedRead(run, channel);
      return;
    case 'pause':
      channel.phase = toPhaseAfterFailedPause(attempt, code, count);
      return;
    case 'resume':
      channel.phase = mayHaveActed[code] ? 'unknown' : attempt.phaseBefore;
      if (mayHaveActed[code]) channel.resumedAtMs = run.nowMs;
      return;
    default:
      attempt.command satisfies never;
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
  channel.dueAtMs = run.nowMs + toBackoffMs(count, run.state.requests + run.nowMs, failure.retryAfterMs);
  return count;
}

function failedRead(run: Run, channel: Channel): void {
  unverify(channel);
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
  return mayHaveActed[code] ? 'unknown' : phaseBefore;
}
