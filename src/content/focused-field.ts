import type { FieldKind } from '../recording/state.ts';
import type { Recognition } from './classify.ts';

/** A card field that has focus in this frame. */
export type FocusedField = {
  /** The same number is the same focus, even after a trip to another window. Grows for as long as the document lives. */
  seq: number;
  kind: FieldKind;
  reasons: string[];
  /** True while another window or tab is in front. */
  isAway: boolean;
};

/** The worker refuses a message with more. */
const maxReasons = 20;
const maxReasonLength = 80;

/** What is told of a recognised field. */
export function toAbout({ kind, reasons }: Recognition): Pick<FocusedField, 'kind' | 'reasons'> {
  return { kind, reasons: reasons.slice(0, maxReasons).map(reason => reason.slice(0, maxReasonLength)) };
}
