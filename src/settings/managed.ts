// The administrator's policy as the browser holds it.
import { browser } from '../browser.ts';

/**
 * The policy now; undefined where there is none. At the first start of an extension that a policy has installed it may
 * come some seconds later (measured in Chromium 156: between 0.5 and 5.5 s): listen for it.
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

/**
 * Calls `onChange` after the policy came, changed or went away, until `signal` aborts. In the worker to be called at
 * top level.
 */
export function onPolicyChange(onChange: () => void, signal?: AbortSignal): void {
  const { onChanged } = browser.storage;
  const listener = (_changes: unknown, area: string) => {
    if (area === 'managed') onChange();
  };
  onChanged.addListener(listener);
  signal?.addEventListener('abort', () => onChanged.removeListener(listener));
}
