import {
  maxOverrideDetail,
  overrideReasons,
  type Override,
  type OverrideReason,
} from '../recording/override.ts';
import type { MessageKey } from '../ui/text.ts';
import { AskWhy } from './AskWhy.tsx';

type Props = {
  onWhy: (why: Override) => void;
  onCancel: () => void;
};

const words = {
  cardDone: 'why_cardDone',
  notCard: 'why_notCard',
  mustRecord: 'why_mustRecord',
  allowed: 'why_allowed',
  other: 'why_other',
} as const satisfies Record<OverrideReason, MessageKey>;

/** Asks why the recording shall go on although a card field has focus. */
export function WhyResume({ onWhy, onCancel }: Props) {
  return (
    <AskWhy
      question="popup_why_resume"
      help="popup_why_resume_help"
      reasons={overrideReasons}
      words={words}
      cancel={{ words: 'popup_why_cancel', onCancel }}
      maxDetail={maxOverrideDetail}
      onWhy={onWhy}
    />
  );
}
