// One recorder: what to ask of it next. One request in flight, never a guess.
import { forgetAnswer } from './answers.ts';
import { note, type Run } from './run.ts';
import { isPauseWanted, type Channel, type Command } from './state.ts';

/** How long an answer may take before it is taken for lost; the worker itself gives up sooner. */
export const giveUpMs = 15_000;

/** A recorder of which we know nothing yet: taken to be recording. */
export function toChannel(entry: Pick<Channel, 'id' | 'isRequired' | 'traits'>): Channel {
  return {
    ...entry,
    phase: 'recording',
    evidence: null,
    owed: null,
    attempt: null,
    checking: null,
    failure: null,
    absent: null,
    dueAtMs: null,
    acceptedAtMs: null,
    resumedAtMs: null,
    crowding: 0,
    isDoubted: false,
    needsPerson: false,
  };
}

/** Moves one channel towards what should be true now, with at most one new request. */
export function reconcile(run: Run, channel: Channel): void {
  if (channel.attempt !== null) {
    if (run.nowMs < channel.attempt.giveUpAtMs) return;
    forgetAnswer(run, channel);
  }
  const command = isPauseWanted(run.state) ? toPauseCommand(run, channel) : toResumeCommand(run, channel);
  if (command !== null) send(run, channel, command);
}

function toPauseCommand(run: Run, channel: Channel): Command | null {
  if (channel.needsPerson || !isDue(run, channel)) return null;
  const { phase, traits } = channel;
  if (phase === 'paused') return toLookCommand(channel);
  if (phase !== 'unknown') return 'pause';
  if (channel.isDoubted) return 'read';
  if (traits.command === 'set') return 'pause';
  return traits.canRead ? 'read' : askPerson(channel);
}

/** How to make sure that a paused recorder still is: read it, or where that fails or cannot be, say it again. */
function toLookCommand({ traits, failure }: Channel): Command | null {
  const canSayAgain = traits.command === 'set' && !traits.coversNewCalls;
  if (failure?.command === 'pause') return 'pause';
  if (traits.canRead && !(failure?.command === 'read' && canSayAgain)) return 'read';
  return canSayAgain ? 'pause' : null;
}

function toResumeCommand(run: Run, channel: Channel): Command | null {
  const { owed, checking, phase, traits } = channel;
  if (owed === null) {
    channel.phase = 'recording';
    return checking !== null && run.nowMs >= checking.dueAtMs ? 'read' : null;
  }
  if (channel.needsPerson || !isDue(run, channel)) return null;
  if (traits.command === 'set' || phase === 'paused') return 'resume';
  return traits.canRead ? 'read' : askPerson(channel);
}

function askPerson(channel: Channel): null {
  channel.needsPerson = true;
  channel.dueAtMs = null;
  return null;
}

function isDue(run: Run, { dueAtMs }: Channel): boolean {
  return dueAtMs === null || run.nowMs >= dueAtMs;
}

function send(run: Run, channel: Channel, command: Command): void {
  run.state.requests += 1;
  const attemptId = run.state.requests;
  const owed = channel.owed ?? (command === 'read' ? channel.checking?.owed : null);
  channel.attempt = {
    id: attemptId,
    command,
    sentAtMs: run.nowMs,
    giveUpAtMs: run.nowMs + giveUpMs,
    owedBefore: channel.owed,
    phaseBefore: channel.phase,
  };
  channel.dueAtMs = null;
  // A read changes nothing, and a pause that is said again cannot undo itself.
  if (command === 'pause' && channel.phase !== 'paused') channel.phase = 'pausing';
  if (command === 'resume') channel.phase = 'resuming';
  note(run, { type: 'requested', recorder: channel.id, attempt: attemptId, command });
  run.effects.push({
    type: 'request',
    channelId: channel.id,
    attemptId,
    command,
    callRef: owed?.callRef ?? null,
  });
}
