// What the answers of a recorder mean.
import type { RecordingEvent } from './events.ts';
import { applyFailure } from './failures.ts';
import { applyReading, toNextLookAtMs } from './readings.ts';
import { note, toMicrophoneMark, type Run } from './run.ts';
import type { Channel } from './state.ts';
import type { Outcome } from '../recorders/recorder.ts';

type Answered = Extract<RecordingEvent, { type: 'answered' }>;

/** The answer to the request in flight is lost: it may or may not have been executed. */
export function forgetAnswer(run: Run, channel: Channel): void {
  receive(run, channel, { type: 'failure', failure: { code: 'timedOut', reason: 'the answer was lost' } });
}

/** Remembers which calls the request in flight addresses, before it leaves. */
export function applyTarget(run: Run, event: Extract<RecordingEvent, { type: 'targeted' }>): void {
  const channel = toWaiting(run, event);
  if (channel?.attempt?.command !== 'pause') return;
  // Another call than those that are paused: it is being recorded until the answer comes.
  const isWider = JSON.stringify(channel.owed?.callRef) !== JSON.stringify(event.callRef);
  if (channel.phase === 'paused' && isWider) {
    note(run, { type: 'contradicted', recorder: channel.id, attempt: event.attemptId, isNewCall: true });
    channel.phase = 'pausing';
    // Whatever comes of this request: that everything was paused is no longer true.
    channel.attempt.phaseBefore = 'unknown';
  }
  channel.owed = { sinceMs: run.nowMs, ...channel.owed, callRef: event.callRef };
  if (isWider)
    note(run, { type: 'targeted', recorder: channel.id, attempt: event.attemptId, call: event.callRef });
}

/** Takes an answer in; a late or foreign one changes nothing. */
export function applyAnswer(run: Run, event: Answered): void {
  const channel = toWaiting(run, event);
  if (channel !== undefined) receive(run, channel, event.answer);
}

function toWaiting(run: Run, event: { channelId: string; attemptId: number }): Channel | undefined {
  return run.state.channels.find(
    ({ id, attempt }) => id === event.channelId && attempt?.id === event.attemptId,
  );
}

function receive(run: Run, channel: Channel, answer: Answered['answer']): void {
  const { attempt } = channel;
  if (attempt === null) return;
  channel.attempt = null;
  switch (answer.type) {
    case 'failure':
      return applyFailure(run, channel, attempt, answer.failure);
    case 'reading':
      return applyReading(run, channel, attempt.id, answer.reading);
    case 'outcome':
      if (attempt.command === 'pause') applyPaused(run, channel, attempt, answer.outcome);
      if (attempt.command === 'resume') applyResumed(run, channel, attempt.id, answer.outcome);
      return;
    default:
      answer satisfies never;
  }
}

function applyPaused(
  run: Run,
  channel: Channel,
  { id: attempt, owedBefore }: NonNullable<Channel['attempt']>,
  { callRef, evidence, reference }: Outcome,
): void {
  const wasPaused = channel.phase === 'paused';
  // Somebody may have ended the pause before this one unseen, and a list that lags may go on showing it.
  if (owedBefore !== null) channel.resumedAtMs = run.nowMs;
  channel.owed = {
    callRef,
    sinceMs: channel.owed?.sinceMs ?? run.nowMs,
    ...(reference === undefined ? {} : { reference }),
  };
  channel.absent = null;
  channel.checking = null;
  channel.acceptedAtMs = run.nowMs;
  channel.evidence = evidence;
  channel.dueAtMs = toNextLookAtMs(run, channel);
  if (channel.isDoubted && evidence === 'accepted') {
    channel.phase = 'unknown';
    return;
  }
  channel.phase = 'paused';
  channel.failure = null;
  channel.isDoubted = false;
  if (wasPaused) return;
  note(run, {
    type: 'paused',
    recorder: channel.id,
    attempt,
    evidence,
    call: callRef,
    ...(reference === undefined ? {} : { reference }),
    ...toMicrophoneMark(channel),
  });
}

function applyResumed(run: Run, channel: Channel, attempt: number, { reference }: Outcome): void {
  const { owed, traits } = channel;
  channel.phase = 'recording';
  channel.evidence = null;
  channel.owed = null;
  channel.failure = null;
  channel.resumedAtMs = run.nowMs;
  channel.crowding = Math.max(0, channel.crowding - 1);
  channel.checking =
    traits.canRead && owed !== null
      ? { owed, dueAtMs: run.nowMs + Math.max(traits.readEveryMs, traits.readLagMs) }
      : null;
  note(run, {
    type: 'resumed',
    recorder: channel.id,
    attempt,
    reason: run.state.lastEndReason,
    ...(owed === null ? {} : { call: owed.callRef }),
    ...(reference === undefined ? {} : { reference }),
    ...toMicrophoneMark(channel),
  });
}
