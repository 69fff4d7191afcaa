import { maxPauseDetail, pauseReasons, type PauseReason, type PauseWhy } from '../recording/pause-reason.ts';
import type { MessageKey } from '../ui/text.ts';
import { AskWhy } from './AskWhy.tsx';

type Props = {
  onWhy: (why: PauseWhy) => void;
};

const words = {
  cardSpoken: 'pause_why_cardSpoken',
  otherData: 'pause_why_otherData',
  callerAsked: 'pause_why_callerAsked',
  allowed: 'pause_why_allowed',
  other: 'pause_why_other',
} as const satisfies Record<PauseReason, MessageKey>;

/** Asks why a person has paused by hand. The pause is on meanwhile, and does not last without an answer. */
export function WhyPause({ onWhy }: Props) {
  return (
    <AskWhy
      question="popup_why_pause"
      help="popup_why_pause_help"
      reasons={pauseReasons}
      words={words}
      maxDetail={maxPauseDetail}
      onWhy={onWhy}
    />
  );
}
