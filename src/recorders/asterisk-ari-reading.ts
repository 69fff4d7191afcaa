// What ARI tells of recordings by their names, and what that means.
import { readRecording, type LiveRecording } from './asterisk-ari-api.ts';
import type { Context, Held } from './asterisk-ari-settings.ts';
import type { Reading } from './recorder.ts';

type Named = LiveRecording & { name: string };

/** The recordings of these names that are under way. @throws {RecorderError} what ARI's requests throw */
export async function readEach(context: Context, names: string[]): Promise<Named[]> {
  const readings = await Promise.all(
    [...new Set(names)].map(async name => ({ name, live: await readRecording(context, name) })),
  );
  return readings.flatMap(({ name, live }) => (live === null || isOver(live) ? [] : [{ name, ...live }]));
}

/**
 * The names of those that are still the recordings that we paused.
 * @throws {RecorderError} what ARI's requests throw
 */
export async function findOurs(context: Context, held: Held): Promise<string[]> {
  const known = held.filter(({ target }) => target !== null).map(({ name }) => name);
  const live = await readEach(context, known);
  return held
    .filter(one => one.target === null || live.some(reading => isSame(one, reading)))
    .map(({ name }) => name);
}

/** `channels` is how many the agent has; null where nobody asked. `held` is null before a first pause. */
export function toReading(held: Held | null, live: Named[], channels: number | null): Reading {
  const isOurs = (reading: Named) => held?.some(one => isSame(one, reading)) === true;
  const running = live.filter(reading => !isPaused(reading));
  const isNewCall = held !== null && running.some(reading => !isOurs(reading));
  if (running.length > 0) return { state: 'recording', ...(isNewCall ? { isNewCall } : {}) };
  if (held === null && live.length === 0)
    return { state: channels === null || channels === 0 ? 'callOver' : 'notRecording' };
  return { state: held === null || live.some(isOurs) ? 'paused' : 'callOver' };
}

/** Another call's recording may have taken over the name. */
function isSame(one: Held[number], { name, target }: Named): boolean {
  return one.name === name && (one.target === null || one.target === target);
}

/** Whether nothing is being written. Any word that we do not know counts as recording. */
export function isPaused({ state }: LiveRecording): boolean {
  return state === 'paused';
}

/** Whether a recording has ended. */
export function isOver({ state }: LiveRecording): boolean {
  return ['done', 'failed', 'canceled'].includes(state);
}
