// What applies on this desk, and which parts of it are not the agent's to change.
import type { Switches } from './policy-schema.ts';
import type { Problem } from './schema.ts';
import type { Stored } from './store.ts';

/** What became of the administrator's policy. */
export type PolicyReport = {
  /** Whether there is a policy at all. At the browser's first start it may come some seconds later. */
  isManaged: boolean;
  switches: Switches;
  /**
   * Paths that only policy sets. `recorders` is the list itself, and each of their settings has a path of its own;
   * `sites.<pattern>` is one site where agents may add others.
   */
  locked: string[];
  /** Values that were refused; the user's or the default is in force instead. Paths are those of the policy. */
  problems: Problem[];
  /** What works and should not stay as it is. */
  warnings: Problem[];
};

/** Settings and secrets as they apply, the administrator's laid over the user's. */
export type InForce = Stored & { policy: PolicyReport };
