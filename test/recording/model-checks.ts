// What must be true after every single step, whatever happened. Each check throws with a word for what it would be:
// a lie, a leak, a gap, or a wake-up that would be missed.
import type { RecordingEvent } from '../../src/recording/events.ts';
import { isPauseWanted, type Channel, type Hold, type State } from '../../src/recording/state.ts';
import { toRequired, toStatus } from '../../src/recording/status.ts';
import { step } from '../../src/recording/step.ts';
import { toView } from '../../src/recording/view.ts';
import type { Recorder } from './model-recorder.ts';
import type { Wire } from './model-wire.ts';

/** Longest wait before the next try: 30 s, and a quarter more. */
const longestWaitMs = 37_500;

/** How long a frame may take to claim its hold from a new worker. */
const reclaimMs = 10_000;

export type Moment = {
  before: State;
  event: RecordingEvent;
  state: State;
  nowMs: number;
  wakeAtMs: number | null;
};

/** What is said: paused, ready and "no call" only where it is so, or where nobody could know better. */
export function checkTruth({ state, nowMs }: Moment, recorders: Recorder[], wire: Wire): void {
  const { status, evidence } = toView(state, nowMs);
  for (const { id: channelId, attempt } of toQuiet(state)) {
    const recorder = recorders[Number(channelId)];
    // Whether there is a call by now is being asked.
    if (status === 'noCall' && attempt !== null) continue;
    for (const id of recorder?.silent ?? [])
      if (recorder?.unresumed.has(id) !== true)
        throw new Error(`gap: "${status}" is shown, and ${id} is paused`);
  }
  if (status !== 'paused' && status !== 'microphoneOff') return;
  const said = toRequired(state.channels).filter(
    ({ phase, absent }) => absent === null || phase === 'paused',
  );
  const isRecordingPaused = said.some(
    ({ phase, traits }) => phase === 'paused' && traits.effect !== 'agentMicrophone',
  );
  if ((status === 'paused') !== isRecordingPaused) throw new Error('lie: a microphone is no recording');
  for (const channel of said) checkPaused(channel, recorders[Number(channel.id)], wire);
  const unproven = said.filter(
    ({ id, traits }) => traits.effect !== 'agentMicrophone' && !wire.verified.has(id),
  );
  if (evidence === 'verified' && unproven.length > 0) throw new Error('lie: verified without a read-back');
}

/** The channels of which it is said that they record, or have nothing to record. */
function toQuiet(state: State): Channel[] {
  const status = toStatus(state);
  if (status === 'noCall') return toRequired(state.channels);
  return status === 'ready' || status === 'observing' ? state.channels : [];
}

function checkPaused(channel: Channel, recorder: Recorder | undefined, wire: Wire): void {
  if (channel.phase !== 'paused' || channel.evidence === null)
    throw new Error('lie: a channel is not paused');
  if (channel.attempt?.command === 'resume') throw new Error('lie: a resume is on its way');
  if (wire.distrusted.has(channel.id)) throw new Error('lie: a recorder that lied is believed again');
  if (channel.evidence === 'verified' && !wire.verified.has(channel.id))
    throw new Error('lie: verified without a read-back');
  for (const id of (channel.owed?.callRef ?? []) as string[]) {
    if (recorder?.isPaused(id) !== false) continue;
    const excuse = recorder.unknowable.get(id);
    if (excuse === undefined) throw new Error(`lie: ${id} is being recorded`);
    if (excuse === 'lie' && channel.evidence === 'verified')
      throw new Error(`lie: ${id} is being recorded, and called verified`);
  }
}

/** What is wanted is pursued: at once, or after a wait that has an end. */
export function checkPursuit({ state, nowMs, wakeAtMs }: Moment): void {
  if (state.holds.some(({ spent }) => spent === null) && state.episode === null)
    throw new Error('leak: a hold and no episode');
  for (const channel of state.channels) {
    const { attempt, needsPerson, dueAtMs } = channel;
    if (needsPerson || !isPursued(state, channel)) continue;
    const untilMs = attempt?.giveUpAtMs ?? dueAtMs;
    if (untilMs === null) throw new Error(`leak or gap: nothing is done about channel ${channel.id}`);
    if (untilMs - nowMs > longestWaitMs)
      throw new Error(`leak or gap: channel ${channel.id} waits for too long`);
    if (untilMs > nowMs && (wakeAtMs === null || wakeAtMs > untilMs))
      throw new Error('nobody would be woken');
  }
}

function isPursued(state: State, { phase, traits, owed, attempt }: Channel): boolean {
  if (attempt !== null) return true;
  if (!isPauseWanted(state)) return owed !== null;
  return phase !== 'paused' || traits.canRead || (traits.command === 'set' && !traits.coversNewCalls);
}

/** No pause outlives its limits or its linger, however late we are woken and whatever the clock did. */
export function checkLimits({ before, event, state, nowMs }: Moment): void {
  const { episode } = state;
  if (episode === null) return;
  const { softLimitAtMs, hardLimitAtMs, linger } = episode;
  const isSame = before.episode?.id === episode.id;
  const movedMs = isSame ? hardLimitAtMs - (before.episode?.hardLimitAtMs ?? 0) : 0;
  if (movedMs !== (isSame && event.type === 'clockJumped' ? event.byMs : 0))
    throw new Error('gap: the hard limit moved');
  if (softLimitAtMs > hardLimitAtMs) throw new Error('gap: the soft limit comes after the hard one');
  const untilMs = linger === null ? softLimitAtMs : Math.min(linger.untilMs, hardLimitAtMs);
  if (nowMs >= untilMs) throw new Error('gap: an episode outlives its limit');
}

/** What failed and is still wanted is an alert from the first answer on, and a new call is paused at once. */
export function checkAnswer({ before, event, state }: Moment): void {
  if (event.type !== 'answered') return;
  if (event.answer.type !== 'failure') return checkNewCall(event, before, state);
  const attempt = before.channels.find(({ id }) => id === event.channelId)?.attempt;
  const channel = toRequired(state.channels).find(({ id }) => id === event.channelId);
  if (attempt?.id !== event.attemptId || attempt.command === 'read' || channel?.absent !== null) return;
  const isWanted = isPauseWanted(state);
  if (isWanted !== isPauseWanted(before) || isWanted !== (attempt.command === 'pause')) return;
  const status = toStatus(state);
  if (isWanted && channel.phase !== 'paused' && status !== 'stillRecording')
    throw new Error(`lie: a pause failed, and "${status}" is shown`);
  if (!isWanted && channel.owed !== null && status !== 'stillPaused' && status !== 'microphoneStuck')
    throw new Error(`lie: a resume failed, and "${status}" is shown`);
}

function checkNewCall(
  event: Extract<RecordingEvent, { type: 'answered' }>,
  before: State,
  state: State,
): void {
  const { channelId, attemptId, answer } = event;
  if (answer.type !== 'reading' || answer.reading.isNewCall !== true || !isPauseWanted(state)) return;
  const attempt = before.channels.find(({ id }) => id === channelId)?.attempt;
  if (attempt?.id !== attemptId || !isPauseWanted(before)) return;
  const channel = state.channels.find(({ id }) => id === channelId);
  if (channel?.attempt?.command !== 'pause') throw new Error('leak: a new call is not paused at once');
}

/** A tick before its time changes nothing: whatever time changes, we are woken for. */
export function checkWake({ state, nowMs, wakeAtMs }: Moment): void {
  const atMs = (wakeAtMs ?? nowMs + 1e9) - 1;
  if (atMs <= nowMs) return;
  const after = step(state, { type: 'tick' }, atMs);
  const isSame =
    after.effects.length === 0 &&
    JSON.stringify({ ...after.state, seenAtMs: 0 }) === JSON.stringify({ ...state, seenAtMs: 0 }) &&
    JSON.stringify(toView(after.state, atMs)) === JSON.stringify(toView(state, nowMs));
  if (!isSame) throw new Error('a wake-up would be missed: time changes something before it');
}

/** A hold ends for a reason, and what a person or a limit has ended does not come back by itself. */
export function checkHolds({ before, event, state, nowMs }: Moment): void {
  for (const { origin, leaseUntilMs, awayUntilMs, endsAtMs } of state.holds) {
    if (Math.min(leaseUntilMs ?? Infinity, awayUntilMs ?? Infinity, endsAtMs ?? Infinity) <= nowMs)
      throw new Error('gap: a hold outlives its time');
    if (origin !== 'manual' && endsAtMs !== undefined)
      throw new Error('leak: policy ends what a field asks for');
  }
  if (event.type === 'restarted')
    for (const { leaseUntilMs, isUnclaimed } of state.holds)
      if (leaseUntilMs !== null && (!isUnclaimed || leaseUntilMs > nowMs + reclaimMs))
        throw new Error('gap: a hold that nobody claims would live on');
  for (const hold of before.holds) {
    const after = state.holds.find(({ id, seq }) => id === hold.id && seq === hold.seq);
    if (after === undefined) checkEnd(hold, event, state, nowMs);
    else checkSpent(hold, after, event);
  }
  if (event.type === 'hold' || event.type === 'pageHold') {
    const known = before.holds.find(({ id }) => id === event.id);
    const held = state.holds.find(({ id, seq }) => id === event.id && seq === event.seq);
    const isNew = known === undefined || known.seq < event.seq;
    if (isNew && held?.spent !== null) throw new Error('leak: a new focus does not hold');
  }
}

function checkEnd(hold: Hold, event: RecordingEvent, { lastEndReason }: State, nowMs: number): void {
  const isOver = (hold.leaseUntilMs ?? Infinity) <= nowMs || (hold.awayUntilMs ?? Infinity) <= nowMs;
  const isItsEvent = (event.type === 'release' || event.type === 'hold' || event.type === 'pageHold') && event.id === hold.id; // prettier-ignore
  const isManual = hold.origin === 'manual';
  const isByPerson = isManual && event.type === 'manualResume';
  const isByPolicy = isManual && (hold.endsAtMs ?? Infinity) <= nowMs;
  const isByLimit = isManual && (lastEndReason === 'softLimit' || lastEndReason === 'hardLimit');
  // A jump ahead is time that went by for those who are away.
  const isJump = event.type === 'clockJumped' && event.byMs > 0 && hold.awayUntilMs !== null;
  if (!isOver && !isItsEvent && !isByPerson && !isByPolicy && !isByLimit && !isJump)
    throw new Error(`leak: ${hold.id} ends for no reason`);
}

function checkSpent(before: Hold, after: Hold, event: RecordingEvent): void {
  if (before.spent === after.spent) return;
  const isTyping = event.type === 'activity' && event.id === before.id;
  if (before.spent === 'person') throw new Error('a person’s word was taken back');
  if (after.spent === null && !isTyping) throw new Error('what a limit ended holds again by itself');
  if (after.spent === 'person' && event.type !== 'manualResume') throw new Error('leak: no person resumed');
}
