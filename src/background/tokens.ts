// Where adapters keep their tokens: session storage, or local storage for what an administrator allows to be kept.
import { browser } from '../browser.ts';
import { RecorderError } from '../recorders/errors.ts';
import type { TokenStore } from '../recorders/recorder.ts';
import { report } from './report.ts';

const prefix = 'token:';

/**
 * What this worker has read or written, by key: nobody else writes there, and a look at the storage would be on the way
 * of each pause. What could not be written is used all the same, for as long as the worker lives.
 */
const known = new Map<string, Promise<unknown>>();

/** The tokens of one configured recorder, for one request of the core. Waiting for a turn ends with `signal`. */
export function createTokenStore(entryId: string, signal: AbortSignal): TokenStore {
  const toKey = (key: string) => `${prefix}${entryId}:${key}`;
  /** What was read is read once: of a request's many looks at its token each would be on the way of the pause. */
  const read = new Map<string, Promise<unknown>>();

  return {
    async get(key) {
      const reading = read.get(key) ?? find(toKey(key));
      read.set(key, reading);
      return await reading;
    },
    async set(key, token, isKept = false) {
      const given = Promise.resolve(token ?? undefined);
      read.set(key, given);
      known.set(toKey(key), given);
      const { session, local } = browser.storage;
      const kept = isKept && token !== null;
      // A pause whose token cannot be written, on a disk that is full, is sent all the same.
      await Promise.all([
        session.set({ [toKey(key)]: token }),
        kept ? local.set({ [toKey(key)]: token }) : local.remove(toKey(key)),
      ]).catch(report);
    },
    // A lock of the browser's: held across every page and worker of ours, and free again when its holder dies.
    async alone(name, work) {
      let isOurTurn = false;
      try {
        return await navigator.locks.request(toKey(name), { signal }, async () => {
          isOurTurn = true;
          // Whoever had the turn before may have renewed it.
          read.clear();
          return await work();
        });
      } catch (thrown) {
        if (isOurTurn) throw thrown;
        throw new RecorderError('timedOut', 'gave up waiting for another request of this recorder');
      }
    },
  };
}

function find(key: string): Promise<unknown> {
  const found = known.get(key) ?? load(key);
  known.set(key, found);
  // What could not be read is read again.
  found.catch(() => known.get(key) === found && known.delete(key));
  return found;
}

async function load(key: string): Promise<unknown> {
  const { session, local } = browser.storage;
  const stored = (await session.get(key))[key];
  return stored ?? (await local.get(key))[key];
}

/** Forgets the tokens of every recorder that is no longer configured. */
export async function forgetTokens(knownEntryIds: string[]): Promise<void> {
  const isOrphan = (key: string) =>
    key.startsWith(prefix) && !knownEntryIds.some(id => key.startsWith(`${prefix}${id}:`));
  for (const area of [browser.storage.session, browser.storage.local])
    await area.remove(Object.keys(await area.get(null)).filter(isOrphan));
  // After that: somebody may have looked at one meanwhile.
  for (const key of known.keys()) if (isOrphan(key)) known.delete(key);
}
