// Where adapters keep their tokens: session storage, or local storage for what an administrator allows to be kept.
import { browser } from '../browser.ts';
import { RecorderError } from '../recorders/errors.ts';
import type { TokenStore } from '../recorders/recorder.ts';

const prefix = 'token:';

/** The tokens of one configured recorder, for one request of the core. Waiting for a turn ends with `signal`. */
export function createTokenStore(entryId: string, signal: AbortSignal): TokenStore {
  const toKey = (key: string) => `${prefix}${entryId}:${key}`;
  /** What was read is read once: of a request's many looks at its token each would be on the way of the pause. */
  const read = new Map<string, Promise<unknown>>();

  async function load(key: string): Promise<unknown> {
    const { session, local } = browser.storage;
    const stored = (await session.get(toKey(key)))[toKey(key)];
    return stored ?? (await local.get(toKey(key)))[toKey(key)];
  }

  return {
    async get(key) {
      const known = read.get(key) ?? load(key);
      read.set(key, known);
      return await known;
    },
    async set(key, token, isKept = false) {
      read.set(key, Promise.resolve(token ?? undefined));
      const { session, local } = browser.storage;
      const kept = isKept && token !== null;
      await Promise.all([
        session.set({ [toKey(key)]: token }),
        kept ? local.set({ [toKey(key)]: token }) : local.remove(toKey(key)),
      ]);
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

/** Forgets the tokens of every recorder that is no longer configured. */
export async function forgetTokens(knownEntryIds: string[]): Promise<void> {
  const isOrphan = (key: string) =>
    key.startsWith(prefix) && !knownEntryIds.some(id => key.startsWith(`${prefix}${id}:`));
  for (const area of [browser.storage.session, browser.storage.local])
    await area.remove(Object.keys(await area.get(null)).filter(isOrphan));
}
