import type { Tally } from '../recording/tally.ts';
import { text } from '../ui/text.ts';

/** What observe mode has come to, in one sentence; the settings tell the rest. */
export function Observed({ tally: { sinceMs, days } }: { tally: Tally }) {
  if (sinceMs === null) return null;
  const times = days.reduce((sum, day) => sum + day.times, 0);
  const since = new Intl.DateTimeFormat(text('ui_lang'), { dateStyle: 'long' }).format(sinceMs);
  return (
    <section aria-labelledby="observed">
      <h2 id="observed">{text('status_observing')}</h2>
      <p>{text('popup_observed', String(times), since)}</p>
    </section>
  );
}
