// What is kept of the sending, and what people are shown of it.
import { later, z } from '../zod.ts';
import { markSchema } from './mark.ts';
import { shippingProblemSchema } from './problem.ts';

/** What is kept in local storage. A lane has no mark until it is set up. */
export const shippedSchema = later(() =>
  z.object({
    /** Tells this browser's ledger from others'. */
    desk: z.string(),
    entries: z.nullable(markSchema),
    notices: z.nullable(markSchema),
  }),
);
export type Shipped = z.infer<typeof shippedSchema>;

/** `behind`: entries that wait. Null for a lane that was never run. */
export const shippingStatusSchema = later(() =>
  z.object({
    entries: z.nullable(z.object({ ...markSchema.shape, behind: z.number() })),
    notices: z.nullable(markSchema),
  }),
);
export type ShippingStatus = z.infer<typeof shippingStatusSchema>;

/** What became of a test; null where the receiver took it. */
export const shippingTestedSchema = later(() => z.object({ problem: z.nullable(shippingProblemSchema) }));
