// Permissions that only some comforts need: asked for when one of them is turned on.
import { useEffect, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import { watchAccess } from './access.ts';

export type OptionalPermission = 'notifications' | 'offscreen';

type Permissions = Parameters<typeof browser.permissions.request>[0];
// The types of the polyfill know nothing of `offscreen`.
const toAsked = (name: OptionalPermission) => ({ permissions: [name] }) as Permissions;

/** False where this browser's package does not offer it: Firefox has no `offscreen`, and needs none. */
function isOffered(name: OptionalPermission): boolean {
  return browser.runtime.getManifest().optional_permissions?.includes(name) === true;
}

/** Asks the browser. To be called in a click's own handler. */
export async function requestOptional(name: OptionalPermission): Promise<boolean> {
  try {
    return isOffered(name) && (await browser.permissions.request(toAsked(name)));
  } catch {
    return false;
  }
}

/** Whether the browser lets us, as that changes. True until it has said otherwise, so that nothing flickers. */
export function useOptional(name: OptionalPermission): boolean {
  const [isGranted, setIsGranted] = useState(true);
  useEffect(() => {
    if (!isOffered(name)) return undefined;
    const stop = new AbortController();
    const look = () =>
      void browser.permissions.contains(toAsked(name)).then(setIsGranted, () => setIsGranted(false));
    look();
    watchAccess(look, stop.signal);
    return () => stop.abort();
  }, [name]);
  return isGranted;
}
