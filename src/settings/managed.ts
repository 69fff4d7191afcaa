// The administrator's policy as the browser holds it.
import { browser } from '../browser.ts';

const lastKey = 'lastPolicy';

/**
 * The policy now; undefined where there is none. At the first start of an extension that a policy has installed it may
 * come some seconds later (measured in Chromium 156: between 0.5 and 5.5 s): listen for it. At every start of the
 * browser the answer itself takes Chromium as long: begin with `loadLastPolicy`.
 */
export async function readPolicy(): Promise<unknown> {
  try {
    const policy = await browser.storage.managed.get();
    return Object.keys(policy).length === 0 ? undefined : policy;
  } catch {
    // Firefox rejects where no policy names us.
    return undefined;
  }
}

/** The policy as it was last remembered, which may have changed since; null where nothing was remembered yet. */
export async function loadLastPolicy(): Promise<{ policy: unknown } | null> {
  const { [lastKey]: last } = await browser.storage.local.get(lastKey);
  if (typeof last !== 'object' || last === null) return null;
  return { policy: 'policy' in last ? last.policy : undefined };
}

/** Remembers what `readPolicy` gave, beside the user's settings and secrets and as well kept as they. */
export async function rememberPolicy(policy: unknown): Promise<void> {
  await browser.storage.local.set({ [lastKey]: policy === undefined ? {} : { policy } });
}

/**
 * Calls `onChange` after the policy came, changed or went away, until `signal` aborts. In the worker to be called at
 * top level.
 */
export function onPolicyChange(onChange: () => void, signal?: AbortSignal): void {
  // Of this area alone: whoever listens to all of them is told of each step that the worker saves.
  const { onChanged } = browser.storage.managed;
  const listener = () => onChange();
  onChanged.addListener(listener);
  signal?.addEventListener('abort', () => onChanged.removeListener(listener));
}
