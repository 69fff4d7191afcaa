// How the recordings stand, as the described read-back tells it.
import { toRecorderError } from '../errors.ts';
import type { CallRef, Reading } from '../recorder.ts';
import { lookUp } from './look-up.ts';
import { clockNames, namesOf } from './names.ts';
import { judge } from './rules.ts';
import { ask, type Session } from './session.ts';
import { toIdentity, toTarget, toTargets, unite } from './targets.ts';
import type { Values } from './template.ts';

type ReadState = Reading['state'];

/**
 * The state of the calls in `callRef`, and of calls that began since; of the calls now where it is null.
 * @throws {RecorderError} what the requests come to
 */
export async function readAll(session: Session, callRef: CallRef | null): Promise<Reading> {
  const { description, given } = session;
  if (description.read === undefined) return { state: 'unknown' };
  const held = callRef === null ? [] : toTargets(callRef);
  const now = (await lookUp(session)).map(values => toTarget(description, given, values));
  const targets = unite(description, held, now);
  const ours = new Set((callRef === null ? targets : held).map(target => toIdentity(description, target)));
  const read = await Promise.all(
    targets.map(async target => ({
      state: await readOne(session, target),
      isNew: !ours.has(toIdentity(description, target)),
    })),
  );
  return toReading(read);
}

/**
 * The state of one recording.
 * @throws {RecorderError} what the request comes to
 */
export async function readOne(session: Session, target: Values): Promise<ReadState> {
  const { read } = session.description;
  if (read === undefined) return 'unknown';
  // The answer that would have brought the value was lost, or has not been given yet.
  const known = new Set([...Object.keys({ ...session.given, ...target }), ...clockNames]);
  if (namesOf(read).some(name => !known.has(name))) return 'unknown';
  const { outcomes, ...request } = read;
  const { answer, values } = await ask(session, request, target);
  try {
    return judge('read', outcomes, answer, values);
  } catch (thrown) {
    const { code } = toRecorderError(thrown);
    if (code === 'callOver' || code === 'noCall') return 'callOver';
    if (code === 'notRecording') return 'notRecording';
    throw thrown;
  }
}

/** Of several calls the worst counts: one that is recorded, then one that nobody knows about. */
function toReading(read: { state: ReadState; isNew: boolean }[]): Reading {
  // A call that nobody paused is taken to be recorded until something says otherwise.
  const recorded = read.filter(({ state, isNew }) => state === 'recording' || (isNew && state === 'unknown'));
  if (recorded.length > 0)
    return { state: 'recording', ...(recorded.some(({ isNew }) => isNew) ? { isNewCall: true } : {}) };
  const ours = read.filter(({ isNew, state }) => !isNew && state !== 'callOver');
  if (ours.length === 0) return { state: 'callOver' };
  if (read.some(({ state }) => state === 'unknown')) return { state: 'unknown' };
  return { state: ours.some(({ state }) => state === 'paused') ? 'paused' : 'notRecording' };
}
