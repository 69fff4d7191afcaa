// Why a person pauses by hand, where they are asked.
import { later, z } from '../zod.ts';

export const pauseReasons = [
  /** A card is being read out, and no field of this computer asks for it. */
  'cardSpoken',
  /** Something else that is not to be recorded. */
  'otherData',
  /** The caller asked for it. */
  'callerAsked',
  /** A supervisor allowed it. */
  'allowed',
  'other',
] as const;
export const pauseReasonSchema = later(() => z.enum(pauseReasons));
export type PauseReason = z.infer<typeof pauseReasonSchema>;

/** How much a person can add. */
export const maxPauseDetail = 120;

export const pauseWhySchema = later(() =>
  z.object({
    reason: pauseReasonSchema,
    /** What the person added. */
    detail: z._default(z.string().check(z.maxLength(maxPauseDetail)), ''),
  }),
);
export type PauseWhy = z.infer<typeof pauseWhySchema>;
