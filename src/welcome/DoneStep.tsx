import { Button } from '../ui/Button.tsx';
import { text, type MessageKey } from '../ui/text.ts';
import { isDone, stepNames, steps, type Facts, type Step } from './steps.ts';

type Props = {
  facts: Facts;
  onGo: (step: Step) => void;
  onOptions: () => void;
};

type Todo = Exclude<Step, 'done'>;

const todos = steps.filter((step): step is Todo => step !== 'done');

/** What is missing while a step is not done. */
const missing = {
  recorder: 'welcome_todo_recorder',
  practice: 'welcome_todo_practice',
  sites: 'welcome_todo_sites',
  pin: 'welcome_todo_pin',
  shortcut: 'welcome_todo_shortcut',
} as const satisfies Record<Todo, MessageKey>;

/** How things stand at the end, and the ways back to what is left. */
export function DoneStep({ facts, onGo, onOptions }: Props) {
  const isProtected = facts.hasRecorder && facts.hasSites;
  return (
    <>
      <p class={isProtected ? 'good' : 'problem'}>
        {text(isProtected ? 'welcome_done_yes' : 'welcome_done_no')}
      </p>
      <ul class="todos">
        {todos.map(step => (
          <li key={step} class={isDone(step, facts) ? 'todo-done' : 'todo-open'}>
            <strong>{text(stepNames[step])}</strong>
            <span>{text(isDone(step, facts) ? 'welcome_step_done' : missing[step])}</span>
            {!isDone(step, facts) && (
              <Button label={text('welcome_go_to', text(stepNames[step]))} onClick={() => onGo(step)}>
                {text('welcome_go')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p>{text('welcome_done_next')}</p>
      <p class="help">{text('welcome_done_again')}</p>
      <div>
        <Button onClick={onOptions}>{text('welcome_options')}</Button>
      </div>
    </>
  );
}
