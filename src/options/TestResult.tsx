import type { ToldStep } from '../recorders/check-step.ts';
import type { Failure } from '../recorders/errors.ts';
import { findText, text } from '../ui/text.ts';

/** A "test connection" and what came of it. */
export type Test =
  /** The vendor's sign-in window is open; the test comes after it. */
  | { state: 'signingIn' }
  /** Nobody signed in, so there was no test. */
  | { state: 'notSignedIn'; failure: Failure }
  | { state: 'running' }
  /** The background did not answer. */
  | { state: 'silent' }
  /** Settings that cannot be tested; the problems stand at their fields. */
  | { state: 'refused' }
  | { state: 'done'; steps: ToldStep[] };

/** Each step of the test, in the order in which it was tried. */
export function TestResult({ test }: { test: Test | null }) {
  return (
    <div role="status" class="test">
      {test !== null && <TestWords test={test} />}
    </div>
  );
}

function TestWords({ test }: { test: Test }) {
  switch (test.state) {
    case 'signingIn':
      return <p>{text('options_sign_in_running')}</p>;
    case 'notSignedIn':
      return <p class="problem">{toFailureText(test.failure)}</p>;
    case 'running':
      return <p>{text('options_test_running')}</p>;
    case 'silent':
      return <p class="problem">{text('options_silent')}</p>;
    case 'refused':
      return <p class="problem">{text('options_test_refused')}</p>;
    case 'done':
      return (
        <>
          <p class={test.steps.every(({ isOk }) => isOk) ? 'good' : 'problem'}>
            {text(test.steps.every(({ isOk }) => isOk) ? 'options_test_good' : 'options_test_bad')}
          </p>
          <ol class="steps">
            {test.steps.map(({ label, isOk, found, detail, code }) => (
              <li key={label} class={isOk ? 'step-good' : 'step-bad'}>
                <strong>
                  {findText(label) ?? label}: {text(isOk ? 'options_step_good' : 'options_step_bad')}
                </strong>
                {found.length > 0 && (
                  <span>{found.map(([key, ...values]) => findText(key, ...values) ?? key).join(' ')}</span>
                )}
                {code !== undefined && <span>{text(`error_${code}_admin`)}</span>}
                {/* English, or whatever the vendor speaks. */}
                {detail !== '' && detail !== code && (
                  <span dir="auto" class="help">
                    {detail}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </>
      );
    default:
      return test satisfies never;
  }
}

function toFailureText({ code, reason }: Failure): string {
  return text('options_sign_in_failed', reason ?? text(`error_${code}_admin`));
}
