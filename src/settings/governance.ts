// How much recordings may be off, and by whose hand. What a card field asks for is never refused by any of it.
import { later, z } from '../zod.ts';

const durationMs = (minMs: number, maxMs: number) => z.number().check(z.gte(minMs), z.lte(maxMs));

const second = 1_000;
const hour = 3_600 * second;

/** What people may do by hand. The last two are for those who have a duty to record. */
export const manualPauses = [
  /** Pause for as long as the limits allow. */
  'free',
  /** Pause for `shortPauseMs`, which cannot be extended. */
  'short',
  /** Nothing: only card fields and payment pages pause. */
  'forbidden',
] as const;

export const governanceSettingsSchema = later(() =>
  z.object({
    manualPauses: z._default(z.enum(manualPauses), 'free'),
    shortPauseMs: z._default(durationMs(5 * second, 600 * second), 60 * second),
    /** Whether whoever pauses by hand has to say why. */
    asksPauseReason: z._default(z.boolean(), false),
    /** How long recordings may be off in one call; 0 for no budget. Then a pause by hand needs a reason. */
    callBudgetMs: z._default(durationMs(0, 2 * hour), 0),
    /** The same for the last `shiftHours`. */
    shiftBudgetMs: z._default(durationMs(0, 24 * hour), 0),
    shiftHours: z._default(z.number().check(z.gte(1), z.lte(24)), 8),
  }),
);
export type GovernanceSettings = z.infer<typeof governanceSettingsSchema>;
