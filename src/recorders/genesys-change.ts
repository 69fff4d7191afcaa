// One command to Genesys Web Services, from the requests to what became of them.
import { RecorderError, toRecorderError } from './errors.ts';
import { operate } from './genesys-api.ts';
import { confirm } from './genesys-confirm.ts';
import { listenToCalls } from './genesys-events.ts';
import type { GenesysSession } from './genesys-session.ts';
import type { GenesysSettings } from './genesys-settings.ts';
import type { Evidence, RecorderContext } from './recorder.ts';

type Change = {
  evidence: Evidence;
  /** Calls that were over before they could be changed. */
  lost: string[];
};

/**
 * Asks for all calls at once, every round trip is audible; then looks at what became of them.
 * @throws {RecorderError} callOver where all are over; refused where the calls' present state does not allow it; what
 * the requests throw; badAnswer where that is more than one, or a call is still as it was
 */
export async function change(
  { settings: { confirmBy }, signal }: RecorderContext<GenesysSettings>,
  session: GenesysSession,
  callIds: string[],
  wanted: 'paused' | 'recording',
): Promise<Change> {
  const operationName = wanted === 'paused' ? 'PauseCallRecording' : 'ResumeCallRecording';
  // Not waited for: a subscription that comes too late costs a read, a pause that comes too late costs a card.
  const listener = confirmBy === 'events' ? listenToCalls(session) : null;
  try {
    const results = await Promise.allSettled(callIds.map(id => operate(session, id, operationName)));
    throwFailures(results);
    const asked = callIds.filter((_, index) => results[index]?.status === 'fulfilled');
    // Whether each was passed on; for those that are over nothing is left to do.
    const passedOn = new Set(results.map(result => result.status === 'rejected' || result.value));
    const { seen, complaint, ...left } = await confirm(session, { callIds: asked, wanted, listener, signal });
    const lost = callIds.filter(id => !left.callIds.includes(id));
    // "Not in its present state" is a yes where that state was seen to be the wanted one.
    if (seen === 'wanted') return { evidence: 'verified', lost };
    if (!passedOn.has(true) && seen === 'before')
      throw new RecorderError('refused', `GWS says that ${operationName} is not possible now`);
    if (!passedOn.has(false) && seen === 'unknown' && complaint === '') return { evidence: 'accepted', lost };
    // Never a refusal, whatever is complained of: it may be about another request, and ours only late.
    throw new RecorderError(
      'badAnswer',
      `the call is not seen as ${wanted} after ${operationName}. ${complaint}`,
    );
  } finally {
    listener?.close();
  }
}

/** Calls that are over are no failure as long as one is not. */
function throwFailures(results: PromiseSettledResult<unknown>[]): void {
  const failures = results.flatMap(result =>
    result.status === 'rejected' ? [toRecorderError(result.reason)] : [],
  );
  const isNothingDone = failures.length === results.length;
  const [first, ...others] = failures.filter(({ code }) => code !== 'callOver');
  if (first === undefined && isNothingDone)
    throw new RecorderError('callOver', 'GWS finds none of the calls');
  if (first === undefined) return;
  // Where something may have happened, this must not look like a refusal, after which nothing is owed.
  throw isNothingDone && others.every(({ code }) => code === first.code)
    ? first
    : new RecorderError('badAnswer', first.message, first);
}
