// What a read-back means: it agrees, it contradicts, or the call is over.
import { note, type Run } from './run.ts';
import { isPauseWanted, type Channel, type Owed } from './state.ts';
import type { Reading } from '../recorders/recorder.ts';

/** How often to look again while there is no call, or none that is recorded. */
export const recheckMs = 5_000;

/** Takes a read-back in. */
export function applyReading(run: Run, channel: Channel, attempt: number, reading: Reading): void {
  const { checking } = channel;
  if (!isPauseWanted(run.state) && channel.owed === null && checking !== null)
    return applyCheck(run, channel, attempt, reading, checking.owed);
  switch (reading.state) {
    case 'paused':
      return applyAgreement(run, channel, attempt);
    case 'recording':
      return applyContradiction(run, channel, attempt, reading.isNewCall === true);
    case 'notRecording':
      return endOfCall(run, channel, attempt, 'notRecording');
    case 'callOver':
      return endOfCall(run, channel, attempt, 'noCall');
    case 'unknown':
      unverify(channel);
      channel.dueAtMs = run.nowMs + channel.traits.readEveryMs;
      return;
    default:
      reading.state satisfies never;
  }
}

/**
 * When to look at a paused recorder again, or to pause it again where it cannot be read; null where neither helps,
 * and where nobody wants it paused any more, so that the resume goes out at once.
 */
export function toNextLookAtMs({ nowMs, state }: Run, { traits, crowding }: Channel): number | null {
  if (!isPauseWanted(state)) return null;
  if (traits.canRead) return nowMs + traits.readEveryMs;
  if (traits.coversNewCalls || traits.command === 'toggle') return null;
  // What is paused already makes room for those who wait to be.
  return nowMs + traits.reassertEveryMs * 2 ** crowding;
}

/** What a read-back proved is proved no longer; the pause itself stands as it was accepted. */
export function unverify(channel: Channel): void {
  if (channel.evidence === 'verified') channel.evidence = 'accepted';
}

/** There is nothing to pause (any more); looked at again for as long as somebody holds. */
export function endOfCall(
  run: Run,
  channel: Channel,
  attempt: number,
  what: 'noCall' | 'notRecording',
): void {
  const { owed } = channel;
  const isEnd = owed !== null;
  if (isEnd) note(run, { type: 'callOver', recorder: channel.id, attempt, call: owed.callRef });
  else if (channel.absent !== what) note(run, { type: 'absent', recorder: channel.id, attempt, what });
  channel.phase = 'recording';
  channel.evidence = null;
  channel.owed = null;
  channel.failure = null;
  channel.checking = null;
  channel.isDoubted = false;
  channel.absent = what;
  // Another call may have taken the place of the one that ended: ask at once.
  channel.dueAtMs = isEnd ? null : run.nowMs + recheckMs;
}

function applyAgreement(run: Run, channel: Channel, attempt: number): void {
  if (isOldNews(run, channel)) {
    channel.dueAtMs = run.nowMs + channel.traits.readEveryMs;
    return;
  }
  if (channel.evidence !== 'verified' || channel.phase !== 'paused')
    note(run, { type: 'verified', recorder: channel.id, attempt });
  channel.phase = 'paused';
  channel.evidence = 'verified';
  channel.failure = null;
  channel.absent = null;
  channel.isDoubted = false;
  channel.dueAtMs = toNextLookAtMs(run, channel);
}

/** A list that lags may still show the pause before our last resume: it proves nothing about this one. */
function isOldNews({ nowMs }: Run, { resumedAtMs, traits }: Channel): boolean {
  return nowMs - (resumedAtMs ?? -Infinity) < traits.readLagMs;
}

/** The recorder was found running: a new call, somebody else's doing, or a pause that never was. */
function applyContradiction(run: Run, channel: Channel, attempt: number, isNewCall: boolean): void {
  if (!isPauseWanted(run.state)) {
    // Nothing is wanted, and nothing is paused: what we owed is settled.
    channel.owed = null;
    return;
  }
  const isSettled = run.nowMs - (channel.acceptedAtMs ?? -Infinity) >= channel.traits.readLagMs;
  if (!isNewCall && !isSettled) {
    // A list that lags, perhaps: what was accepted stands, but nothing verifies it now.
    unverify(channel);
    channel.dueAtMs = run.nowMs + channel.traits.readEveryMs;
    return;
  }
  note(run, { type: 'contradicted', recorder: channel.id, attempt, isNewCall });
  channel.phase = 'recording';
  channel.evidence = null;
  channel.dueAtMs = null;
  if (isNewCall) return;
  channel.isDoubted = true;
  channel.failure = {
    command: 'pause',
    code: 'badAnswer',
    reason: 'the recorder said yes and is still recording',
    count: (channel.failure?.count ?? 0) + 1,
    sinceMs: channel.failure?.sinceMs ?? run.nowMs,
  };
}

/** A resumed call was read back: still paused there means that it is still owed. */
function applyCheck(run: Run, channel: Channel, attempt: number, reading: Reading, owed: Owed): void {
  channel.checking = null;
  if (reading.state !== 'paused') return;
  note(run, { type: 'contradicted', recorder: channel.id, attempt, isNewCall: false });
  channel.owed = owed;
  channel.phase = 'paused';
  channel.evidence = 'verified';
  channel.failure = {
    command: 'resume',
    code: 'badAnswer',
    reason: 'the recorder said yes and is still paused',
    count: 1,
    sinceMs: run.nowMs,
  };
}
