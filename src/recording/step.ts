// The core: facts in, facts and effects out. No clock, no network, no browser.
import { applyAnswer, applyTarget, forgetAnswer } from './answers.ts';
import { reconcile, toChannel } from './channel.ts';
import { applyClockJump } from './clock.ts';
import { settleEpisode } from './episode.ts';
import type { RecordingEvent } from './events.ts';
import {
  activity,
  breakGate,
  endManualHold,
  extend,
  releaseHold,
  settleHolds,
  startHold,
  startManualHold,
} from './holds.ts';
import { alertSchema } from './notes.ts';
import { unverify } from './readings.ts';
import { note, toMicrophoneMark, type Effect, type Run } from './run.ts';
import { isPauseWanted, type Channel, type Owed, type State } from './state.ts';
import { toStatus } from './status.ts';
import { startTrialHold } from './trial-hold.ts';
import { toWakeAtMs } from './wake.ts';

export type { Effect } from './run.ts';

export type Step = {
  state: State;
  effects: Effect[];
  /** When `tick` is due, ms since the epoch; null where nothing waits for time. */
  wakeAtMs: number | null;
};

/** Applies one event at `nowMs` (wall clock, ms since the epoch). Never throws, and leaves `state` as it is. */
export function step(state: State, event: RecordingEvent, nowMs: number): Step {
  const run: Run = { state: structuredClone(state), nowMs, effects: [] };
  run.state.seenAtMs = nowMs;
  // Facts of time come first, so that an event that arrives late finds what was already over. A jump is no such fact.
  if (event.type !== 'clockJumped') settle(run);
  apply(run, event);
  settle(run);
  if (isPauseWanted(run.state) !== isPauseWanted(state)) run.state.channels.forEach(turn);
  for (const channel of run.state.channels) reconcile(run, channel);
  noteAlert(run, state);
  return { state: run.state, effects: run.effects, wakeAtMs: toWakeAtMs(run.state, nowMs) };
}

/** What people are told from now on, where that is an alert, or no longer is one. */
function noteAlert(run: Run, before: State): void {
  const ended = alertSchema.safeParse(toStatus(before)).data;
  const started = alertSchema.safeParse(toStatus(run.state)).data;
  if (ended === started) return;
  if (ended !== undefined) note(run, { type: 'alertEnded', alert: ended });
  if (started !== undefined) note(run, { type: 'alertStarted', alert: started });
}

function settle(run: Run): void {
  settleHolds(run);
  settleEpisode(run);
  const { episode, wantedMode } = run.state;
  // Whoever is taking a card now is not to be recorded because somebody changed a setting.
  if (episode === null || wantedMode === 'enforce') run.state.mode = wantedMode;
}

/**
 * The opposite is wanted from now on: what went wrong on the old way, and its waits, matter no more. Neither does a
 * read in flight: it would keep us waiting, and its answer is about what we wanted before.
 */
function turn(channel: Channel): void {
  if (channel.attempt?.command === 'read') channel.attempt = null;
  channel.failure = null;
  channel.dueAtMs = null;
  channel.absent = null;
  channel.isDoubted = false;
  // What was read back in another pause proves nothing of this one.
  unverify(channel);
}

/** A person pressed: what waits for its next try is tried now, unless the recorder itself told us to wait. */
function tryNow(channel: Channel): void {
  if (channel.failure !== null && channel.failure.code !== 'rateLimited') channel.dueAtMs = null;
}

function apply(run: Run, event: RecordingEvent): void {
  switch (event.type) {
    case 'configured':
      run.state.timings = event.timings;
      run.state.wantedMode = event.mode ?? 'enforce';
      run.state.channels = configure(run.state.channels, event.channels);
      return;
    case 'restarted':
      restart(run);
      return;
    case 'recovered':
      for (const { channelId, ...owed } of event.owed) recover(run, channelId, owed);
      return;
    case 'hold':
    case 'pageHold':
      startHold(run, event);
      return;
    case 'release':
      releaseHold(run, event.id, event.seq, event.reason);
      return;
    case 'activity':
      activity(run, event.id, event.seq);
      return;
    case 'manualPause':
      startManualHold(run, event);
      run.state.channels.forEach(tryNow);
      return;
    case 'retry':
      run.state.channels.forEach(tryNow);
      return;
    case 'trialPause':
      startTrialHold(run, event.leaseMs);
      return;
    case 'manualResume':
      endManualHold(run, event.why);
      run.state.channels.forEach(tryNow);
      return;
    case 'extend':
      extend(run);
      return;
    case 'breakGate':
      breakGate(run, event);
      return;
    case 'personSaw':
      personSaw(run, event.channelId, event.isPaused);
      return;
    case 'targeted':
      applyTarget(run, event);
      return;
    case 'answered':
      applyAnswer(run, event);
      return;
    case 'clockJumped':
      applyClockJump(run, event.byMs);
      return;
    case 'tick':
      return;
    default:
      event satisfies never;
  }
}

/** Takes over the configured recorders; one that was removed stays, without a say, until it owes nothing. */
function configure(
  before: Channel[],
  configured: Extract<RecordingEvent, { type: 'configured' }>['channels'],
): Channel[] {
  const kept = configured.map(entry => {
    const channel = before.find(({ id }) => id === entry.id);
    return channel ? { ...channel, isRequired: entry.isRequired, traits: entry.traits } : toChannel(entry);
  });
  const leaving = before.filter(
    channel =>
      !configured.some(({ id }) => id === channel.id) && (channel.owed !== null || channel.attempt !== null),
  );
  return [...kept, ...leaving.map(channel => ({ ...channel, isRequired: false }))];
}

/** A frame that lives on claims its hold within this time of a worker restart. */
const reclaimMs = 10_000;

function restart(run: Run): void {
  for (const hold of run.state.holds) {
    if (hold.leaseUntilMs === null) continue;
    hold.leaseUntilMs = Math.min(hold.leaseUntilMs, run.nowMs + reclaimMs);
    hold.isUnclaimed = true;
  }
  for (const channel of run.state.channels) forgetAnswer(run, channel);
}

function recover(run: Run, channelId: string, owed: Owed): void {
  const channel = run.state.channels.find(({ id }) => id === channelId);
  if (channel === undefined || channel.owed !== null) return;
  channel.owed = owed;
  channel.phase = 'unknown';
  note(run, { type: 'recovered', recorder: channel.id, call: owed.callRef });
}

function personSaw(run: Run, channelId: string, isPaused: boolean): void {
  const channel = run.state.channels.find(({ id, needsPerson }) => id === channelId && needsPerson);
  if (channel === undefined) return;
  note(run, { type: 'personSaw', recorder: channel.id, isPaused, ...toMicrophoneMark(channel) });
  channel.needsPerson = false;
  channel.failure = null;
  channel.absent = null;
  channel.phase = isPaused ? 'paused' : 'recording';
  channel.evidence = isPaused ? 'accepted' : null;
  if (!isPaused) channel.owed = null;
}
