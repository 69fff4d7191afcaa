import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { recorders as known } from '../recorders/index.ts';
import type { Problem, Settings } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { LockNote, useIsLocked } from '../ui/locks.tsx';
import { text } from '../ui/text.ts';
import { createRecorder, type DraftRecorder, type StoredSecrets } from './draft.ts';
import { Gallery } from './Gallery.tsx';
import { toProblemText } from './problems.ts';
import { RecorderForm } from './RecorderForm.tsx';
import { createSwap } from './swap.ts';
import type { Test } from './TestResult.tsx';

type Props = {
  recorders: DraftRecorder[];
  /** As they are in force. */
  saved: Settings['recorders'];
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
  const { recorders, storedSecrets, problems, saved, onChange } = props;
  const [isOpened, setIsOpened] = useState(false);
  const [added, setAdded] = useState('');
  const [removed, setRemoved] = useState(0);
  const [swap] = useState(createSwap);
  const another = useRef<HTMLButtonElement>(null);
  const section = useRef<HTMLElement>(null);
  const isLocked = useIsLocked('recorders');
  // What concerns a recorder stands at that recorder.
  const whole = problems.find(({ path }) => path === 'recorders');
  const problem = whole === undefined ? null : toProblemText(whole);
  const isEmpty = recorders.length === 0;

  // A recorder that was just added, or put in the place of another, is to be filled in next.
  useLayoutEffect(() => {
    if (added === '') return;
    const fields = `[data-recorder="${CSS.escape(added)}"] > .field`;
    section.current?.querySelector<HTMLElement>(`${fields} :is(input, select, textarea)`)?.focus();
  }, [added]);

  // The button that had the focus went away with its recorder.
  useLayoutEffect(() => {
    if (removed === 0) return;
    (another.current ?? section.current?.querySelector<HTMLElement>('.gallery input:checked'))?.focus();
  }, [removed]);

  function handleAdd(type: string) {
    const recorder = createRecorder(type);
    onChange([...recorders, recorder]);
    setIsOpened(false);
    setAdded(recorder.entry.id);
  }

  return (
    <section aria-labelledby="recorders" ref={section}>
      <h2 id="recorders">{text('options_recorders')}</h2>
      <p class="help">{text(isEmpty ? 'options_recorders_none' : 'options_recorders_help')}</p>
      {isLocked && <LockNote id="recorders-lock" />}
      {problem !== null && <p class="problem">{problem}</p>}
      <div class="forms">
        {recorders.map((recorder, index) => (
          <RecorderForm
            key={recorder.entry.id}
            recorder={recorder}
            path={`recorders.${index}`}
            saved={saved.find(({ id }) => id === recorder.entry.id) ?? null}
            hasOthers={saved.length > 1}
            storedSecrets={storedSecrets[recorder.entry.id] ?? []}
            problems={problems}
            granted={props.granted}
            test={props.tests[recorder.entry.id] ?? null}
            onChange={changed => onChange(recorders.with(index, changed))}
            onSwap={type => {
              const other = swap(recorder, type);
              onChange(recorders.with(index, other));
              setAdded(other.entry.id);
            }}
            onRemove={() => {
              onChange(recorders.toSpliced(index, 1));
              setRemoved(removed + 1);
            }}
            onTest={() => props.onTest(recorder, `recorders.${index}`)}
            onSignIn={() => props.onSignIn(recorder, `recorders.${index}`)}
            onAllow={props.onAllow}
          />
        ))}
      </div>
      {!isLocked && (isEmpty || isOpened) && (
        <Gallery
          initial={known[0]?.id ?? ''}
          action={text('options_add_recorder')}
          onChoose={handleAdd}
          cancel={
            isEmpty ? null : { words: text('options_gallery_close'), onCancel: () => setIsOpened(false) }
          }
          isOpened={isOpened}
        />
      )}
      {!isLocked && !isEmpty && !isOpened && (
        <div>
          <Button buttonRef={another} onClick={() => setIsOpened(true)}>
            {text('options_add_another')}
          </Button>
        </div>
      )}
    </section>
  );
}
