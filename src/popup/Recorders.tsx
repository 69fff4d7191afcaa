import type { View } from '../recording/view.ts';
import { Button } from '../ui/Button.tsx';
import { toClock } from '../ui/duration.ts';
import { text, type MessageKey } from '../ui/text.ts';
import { Question, type Asked } from './Question.tsx';

type RecorderView = View['recorders'][number];

type Props = {
  recorders: RecorderView[];
  /** Products' names by recorder entry id; where one is missing, the id stands in. */
  names: Record<string, string>;
  nowMs: number;
  /** A person says which way a toggle stands that we lost track of. */
  onSaw: (recorderId: string, isPaused: boolean) => void;
  onOpenOptions: () => void;
};

/** What its settings can cure. */
const settingsCodes = new Set<string>(['misconfigured', 'unauthorized']);

/** One line per recorder: its state, what went wrong, and when we try again. */
export function Recorders({ recorders, names, nowMs, onSaw, onOpenOptions }: Props) {
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
                {recorder.effect === 'agentMicrophone' && (
                  <small> ({text('recorder_microphone_note')})</small>
                )}
                {!recorder.isRequired && <small> ({text('recorder_optional')})</small>}
              </span>
              <span class={`recorder-state recorder-state-${toTone(recorder)}`}>
                {text(toStateKey(recorder))}
              </span>
            </p>
            {recorder.needsPerson && (
              <Question
                question={toQuestion(recorder, names[recorder.id] ?? recorder.id)}
                onAnswer={isPaused => onSaw(recorder.id, isPaused)}
              />
            )}
            {recorder.failure !== null && (
              <p class="failure">
                {text(`error_${recorder.failure.code}_agent`)} {toRetry(recorder, nowMs)}
              </p>
            )}
            {recorder.failure !== null && settingsCodes.has(recorder.failure.code) && (
              <Button onClick={onOpenOptions}>{text('popup_open_settings')}</Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function toQuestion({ effect }: RecorderView, name: string): Asked {
  return effect === 'agentMicrophone'
    ? {
        sentence: text('recorder_ask_microphone', name),
        paused: text('recorder_saw_microphoneOff'),
        recording: text('recorder_saw_microphoneOn'),
      }
    : {
        sentence: text('recorder_ask', name),
        paused: text('recorder_saw_paused'),
        recording: text('recorder_saw_recording'),
      };
}

function toStateKey({ phase, evidence, absent, effect }: RecorderView): MessageKey {
  // Its recording runs on: "paused" would be a lie.
  if (effect === 'agentMicrophone' && absent === null) return microphoneKeys[phase];
  if (phase === 'paused') return evidence === 'verified' ? 'recorder_pausedVerified' : 'recorder_paused';
  if (absent !== null) return `recorder_${absent}`;
  return `recorder_${phase}`;
}

const microphoneKeys = {
  recording: 'recorder_microphone_on',
  pausing: 'status_microphonePausing',
  paused: 'recorder_microphone_off',
  resuming: 'status_microphoneResuming',
  unknown: 'recorder_unknown',
} as const satisfies Record<RecorderView['phase'], MessageKey>;

function toTone({ failure, effect, phase }: RecorderView): string {
  if (failure !== null) return 'failed';
  return effect === 'agentMicrophone' ? 'microphone' : phase;
}

function toRetry({ retryAtMs }: RecorderView, nowMs: number): string {
  if (retryAtMs === null) return '';
  if (retryAtMs <= nowMs) return text('recorder_retry_now');
  return text('recorder_retry', toClock(retryAtMs - nowMs));
}
