// A line of "test connection" as the background tells of it to our pages.
import { later, z } from '../zod.ts';
import { recorderErrorCodeSchema } from './errors.ts';

/** A `CheckStep` on its way: what it says are keys of the words, which whoever shows it looks up. */
export const checkStepSchema = later(() =>
  z.object({
    label: z.string(),
    isOk: z.boolean(),
    found: z.array(z.tuple([z.string()], z.string())),
    detail: z.string(),
    code: z.optional(recorderErrorCodeSchema),
  }),
);

export type ToldStep = z.infer<typeof checkStepSchema>;
