import type { View } from '../recording/view.ts';
import { toClock } from '../ui/duration.ts';
import { text, type MessageKey } from '../ui/text.ts';

type RecorderView = View['recorders'][number];

type Props = {
  recorders: RecorderView[];
  /** Products' names by recorder entry id; where one is missing, the id stands in. */
  names: Record<string, string>;
  nowMs: number;
};

/** One line per recorder: its state, what went wrong, and when we try again. */
export function Recorders({ recorders, names, nowMs }: Props) {
  if (recorders.length === 0) return null;
  return (
    <section aria-labelledby="recorders">
      <h2 id="recorders">{text('popup_recorders')}</h2>
      <ul class="recorders">
        {recorders.map(recorder => (
          <li key={recorder.id}>
            <p class="recorder">
              <span class="recorder-name">
                {names[recorder.id] ?? recorder.id}
                {!recorder.isRequired && <small> ({text('recorder_optional')})</small>}
              </span>
              <span
                class={`recorder-state recorder-state-${recorder.failure === null ? recorder.phase : 'failed'}`}
              >
                {text(toStateKey(recorder))}
              </span>
            </p>
            {recorder.failure !== null && (
              <p class="failure">
                {text(`error_${recorder.failure.code}_agent`)} {toRetry(recorder, nowMs)}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function toStateKey({ phase, evidence, absent }: RecorderView): MessageKey {
  if (phase === 'paused') return evidence === 'verified' ? 'recorder_pausedVerified' : 'recorder_paused';
  if (absent !== null) return `recorder_${absent}`;
  return `recorder_${phase}`;
}

function toRetry({ retryAtMs }: RecorderView, nowMs: number): string {
  if (retryAtMs === null) return '';
  if (retryAtMs <= nowMs) return text('recorder_retry_now');
  return text('recorder_retry', toClock(retryAtMs - nowMs));
}
