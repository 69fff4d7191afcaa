// How often CardHush tests itself with a practice call.
import { later, z } from '../zod.ts';

export const drillSettingsSchema = later(() =>
  z.object({
    /** Days from one drill to the next; 0 where only people start them. */
    everyDays: z._default(z.number().check(z.int(), z.gte(0), z.lte(365)), 0),
  }),
);
