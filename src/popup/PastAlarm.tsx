import { Button } from '../ui/Button.tsx';
import { toSeconds, toTimeOfDay } from '../ui/duration.ts';
import { text } from '../ui/text.ts';
import type { PastAlarm as Alarm } from './past-alarm.ts';

type Props = {
  alarm: Alarm;
  onSeen: () => void;
};

/** What went wrong and is over, and what to do about it; stays until somebody says that they know. */
export function PastAlarm({ alarm: { alert, startedAtMs, endedAtMs }, onSeen }: Props) {
  const seconds = Math.max(1, Math.round((endedAtMs - startedAtMs) / 1000));
  return (
    <div class="warning past-alarm">
      <p>
        {text(`popup_past_${alert}`, toTimeOfDay(startedAtMs), toSeconds(seconds))}{' '}
        {text(`popup_past_${alert}_next`)}
      </p>
      <Button onClick={onSeen}>{text('popup_past_seen')}</Button>
    </div>
  );
}
