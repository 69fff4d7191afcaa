import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { OptionsProps } from '../options/Options.tsx';
import { SaveWords } from '../options/SaveBar.tsx';
import { Practice } from '../practice/Practice.tsx';
import type { Problem } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import type { Moment } from '../ui/caller-words.ts';
import { Locks } from '../ui/locks.tsx';
import type { Shortcuts } from '../ui/shortcut.ts';
import { text } from '../ui/text.ts';
import { DoneStep } from './DoneStep.tsx';
import { toMissing, toNeeded } from './needed.ts';
import { PinStep } from './PinStep.tsx';
import { RecorderStep } from './RecorderStep.tsx';
import { ShortcutStep } from './ShortcutStep.tsx';
import { SitesStep } from './SitesStep.tsx';
import { Steps } from './Steps.tsx';
import { isDone, stepNames, steps, toNext, toPrevious, type Facts, type Step } from './steps.ts';

export type WelcomeProps = {
  step: Step;
  facts: Facts;
  options: OptionsProps;
  /** Null until they are known. */
  shortcuts: Shortcuts | null;
  toWords: (moment: Moment) => string | null;
  onStep: (step: Step) => void;
  onPractised: () => void;
  onOptions: () => void;
  onClose: () => void;
};

/** The first run, one step at a time; every step can be skipped, and gone back to. */
export function Welcome(props: WelcomeProps) {
  const { step, facts, options, onStep } = props;
  const { save, isDirty, granted } = options;
  const heading = useRef<HTMLHeadingElement>(null);
  const lastStep = useRef(step);
  /** True from "Continue" until what stands in the form is saved and the browser has been answered. */
  const [isLeaving, setIsLeaving] = useState(false);
  const locked = useMemo(() => new Set(options.policy.locked), [options.policy]);
  const needed = toNeeded(options);
  const missing = toMissing([...needed.recorders, ...needed.sites], granted);

  useLayoutEffect(() => {
    if (lastStep.current !== step) heading.current?.focus();
    lastStep.current = step;
  }, [step]);

  useLayoutEffect(() => {
    if (options.problems.length > 0) document.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [options.problems]);

  useLayoutEffect(() => {
    if (!isLeaving) return;
    if (['refused', 'silent', 'declined'].includes(save.state)) setIsLeaving(false);
    if (save.state === 'refused') onStep(toStepOf(save.problems, step));
    if (save.state !== 'saved' || missing.length > 0) return;
    setIsLeaving(false);
    onStep(toNext(step));
  }, [isLeaving, save.state, missing.length]);

  function handleContinue() {
    if (!isDirty) return onStep(toNext(step));
    setIsLeaving(true);
    options.onSave();
  }

  function handleSkip() {
    // What was begun in a step that is skipped must not be in the way of the next.
    if (isDirty) options.onDiscard();
    onStep(toNext(step));
  }

  const previous = toPrevious(step);
  const isLast = step === 'done';
  return (
    <Locks.Provider value={locked}>
      <main class="welcome">
        <header class="row">
          <img src="/icons/idle-128.png" alt="" width="48" height="48" />
          <div>
            <h1>{text('welcome_title')}</h1>
            <p class="help">{text('ext_description')}</p>
          </div>
        </header>
        <Steps current={step} facts={facts} onGo={onStep} />
        <section class="step" aria-labelledby="step">
          <h2 id="step" ref={heading} tabIndex={-1}>
            <span class="help">
              {text('welcome_step_of', String(steps.indexOf(step) + 1), String(steps.length))}
            </span>{' '}
            {text(stepNames[step])}
          </h2>
          {toBody(props)}
        </section>
        <footer class="welcome-bar">
          <div class="welcome-words">
            <SaveWords isDirty={isDirty} save={save} />
          </div>
          <div class="row">
            {previous !== null && <Button onClick={() => onStep(previous)}>{text('welcome_back')}</Button>}
            {!isLast && !isDone(step, facts) && (
              <Button kind="quiet" onClick={handleSkip}>
                {text('welcome_skip')}
              </Button>
            )}
            <Button
              kind="primary"
              isInert={save.state === 'saving'}
              onClick={isLast ? props.onClose : handleContinue}
            >
              {text(isLast ? 'welcome_close' : isDirty ? 'welcome_save' : 'welcome_continue')}
            </Button>
          </div>
        </footer>
      </main>
    </Locks.Provider>
  );
}

/** Where the first of these problems can be mended: it may have been left behind in another step. */
function toStepOf(problems: Problem[], current: Step): Step {
  const path = problems[0]?.path ?? '';
  if (path.startsWith('recorders')) return 'recorder';
  return /^(newS|s)ites/.test(path) ? 'sites' : current;
}

function toBody({ step, facts, options, shortcuts, toWords, onStep, onPractised, onOptions }: WelcomeProps) {
  switch (step) {
    case 'recorder':
      return <RecorderStep options={options} />;
    case 'practice':
      return (
        <>
          <p>{text('welcome_practice_intro')}</p>
          <Practice toWords={toWords} onOver={onPractised} />
        </>
      );
    case 'sites':
      return <SitesStep options={options} />;
    case 'pin':
      return <PinStep isPinned={facts.isPinned} />;
    case 'shortcut':
      return shortcuts === null ? null : <ShortcutStep shortcuts={shortcuts} />;
    case 'done':
      return <DoneStep facts={facts} onGo={onStep} onOptions={onOptions} />;
    default:
      return step satisfies never;
  }
}
