// What applies on this desk, and which parts of it are not the agent's to change.
import { later, z } from '../zod.ts';
import { switchesSchema } from './policy-schema.ts';
import type { Stored } from './store.ts';

const problems = later(() => z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })));

/** What became of the administrator's policy. */
export const policyReportSchema = later(() =>
  z.object({
    /** Whether there is a policy at all. At the browser's first start it may come some seconds later. */
    isManaged: z.boolean(),
    switches: switchesSchema,
    /**
     * Paths that only policy sets. `recorders` is the list itself, and each of their settings has a path of its own;
     * `sites.<pattern>` is one site where agents may add others.
     */
    locked: z.array(z.string()),
    /** Values that were refused; the user's or the default is in force instead. Paths are those of the policy. */
    problems,
    /** What works and should not stay as it is. */
    warnings: problems,
    /** Whether recorders of before stay in force until the pause that goes on with them has ended. */
    isWaiting: z.boolean(),
  }),
);
export type PolicyReport = z.infer<typeof policyReportSchema>;

/** Settings and secrets as they apply, the administrator's laid over the user's. */
export type InForce = Stored & { policy: PolicyReport };
