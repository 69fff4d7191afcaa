// Why a person resumed although a card field had focus, where they are asked.
import { later, z } from '../zod.ts';
import type { View } from './view.ts';

export const overrideReasons = [
  /** The card data are complete; only the focus is still there. */
  'cardDone',
  /** The field is none for card data. */
  'notCard',
  /** What is said now has to be recorded. */
  'mustRecord',
  /** A supervisor allowed it. */
  'allowed',
  'other',
] as const;
export const overrideReasonSchema = later(() => z.enum(overrideReasons));
export type OverrideReason = z.infer<typeof overrideReasonSchema>;

/** How much a person can add. */
export const maxOverrideDetail = 120;

export const overrideSchema = later(() =>
  z.object({
    reason: overrideReasonSchema,
    /** What the person added. */
    detail: z._default(z.string().check(z.maxLength(maxOverrideDetail)), ''),
  }),
);
export type Override = z.infer<typeof overrideSchema>;

/** Whether resuming now would go over the head of something that still holds. */
export function isOverride({ holds }: Pick<View, 'holds'>): boolean {
  return holds.some(({ origin }) => origin !== 'manual');
}
