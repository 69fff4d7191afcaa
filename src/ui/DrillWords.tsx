import type { LastDrill } from '../drill/result.ts';
import { text } from './text.ts';

/** What came of a drill, in words. */
export function DrillWords({ atMs, ...result }: LastDrill) {
  const { isPassed, pausedAfterMs, cardSaid, cardHeard, othersSaid, othersHeard } = result;
  const when = new Intl.DateTimeFormat(text('ui_lang'), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <p class={isPassed ? '' : 'problem'}>
        {text(isPassed ? 'drill_passed' : 'drill_failed', when.format(atMs))}
      </p>
      <ul>
        <li>{text('drill_card', String(cardHeard), String(cardSaid))}</li>
        <li>{text('drill_others', String(othersHeard), String(othersSaid))}</li>
        <li>
          {pausedAfterMs === null ? text('drill_never') : text('drill_after', toSeconds(pausedAfterMs))}
        </li>
      </ul>
    </>
  );
}

function toSeconds(ms: number): string {
  return new Intl.NumberFormat(text('ui_lang'), { maximumFractionDigits: 1 }).format(ms / 1_000);
}
