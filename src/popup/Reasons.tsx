// Why recording is paused, since when, and when that ends by itself.
import type { View } from '../recording/view.ts';
import { toClock } from '../ui/duration.ts';
import { kindNames } from '../ui/kinds.ts';
import { toSiteName } from '../ui/site-pattern.ts';
import { text } from '../ui/text.ts';

type Props = {
  view: View;
  nowMs: number;
};

/** The reasons and times of the pause that is wanted; nothing where none is. */
export function Reasons({ view, nowMs }: Props) {
  const { status, sinceMs, lingerUntilMs, limitAtMs, warning } = view;
  if (sinceMs === null) return null;
  return (
    <section aria-labelledby="why">
      <h2 id="why">{text(status === 'observing' ? 'popup_would_pause' : 'popup_why')}</h2>
      {view.holds.length > 0 && (
        <ul class="reasons">
          {view.holds.map(hold => (
            <li key={`${hold.origin} ${hold.sinceMs} ${hold.site}`}>{toReason(hold)}</li>
          ))}
        </ul>
      )}
      {lingerUntilMs !== null && (
        <p class="times">
          {text(
            view.isMicrophoneOnly ? 'popup_microphone_linger' : 'popup_linger',
            toClock(lingerUntilMs - nowMs),
          )}
        </p>
      )}
      <p class="times">{text('popup_since', toClock(nowMs - sinceMs))}</p>
      {status === 'paused' && limitAtMs !== null && warning !== 'limitNear' && (
        <p class="times">{text('popup_limit', toClock(limitAtMs - nowMs))}</p>
      )}
    </section>
  );
}

function toReason({ origin, kind, site, reasons }: View['holds'][number]): string {
  if (reasons?.[0] === 'trial') return text('popup_reason_trial');
  if (origin === 'manual') return text('popup_reason_manual');
  const place = site === undefined ? text('popup_unknown_site') : toSiteName(site);
  if (origin === 'page') return text('popup_reason_page', place);
  const field = text(kind === undefined ? 'kind_unknown' : kindNames[kind]);
  return text('popup_reason_field', field, place);
}
