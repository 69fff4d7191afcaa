// Plays the agent: moves the focus and types along, until somebody takes over.
import { useEffect, useState } from 'preact/hooks';
import { countSaid, digitsOf, toWritten, type Part } from './script.ts';
import type { Scene, Session } from './session.ts';
import type { FieldName } from './PayForm.tsx';

export type Demo = {
  isRunning: boolean;
  start: () => void;
};

type Options = {
  scene: Scene;
  session: Session | null;
  /** False where nobody is to take over. */
  canTakeOver?: boolean;
  /** The form's own field of this name. */
  field: (name: FieldName) => HTMLInputElement | null;
};

const cardParts = ['card-number', 'card-expiry', 'card-csc'] as const satisfies Part[];
/** How long the agent takes to go on to the next field, in ms. */
const glanceMs = 700;

/** The agent of the demonstration. Ends at the first key or press of a person, and with the call. */
export function useDemo({ scene, session, field, canTakeOver = true }: Options): Demo {
  const [isRunning, setIsRunning] = useState(false);
  const next = isRunning ? toNextField(scene) : null;

  useEffect(() => {
    if (!isRunning || !canTakeOver) return;
    const stop = (event: Event) => event.isTrusted && setIsRunning(false);
    for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, stop);
    return () => {
      for (const type of ['pointerdown', 'keydown']) window.removeEventListener(type, stop);
    };
  }, [isRunning]);

  useEffect(() => {
    if (next === null) return;
    const timer = setTimeout(() => field(next)?.focus(), glanceMs);
    return () => clearTimeout(timer);
  }, [next]);

  useEffect(() => {
    if (!isRunning) return;
    for (const part of cardParts) {
      const input = field(part);
      if (input !== null) input.value = toWritten(part, countSaid(scene.said, part));
    }
    if (scene.stage === 'over') setIsRunning(false);
  }, [isRunning, scene.said.length, scene.stage]);

  return {
    isRunning,
    start() {
      session?.startCall();
      setIsRunning(true);
    },
  };
}

/** Where the agent goes now. */
function toNextField({ stage, said }: Scene): FieldName | null {
  const isSaid = (part: Part) => countSaid(said, part) === digitsOf[part].length;
  if (stage !== 'talking' || !isSaid('before')) return null;
  return cardParts.find(part => !isSaid(part)) ?? 'postcode';
}
