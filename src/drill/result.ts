// What a drill found out: the fact that becomes evidence.
import { z } from '../zod.ts';

export const drillResultSchema = z.object({
  by: z.enum(['person', 'schedule']),
  isPassed: z.boolean(),
  /** From focus to the pause, the slowest of all fields, in ms; null where one never came. */
  pausedAfterMs: z.nullable(z.number()),
  /** Digits of the made-up card, how many of them can be heard on the tape; and the same of all others. */
  cardSaid: z.number(),
  cardHeard: z.number(),
  othersSaid: z.number(),
  othersHeard: z.number(),
});
export type DrillResult = z.infer<typeof drillResultSchema>;
