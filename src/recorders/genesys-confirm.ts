// Whether a command that Genesys Web Services passed on has been carried out. `statusCode` 0 says no more than that it
// was passed on; the truth is in the calls, and in events about them.
//
// The command stays in flight for about a second at most: long enough for what usually takes 50 to 500 ms, so that
// the agent is not told "paused" on the strength of a request that was merely forwarded, and so that the next command
// cannot overtake this one; short enough that a resume is not kept waiting. What is open then is left to later reads.
import { RecorderError } from './errors.ts';
import { listCalls } from './genesys-api.ts';
import type { Call } from './genesys-call.ts';
import type { CallListener } from './genesys-events.ts';
import type { GenesysSession } from './genesys-session.ts';

export type Confirmation = {
  /** The calls that are still up, of those that were asked for. */
  callIds: string[];
  /** How they were last seen: all as wanted, one at least as it was before, or one at least not at all. */
  seen: 'wanted' | 'before' | 'unknown';
  /** What GWS complained of meanwhile; it may be about somebody else's request. Empty where it did not. */
  complaint: string;
};

type Asked = {
  callIds: string[];
  wanted: 'paused' | 'recording';
  /** Where events are listened for. */
  listener: CallListener | null;
  signal: AbortSignal;
};

/** When to look, after the command was passed on; and when to stop waiting for the last look. */
const looksAtMs = [30, 100, 250, 500, 800];
const deadlineMs = 1_200;
/** How long one question for events may take before the calls themselves are asked. */
const eventsMs = 250;

type Seen = Call['recording'] | 'gone';

/**
 * Looks until the calls are as wanted, or the time is up.
 * @throws {RecorderError} callOver where none of the calls is left; notRecording where what should pause is not
 * recorded at all
 */
export async function confirm(session: GenesysSession, asked: Asked): Promise<Confirmation> {
  const { callIds, wanted, listener, signal } = asked;
  const seen = new Map<string, Seen>(callIds.map(id => [id, 'unknown']));
  const startedMs = performance.now();
  let complaint = '';

  for (const atMs of looksAtMs) {
    await wait(startedMs + atMs - performance.now(), signal);
    const toLeftMs = () => Math.max(0, startedMs + deadlineMs - performance.now());
    const news = listener === null ? null : await within(eventsMs, listener.poll());
    for (const { call, errorMessage } of news?.events ?? []) {
      if (call !== undefined && seen.has(call.id)) seen.set(call.id, toSeen(call));
      // One about another call is about another request.
      if (errorMessage !== undefined && (call === undefined || seen.has(call.id))) complaint = errorMessage;
    }
    // Events tell soonest, but only what comes after the subscription; the calls themselves tell everything.
    const isTold = news !== null && !news.hasGap && complaint === '' && atMs !== looksAtMs.at(-1);
    if (!isTold && !isSettled(seen, wanted)) {
      const calls = await within(
        toLeftMs(),
        listCalls(session).catch(() => null),
      );
      for (const id of calls === null ? [] : callIds) {
        const state = toSeen(calls?.find(call => call.id === id));
        // A call that does not tell takes nothing back of what an event told.
        if (state !== 'unknown') seen.set(id, state);
      }
    }
    if (isSettled(seen, wanted) || signal.aborted) break;
  }
  return { ...toConfirmation(seen, wanted), complaint };
}

function toSeen(call: Call | undefined): Seen {
  return call?.isLive === true ? call.recording : 'gone';
}

/** A recording that was stopped is not to be paused or resumed any more. */
function isSettled(seen: Map<string, Seen>, wanted: Seen): boolean {
  return [...seen.values()].every(state => state === wanted || state === 'gone' || state === 'stopped');
}

function toConfirmation(seen: Map<string, Seen>, wanted: Asked['wanted']): Omit<Confirmation, 'complaint'> {
  const callIds = [...seen.keys()].filter(id => seen.get(id) !== 'gone');
  const states = callIds.map(id => seen.get(id));
  if (states.length === 0) throw new RecorderError('callOver', 'the call is no longer there');
  if (wanted === 'paused' && states.every(state => state === 'stopped'))
    throw new RecorderError('notRecording', 'the recording of the call was stopped');
  if (states.includes(wanted === 'paused' ? 'recording' : 'paused')) return { callIds, seen: 'before' };
  return { callIds, seen: states.includes('unknown') ? 'unknown' : 'wanted' };
}

/** Null where it does not come in time; it is not waited for any longer, and must not reject. */
async function within<T>(ms: number, coming: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ends with the signal, too. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, ms));
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
