// What is in force, left by each worker to the one that comes after it.
import { browser } from '../browser.ts';
import type { RecordingEvent } from '../recording/events.ts';
import type { InForce } from '../settings/in-force.ts';
import { keptKeys } from './kept.ts';
import { unwrap, wrap } from './wrap.ts';

/** What is in force, and the event that tells the core of it. */
export type Held = { inForce: InForce; configured: RecordingEvent };

/** With it, whether all that there was to do about it had been done. */
export type Handover = Held & { isApplied: boolean };

/** What the worker before left under `keptKeys.inForce`, of any shape; undefined where that is nothing we wrote. */
export function readHandover(raw: unknown, report: (problem: unknown) => void): Handover | undefined {
  return unwrap<Handover>(raw, report);
}

/**
 * Leaves it in session storage, as there are secrets in it: gone with the browser. False where that was not possible: no
 * worker may begin with an older one then.
 */
export async function leaveHandover(
  handover: Handover,
  report: (problem: unknown) => void,
): Promise<boolean> {
  try {
    await browser.storage.session.set({ [keptKeys.inForce]: wrap(handover) });
    return true;
  } catch (problem) {
    report(problem);
    await browser.storage.session.remove(keptKeys.inForce).catch(report);
    return false;
  }
}
