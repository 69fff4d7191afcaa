// A token store as the extension gives it to adapters, in memory: what is stored lives on from request to request,
// and through the death of a worker; what is kept lives on through the death of the browser.
import type { TokenStore } from '../../src/recorders/recorder.ts';

export type MemoryTokens = TokenStore & {
  /** What is stored at the moment, by key. */
  session: Map<string, unknown>;
  /** What would be in local storage, by key. */
  kept: Map<string, unknown>;
  /** Closes the browser and starts it again. */
  restartBrowser(): void;
};

/** An empty store. */
export function createMemoryTokens(): MemoryTokens {
  const session = new Map<string, unknown>();
  const kept = new Map<string, unknown>();
  const turns = new Map<string, Promise<unknown>>();
  return {
    session,
    kept,
    restartBrowser: () => session.clear(),
    get: async key => structuredClone(session.get(key) ?? kept.get(key)),
    async set(key, token, isKept = false) {
      session.set(key, structuredClone(token));
      if (isKept && token !== null) kept.set(key, structuredClone(token));
      else kept.delete(key);
    },
    alone(name, work) {
      const before = turns.get(name) ?? Promise.resolve();
      const done = before.then(work, work);
      turns.set(
        name,
        done.catch(() => {}),
      );
      return done;
    },
  };
}
