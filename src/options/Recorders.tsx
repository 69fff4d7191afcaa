import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { recorders as known } from '../recorders/index.ts';
import type { Problem } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { LockNote, useIsLocked } from '../ui/locks.tsx';
import { text } from '../ui/text.ts';
import { createRecorder, type DraftRecorder, type StoredSecrets } from './draft.ts';
import { toProblemText } from './problems.ts';
import { RecorderForm } from './RecorderForm.tsx';
import type { Test } from './TestResult.tsx';

type Props = {
  recorders: DraftRecorder[];
  storedSecrets: StoredSecrets;
  problems: Problem[];
  granted: Set<string>;
  /** Running and finished tests by entry id. */
  tests: Record<string, Test>;
  onChange: (recorders: DraftRecorder[]) => void;
  onTest: (recorder: DraftRecorder, path: string) => void;
  onSignIn: (recorder: DraftRecorder, path: string) => void;
  onAllow: (patterns: string[]) => void;
};

/** The systems whose recording is paused. */
export function Recorders(props: Props) {
  const { recorders, storedSecrets, problems, onChange } = props;
  const [type, setType] = useState(known[0]?.id ?? '');
  const typeId = useId();
  const choice = useRef<HTMLSelectElement>(null);
  const forms = useRef<HTMLDivElement>(null);
  const [added, setAdded] = useState(0);
  const isLocked = useIsLocked('recorders');
  // What concerns a recorder stands at that recorder.
  const whole = problems.find(({ path }) => path === 'recorders');
  const problem = whole === undefined ? null : toProblemText(whole);

  // A recorder that was just added is to be filled in next.
  useLayoutEffect(() => {
    if (added > 0) forms.current?.querySelector<HTMLElement>('fieldset:last-of-type input')?.focus();
  }, [added]);

  return (
    <section aria-labelledby="recorders">
      <h2 id="recorders">{text('options_recorders')}</h2>
      <p class="help">{text(recorders.length === 0 ? 'options_recorders_none' : 'options_recorders_help')}</p>
      {isLocked && <LockNote id="recorders-lock" />}
      {problem !== null && <p class="problem">{problem}</p>}
      <div class="forms" ref={forms}>
        {recorders.map((recorder, index) => (
          <RecorderForm
            key={recorder.entry.id}
            recorder={recorder}
            path={`recorders.${index}`}
            storedSecrets={storedSecrets[recorder.entry.id] ?? []}
            problems={problems}
            granted={props.granted}
            test={props.tests[recorder.entry.id] ?? null}
            onChange={changed => onChange(recorders.with(index, changed))}
            onRemove={() => {
              onChange(recorders.toSpliced(index, 1));
              // The button that has the focus goes away with its recorder.
              choice.current?.focus();
            }}
            onTest={() => props.onTest(recorder, `recorders.${index}`)}
            onSignIn={() => props.onSignIn(recorder, `recorders.${index}`)}
            onAllow={props.onAllow}
          />
        ))}
      </div>
      {!isLocked && (
        <div class="row">
          <label for={typeId}>{text('options_recorder_type')}</label>
          <select
            id={typeId}
            ref={choice}
            value={type}
            onChange={event => setType(event.currentTarget.value)}
          >
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <Button
            onClick={() => {
              onChange([...recorders, createRecorder(type)]);
              setAdded(added + 1);
            }}
          >
            {text('options_add_recorder')}
          </Button>
        </div>
      )}
    </section>
  );
}
