// What an administrator can set by policy (Chrome and Edge: `managed_schema.json`, Firefox: `policies.json`): every
// setting under its own name, and what only an administrator can say.
import { later, z } from '../zod.ts';

/** What only policy can say. */
export const switchesSchema = later(() =>
  z.object({
    /** Opens no first-run page at installation. */
    skipFirstRun: z._default(z.boolean(), false),
    /** Whether a person may resume while a card field has focus. */
    allowOverride: z._default(z.boolean(), true),
    /** Whether agents may add sites of their own to those that the policy names. */
    allowOwnSites: z._default(z.boolean(), false),
  }),
);
export type Switches = z.infer<typeof switchesSchema>;

/** One recorder of a policy, before its adapter has looked at it. */
export const policyRecorderSchema = later(() =>
  z.object({
    /** Its name in evidence and in `agent`; the type where it is left out. */
    id: z.optional(z.string().check(z.minLength(1))),
    /** Which adapter, by its id. */
    type: z.string().check(z.minLength(1)),
    isRequired: z._default(z.boolean(), true),
    /** The adapter's settings, secrets among them: those are readable by whoever administers the desk. */
    settings: z._default(z.record(z.string(), z.unknown()), {}),
    /** Which of the adapter's settings are each agent's own, such as the extension. */
    agentFields: z._default(z.array(z.string()), []),
  }),
);
export type PolicyRecorder = z.infer<typeof policyRecorderSchema>;

/** Values for agents' own settings, by recorder id: for policies that are set per user. */
export const agentValuesSchema = later(() => z.record(z.string(), z.record(z.string(), z.unknown())));
export type AgentValues = z.infer<typeof agentValuesSchema>;

/** Names of what the policy means to set: what the browser has dropped on the way is missed by it. */
export const setsSchema = later(() => z.array(z.string()));

/** What a policy can hold besides the settings themselves. */
export const policyOnlySchema = later(() =>
  z.object({
    ...switchesSchema.shape,
    agent: agentValuesSchema,
    sets: setsSchema,
    /** What stands in the header for the receiver of evidence; readable by whoever administers the desk. */
    shippingSecret: z.string(),
  }),
);
