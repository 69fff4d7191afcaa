// How far a lane has come.
import { later, z } from '../zod.ts';
import { shippingProblemSchema } from './problem.ts';

/** What outlives the browser. The ledger is the queue: here only stands up to where it has been sent. */
export const markSchema = later(() =>
  z.object({
    /** Everything up to this entry has been sent, or was given up and noted. */
    seq: z.number(),
    /** What was sent of the entries behind it, where they do not come to their end in order. */
    sent: z._default(z.array(z.string()), []),
    /** In a row. */
    failures: z._default(z.number(), 0),
    /** Nothing is tried before, ms since the epoch. */
    dueAtMs: z._default(z.number(), 0),
    problem: z._default(z.nullable(shippingProblemSchema), null),
    /** When the receiver last took something. */
    acceptedAtMs: z._default(z.nullable(z.number()), null),
    /** How many were given up, ever. */
    lost: z._default(z.number(), 0),
  }),
);
export type Mark = z.infer<typeof markSchema>;
