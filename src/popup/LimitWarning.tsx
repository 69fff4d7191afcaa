import type { View } from '../recording/view.ts';
import { Button } from '../ui/Button.tsx';
import { toClock } from '../ui/duration.ts';
import { text } from '../ui/text.ts';

type Props = {
  view: View;
  nowMs: number;
  onExtend: () => void;
};

/** Shortly before the limit: what is about to happen, and the button that puts it off. */
export function LimitWarning({ view, nowMs, onExtend }: Props) {
  const { warning, limitAtMs, canExtend, isMicrophoneOnly } = view;
  if (warning !== 'limitNear' || limitAtMs === null) return null;
  return (
    <div class="warning">
      <p class="times" id="limit">
        {text(
          isMicrophoneOnly ? 'popup_microphone_limit_near' : 'popup_limit_near',
          toClock(limitAtMs - nowMs),
        )}
      </p>
      {canExtend && (
        <Button describedBy="limit" onClick={onExtend}>
          {text(isMicrophoneOnly ? 'popup_microphone_extend' : 'popup_extend')}
        </Button>
      )}
    </div>
  );
}
