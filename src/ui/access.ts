// The browser's permission to see a site or to reach a recorder.
import { browser } from '../browser.ts';

/** Which of `patterns` we may use now. */
export async function readGranted(patterns: string[]): Promise<Set<string>> {
  const granted = await Promise.all(
    patterns.map(async origin => {
      try {
        return await browser.permissions.contains({ origins: [origin] });
      } catch {
        return false;
      }
    }),
  );
  return new Set(patterns.filter((_, index) => granted[index]));
}

/**
 * Asks the browser for exactly `patterns`; asks nothing where it has them all. To be called in a click's own
 * handler, before anything is awaited: browsers refuse it elsewhere.
 */
export async function requestAccess(patterns: string[]): Promise<boolean> {
  if (patterns.length === 0) return true;
  try {
    return await browser.permissions.request({ origins: patterns });
  } catch {
    // Thrown for a pattern that the manifest does not offer, and outside a click.
    return false;
  }
}

/** Gives `patterns` back. What the manifest requires stays. */
export async function dropAccess(patterns: string[]): Promise<void> {
  for (const origin of patterns)
    try {
      await browser.permissions.remove({ origins: [origin] });
    } catch {
      // Required by the manifest or by policy.
    }
}

/** Calls `onChange` after access was granted or taken away, until `signal` aborts. */
export function watchAccess(onChange: () => void, signal: AbortSignal): void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(onChange);
  onRemoved.addListener(onChange);
  signal.addEventListener('abort', () => {
    onAdded.removeListener(onChange);
    onRemoved.removeListener(onChange);
  });
}
