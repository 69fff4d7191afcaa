import type { Failure } from '../recorders/errors.ts';
import type { Trial, TrialResult, TrialStep } from '../recording/trial.ts';
import { LiveRegion } from '../ui/LiveRegion.tsx';
import { text } from '../ui/text.ts';

/** The steps of a trial as they happen, and what it came to. */
export function TrialSteps({ trial, isLost }: { trial: Trial; isLost: boolean }) {
  const { steps, result } = trial;
  const isOver = result !== null || isLost;
  const verdict = toVerdict(result, isLost);
  const running = steps.find(({ state }) => state === 'running');
  return (
    <>
      <ol class="trial-steps" aria-label={text('options_trial_steps')}>
        {steps.map(step => (
          <li key={step.name} class={`trial-step trial-${step.state}`}>
            <span class="trial-mark" aria-hidden="true" />
            <div>
              <strong>{text(`options_trial_step_${step.name}`)}</strong>{' '}
              <span class="trial-state">{toState(step, isOver)}</span>
              {step.remark !== null && <p>{text(`options_trial_remark_${step.remark}`)}</p>}
              {step.failure !== null && <FailureWords failure={step.failure} />}
            </div>
          </li>
        ))}
      </ol>
      {verdict !== null && <p class={verdict.tone}>{verdict.words}</p>}
      <LiveRegion
        message={verdict?.words ?? (running === undefined ? '' : toSpoken(running))}
        isUrgent={result === 'stillPaused'}
      />
    </>
  );
}

/** What it means, what the recorder gave as its reason, and what an agent would have read. */
function FailureWords({ failure: { code, reason } }: { failure: Failure }) {
  return (
    <>
      <p>{text(`error_${code}_admin`)}</p>
      {reason !== undefined && <p class="help">{text('options_trial_reason', reason)}</p>}
      <p class="help">{text('options_trial_agent', text(`error_${code}_agent`))}</p>
    </>
  );
}

function toState({ state, tookMs }: TrialStep, isOver: boolean): string {
  if (state === 'waiting' || state === 'running')
    return text(isOver ? 'options_trial_state_undone' : `options_trial_state_${state}`);
  return state === 'ok'
    ? text('options_trial_state_ok', String(tookMs ?? 0))
    : text(`options_trial_state_${state}`);
}

function toSpoken({ name }: TrialStep): string {
  return `${text(`options_trial_step_${name}`)}: ${text('options_trial_state_running')}`;
}

/** What the trial came to, in words and in a tone; null while it runs. */
function toVerdict(result: TrialResult | null, isLost: boolean): { words: string; tone: string } | null {
  if (result === null) return isLost ? { words: text('options_trial_lost'), tone: 'problem' } : null;
  const words = text(`options_trial_result_${result}`);
  switch (result) {
    case 'verified':
    case 'accepted':
    case 'microphone':
      return { words, tone: 'good' };
    case 'failed':
    case 'stillPaused':
      return { words, tone: 'problem' };
    case 'noCall':
    case 'notRecording':
    case 'stopped':
    case 'takenOver':
    case 'busy':
    case 'otherTrial':
    case 'observing':
    case 'forbidden':
    case 'notSaved':
      return { words, tone: 'trial-neutral' };
    default:
      return result satisfies never;
  }
}
