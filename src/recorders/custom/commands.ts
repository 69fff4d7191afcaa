// Pause and resume of a described recorder: which calls, in which order, and what becomes of them together.
import { forEachCall, toNoCall } from '../each-call.ts';
import { RecorderError, toRecorderError } from '../errors.ts';
import type { CallRef, Outcome } from '../recorder.ts';
import { capture } from './capture.ts';
import { lookUp } from './look-up.ts';
import { readOne } from './readings.ts';
import { judge } from './rules.ts';
import { ask, type Session } from './session.ts';
import { toTarget, toTargets, unite } from './targets.ts';
import type { Values } from './template.ts';

/**
 * Pauses every call that the look-up finds, and again what an earlier pause of this episode paused.
 * @throws {RecorderError} noCall, ambiguousCall where several calls are to be refused, and what the requests come to
 */
export async function pauseAll(session: Session, held: CallRef | null): Promise<Outcome> {
  const { description, given } = session;
  const found = (await lookUp(session)).map(values => toTarget(description, given, values));
  if (description.many === 'refuse' && found.length > 1)
    throw new RecorderError('ambiguousCall', `the look-up finds ${found.length} calls`);
  const before = held === null ? [] : toTargets(held);
  // What flips is never sent to a call that may be paused already, unless it is read first.
  const isBlindToggle = description.traits.command === 'toggle' && description.read === undefined;
  const targets = isBlindToggle ? found : unite(description, before, found);
  if (targets.length === 0) throw new RecorderError('noCall', 'the look-up finds no call');
  const paused = await sendAll(session, targets, 'paused', target => pauseOne(session, target)).catch(
    toNoCall,
  );
  if (paused.every(({ value }) => value === null))
    throw new RecorderError('notRecording', 'none of the calls is being recorded');
  // A call that was paused before is kept: that nothing records it may only mean that it is paused.
  const kept = paused.flatMap(({ target, value }) => value ?? (before.includes(target) ? [target] : []));
  return { callRef: { targets: kept }, evidence: 'accepted' };
}

/**
 * Resumes exactly the calls in `callRef`.
 * @throws {RecorderError} callOver where all of them are over, and what the requests come to
 */
export async function resumeAll(session: Session, callRef: CallRef): Promise<Outcome> {
  const targets = toTargets(callRef);
  const resumed = await sendAll(session, targets, 'recording', target => resumeOne(session, target), callRef);
  if (resumed.every(({ value }) => value === null))
    throw new RecorderError('notRecording', 'none of the calls is being recorded any more');
  return { callRef, evidence: 'accepted' };
}

type Sent = { target: Values; value: Values | null };

/** `value` is null where nothing records the call. What is wanted is not sent again to what flips. */
async function sendAll(
  session: Session,
  targets: Values[],
  wanted: 'paused' | 'recording',
  send: (target: Values) => Promise<Values>,
  callRef: CallRef = { targets },
): Promise<Sent[]> {
  const isDone = await Promise.all(targets.map(target => isThere(session, target, wanted)));
  if (isDone.includes('open')) await session.target(callRef);
  const sent = await forEachCall(
    targets.map((_, index) => String(index)),
    async id => {
      const target = targets[Number(id)] ?? {};
      const done = isDone[Number(id)];
      if (done === 'over') throw new RecorderError('callOver', 'the call is over');
      return { target, value: done === 'there' ? target : await orNull(send(target)) };
    },
  );
  return sent.map(({ value }) => value);
}

/**
 * Whether a recording that is toggled stands as wanted already: what flips is only sent where it certainly is needed.
 * @throws {RecorderError} refused where that cannot be told: nothing has been sent
 */
async function isThere(
  session: Session,
  target: Values,
  wanted: 'paused' | 'recording',
): Promise<'open' | 'there' | 'over'> {
  const { traits, read } = session.description;
  if (traits.command !== 'toggle' || read === undefined) return 'open';
  const state = await readOne(session, target);
  if (state === 'callOver') return 'over';
  if (state === 'notRecording') throw new RecorderError('notRecording', 'nothing records the call');
  if (state === 'unknown')
    throw new RecorderError('refused', 'how the recording stands cannot be read, so it was not switched');
  return state === wanted ? 'there' : 'open';
}

async function pauseOne(session: Session, target: Values): Promise<Values> {
  const { description, given } = session;
  const { fallback, capture: captures = {}, outcomes, ...request } = description.pause;
  const { answer, values } = await ask(session, request, { ...fallback, ...target });
  const result = judge('pause', outcomes, answer, values);
  if (result === 'alreadyPaused') return target;
  return toTarget(description, given, { ...target, ...capture(captures, answer.json, answer.headers) });
}

async function resumeOne(session: Session, target: Values): Promise<Values> {
  const { fallback, outcomes, ...request } = session.description.resume;
  const { answer, values } = await ask(session, request, { ...fallback, ...target });
  judge('resume', outcomes, answer, values);
  return target;
}

/** "No call" is said of one call here: it is over. "Not recording" is no failure of this call's command. */
async function orNull(sending: Promise<Values>): Promise<Values | null> {
  try {
    return await sending;
  } catch (thrown) {
    const error = toRecorderError(thrown);
    if (error.code === 'notRecording') return null;
    throw error.code === 'noCall' ? new RecorderError('callOver', error.message) : error;
  }
}
