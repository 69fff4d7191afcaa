import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import type { Action, Command } from './actions.ts';

type Props = {
  action: Action;
  /** False until the first view: what stands there before it, nobody has aimed at. */
  isKnown: boolean;
  describedBy: string;
  onCommand: (command: Command) => void;
};

/**
 * How long, in ms, after the button has turned into "Resume" a press does not count: it was aimed at what stood
 * there before, and would let the recorder hear the card.
 */
export const settleMs = 700;

/** The one big button. It has the focus when the popup opens. */
export function MainButton({ action, isKnown, describedBy, onCommand }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const turnedAtMs = useRef(-Infinity);
  const wasKnown = useRef(false);

  useLayoutEffect(() => button.current?.focus(), []);
  useLayoutEffect(() => {
    if (wasKnown.current) turnedAtMs.current = performance.now();
    wasKnown.current = isKnown;
  }, [action.command, isKnown]);

  function handleClick() {
    const { command } = action;
    if (command === null) return;
    if (command === 'resume' && performance.now() - turnedAtMs.current < settleMs) return;
    onCommand(command);
  }

  return (
    // A key that is held down repeats its click: pause, resume, pause …
    <div class="main-button" onKeyDown={event => event.repeat && event.preventDefault()}>
      <Button
        kind="primary"
        buttonRef={button}
        describedBy={describedBy}
        isInert={action.command === null}
        onClick={handleClick}
      >
        {text(action.label)}
      </Button>
    </div>
  );
}
