// One command for each of several calls.
import { RecorderError, toRecorderError } from './errors.ts';

/** A call that the command reached, and what `send` made of the answer. */
export type Reached<T> = { id: string; value: T };

/**
 * Sends one command to each call, all at once: every round trip is audible. A call that is over leaves the result.
 * @throws {RecorderError} callOver where all of them are over; what all sends failed with; badAnswer where only some
 * failed, as something may have happened: this must not look like a refusal, after which nothing is owed
 */
export async function forEachCall<T>(ids: string[], send: (id: string) => Promise<T>): Promise<Reached<T>[]> {
  const results = await Promise.allSettled(ids.map(async id => ({ id, value: await send(id) })));
  const reached = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  const failures = results
    .flatMap(result => (result.status === 'rejected' ? [toRecorderError(result.reason)] : []))
    .filter(({ code }) => code !== 'callOver');
  const [first] = failures;
  if (first === undefined && reached.length === 0)
    throw new RecorderError('callOver', 'the recorder finds none of the calls');
  if (first === undefined) return reached;
  if (reached.length === 0 && failures.every(({ code }) => code === first.code)) throw first;
  throw new RecorderError(
    'badAnswer',
    `${failures.length} of ${ids.length} calls failed: ${first.message}`,
    first,
  );
}

/** For pauses: where the calls are over there is none. */
export function toNoCall(thrown: unknown): never {
  const error = toRecorderError(thrown);
  throw error.code === 'callOver' ? new RecorderError('noCall', error.message) : error;
}
