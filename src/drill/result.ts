// What a drill found out: the fact that becomes evidence.
import { later, z } from '../zod.ts';

export const drillResultSchema = later(() =>
  z.object({
    by: z.enum(['person', 'schedule']),
    isPassed: z.boolean(),
    /** From the first focus to the pause, in ms; null where it never came. */
    pausedAfterMs: z.nullable(z.number()),
    /** Digits of the made-up card, how many of them can be heard on the tape; and the same of all others. */
    cardSaid: z.number(),
    cardHeard: z.number(),
    othersSaid: z.number(),
    othersHeard: z.number(),
  }),
);
export type DrillResult = z.infer<typeof drillResultSchema>;

/** With when it was recorded, wall clock, ms since the epoch. */
export const lastDrillSchema = later(() => z.object({ atMs: z.number(), ...drillResultSchema.shape }));
export type LastDrill = z.infer<typeof lastDrillSchema>;
