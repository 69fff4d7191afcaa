import { text } from '../ui/text.ts';
import { isDone, stepNames, steps, type Facts, type Step } from './steps.ts';

type Props = {
  current: Step;
  facts: Facts;
  onGo: (step: Step) => void;
};

/** All steps, where one is, and what is done; each can be gone to at any time. */
export function Steps({ current, facts, onGo }: Props) {
  return (
    <nav aria-label={text('welcome_steps')}>
      <ol class="steps-list">
        {steps.map((step, index) => (
          <li key={step} class={isDone(step, facts) ? 'step-done' : ''}>
            <button
              type="button"
              onClick={() => onGo(step)}
              {...(step === current ? { 'aria-current': 'step' as const } : {})}
            >
              <span class="step-mark" aria-hidden="true">
                {isDone(step, facts) ? '✓' : index + 1}
              </span>
              <span>
                {text(stepNames[step])}
                {isDone(step, facts) && <span class="unseen"> ({text('welcome_step_done')})</span>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
