import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Traits } from '../recorders/recorder.ts';
import { createTrial, toTrialGapMs } from '../recording/trial.ts';
import { Button } from '../ui/Button.tsx';
import { toSeconds } from '../ui/duration.ts';
import { text } from '../ui/text.ts';
import { TrialSteps } from './TrialSteps.tsx';
import { useTrial } from './use-trial.ts';

type Props = {
  /** The configured recorder. */
  id: string;
  name: string;
  traits: Traits;
  /** Whether the form says what is in force: only that can be tried. */
  isSaved: boolean;
  /** Whether other recorders are paused along with this one. */
  hasOthers: boolean;
};

/** "Try a pause and a resume": the test that touches a recording, asked about before it does. */
export function TrialPanel({ id, name, traits, isSaved, hasOthers }: Props) {
  const { trial, isLost, isRunning, start, stop } = useTrial(id);
  const [isAsking, setIsAsking] = useState(false);
  const own = useId();
  const question = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  // On the question itself: whoever leans on a key must not have answered it.
  useLayoutEffect(() => {
    if (isAsking) question.current?.focus();
  }, [isAsking]);

  function close() {
    setIsAsking(false);
    button.current?.focus();
  }

  return (
    <div class="trial">
      <h3>{text('options_trial_title')}</h3>
      <p class="help" id={`${own}-help`}>
        {text(isSaved ? 'options_trial_help' : 'options_trial_unsaved')}
      </p>
      <div class="row">
        <Button
          buttonRef={button}
          label={text('options_trial_of', name)}
          describedBy={`${own}-help`}
          isInert={!isSaved || isRunning || isAsking}
          onClick={() => setIsAsking(true)}
        >
          {text('options_trial_title')}
        </Button>
        {isRunning && <Button onClick={stop}>{text('options_trial_stop')}</Button>}
      </div>
      {isAsking && isSaved && (
        <div
          class="trial-question"
          role="group"
          aria-labelledby={`${own}-question`}
          tabIndex={-1}
          ref={question}
        >
          <div id={`${own}-question`}>
            {toWarnings(traits, hasOthers).map(words => (
              <p key={words}>{words}</p>
            ))}
          </div>
          <div class="row">
            <Button
              kind="primary"
              onClick={() => {
                close();
                start();
              }}
            >
              {text('options_trial_go')}
            </Button>
            <Button onClick={close}>{text('options_trial_cancel')}</Button>
          </div>
        </div>
      )}
      {(trial !== null || isRunning || isLost) && (
        <TrialSteps trial={trial ?? createTrial()} isLost={isLost} />
      )}
    </div>
  );
}

function toWarnings(traits: Traits, hasOthers: boolean): string[] {
  const seconds = toSeconds(Math.ceil(toTrialGapMs(traits) / 1000));
  const isMicrophone = traits.effect === 'agentMicrophone';
  return [
    text(isMicrophone ? 'options_trial_touch_microphone' : 'options_trial_touch', seconds),
    ...(traits.effect === 'newFile' ? [text('options_trial_touch_newFile')] : []),
    ...(hasOthers ? [text('options_trial_touch_all')] : []),
  ];
}
