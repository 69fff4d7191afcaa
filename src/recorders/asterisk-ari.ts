// Asterisk where an ARI application records (not MixMonitor): `pause` of a live recording by its name.
// Facts: https://docs.asterisk.org/Latest_API/API_Documentation/Asterisk_REST_Interface/Recordings_REST_API/ and what
// Asterisk 16.28 and 22.10 answered and recorded in our tests. Paused time is missing from the file.
//
// A pause is followed by a read of the same recording, so that it counts as verified. The read also tells which
// channel or bridge is recorded: a later call whose recording has the same name is never resumed for this one.
import { readRecording, setPaused } from './asterisk-ari-api.ts';
import { toCheckTasks } from './asterisk-ari-check.ts';
import { findNames, type Candidates } from './asterisk-ari-names.ts';
import { findOurs, isOver, isPaused, readEach, toReading } from './asterisk-ari-reading.ts';
import { settings, toHeld, type Context, type Held } from './asterisk-ari-settings.ts';
import { defineRecorder } from './define-recorder.ts';
import { forEachCall } from './each-call.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { toMatchPattern } from './http.ts';
import type { Outcome } from './recorder.ts';

/** The recorder "Asterisk (ARI)". */
export const asteriskAri = defineRecorder({
  id: 'asterisk-ari',
  name: 'Asterisk (recordings made through ARI)',
  docs: 'https://docs.asterisk.org/Latest_API/API_Documentation/Asterisk_REST_Interface/Recordings_REST_API/',
  settings,
  offer: {
    identity: 'extension',
    examples: [{ baseUrl: 'https://example.com', extension: '1001', recordingName: '{channelId}' }],
  },
  origins: ({ baseUrl }) => [toMatchPattern(baseUrl)],
  traits: () => ({
    effect: 'cut',
    command: 'set',
    scope: 'call',
    canRead: true,
    coversNewCalls: false,
    // No limit of its own, and an answer is never older than its request.
    readEveryMs: 2_000,
    readLagMs: 0,
    reassertEveryMs: 2_000,
  }),
  async pause(context, callRef) {
    const held = callRef === null ? [] : toHeld(callRef);
    const found = await findNames(context);
    const news = found.names.filter(name => !held.some(one => one.name === name));
    const recordings: Held = [...held, ...news.map(name => ({ name, target: null }))];
    if (recordings.length === 0) throw toAbsent(found);
    await context.target({ recordings });
    const names = recordings.map(({ name }) => name);
    const reached = await forEachCall(names, name => setPaused(context, name, true)).catch(
      (thrown: unknown) => {
        const error = toRecorderError(thrown);
        throw error.code === 'callOver' ? toAbsent(found) : error;
      },
    );
    const isReached = ({ name }: { name: string }) => reached.some(({ id }) => id === name);
    return await verify(context, recordings.filter(isReached));
  },
  async resume(context, callRef) {
    const ours = await findOurs(context, toHeld(callRef));
    await context.target(callRef);
    await forEachCall(ours, name => setPaused(context, name, false));
    return { callRef, evidence: 'accepted' };
  },
  async read(context, callRef) {
    const held = callRef === null ? null : toHeld(callRef);
    const { names, channels } = await findNames(context);
    const live = await readEach(context, [...(held ?? []).map(({ name }) => name), ...names]);
    return toReading(held, live, channels);
  },
  check: toCheckTasks,
});

/** Why there is nothing to pause. */
function toAbsent({ channels }: Candidates): RecorderError {
  return channels === null || channels === 0
    ? new RecorderError('noCall', 'ARI shows no call of the extension')
    : new RecorderError('notRecording', 'ARI knows no recording of the call by the name in the settings');
}

/**
 * Reads what was just paused. Where that fails the pause stands as it was accepted.
 * @throws {RecorderError} badAnswer where a recording goes on in spite of the yes
 */
async function verify(context: Context, recordings: Held): Promise<Outcome> {
  const readings = await Promise.all(
    recordings.map(async one => ({
      one,
      live: await readRecording(context, one.name).catch(() => undefined),
    })),
  );
  if (readings.some(({ live }) => live && !isPaused(live) && !isOver(live)))
    throw new RecorderError('badAnswer', 'ARI says yes and is still recording');
  const isVerified = readings.every(({ live }) => live !== undefined);
  return {
    callRef: { recordings: readings.map(({ one, live }) => (live ? { ...one, target: live.target } : one)) },
    evidence: isVerified ? 'verified' : 'accepted',
  };
}
