import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { PayForm, type FieldName } from '../practice/PayForm.tsx';
import { useDemo } from '../practice/use-demo.ts';
import { usePractice } from '../practice/use-practice.ts';
import { DrillWords } from '../ui/DrillWords.tsx';
import { text } from '../ui/text.ts';
import type { DrillResult, LastDrill } from './result.ts';
import { toResult } from './score.ts';

type Props = {
  by: DrillResult['by'];
  /** Makes evidence of it. */
  onResult: (result: DrillResult) => void;
};

/** In a tab that nobody sees the browser tells nobody what has the focus. */
const lookEveryMs = 200;
/** Longer than the call takes where timers come once in a second. */
const patienceMs = 4 * 60_000;

// oxlint-disable-next-line no-console -- the page's console is where a fault of ours belongs
const report = (problem: unknown) => console.error('CardHush drill:', problem);

/** A practice call without anybody: the script takes the card, and the tape is listened to. */
export function Drill({ by, onResult }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { scene, session } = usePractice(report);
  const [last, setLast] = useState<LastDrill | null>(null);
  const field = useCallback((name: FieldName) => {
    const input = form.current?.elements.namedItem(name);
    return input instanceof HTMLInputElement ? input : null;
  }, []);
  const demo = useDemo({ scene, session, field, canTakeOver: false });

  useEffect(() => {
    if (session === null) return;
    demo.start();
    const looking = setInterval(() => session.look(), lookEveryMs);
    const patience = setTimeout(() => session.hangUp(), patienceMs);
    return () => {
      clearInterval(looking);
      clearTimeout(patience);
    };
  }, [session]);

  useEffect(() => {
    if (scene.verdict === null) return;
    const result = toResult(scene, by);
    setLast({ atMs: Date.now(), ...result });
    onResult(result);
  }, [scene.verdict]);

  return (
    <div class="practice">
      <div role="status">{last === null ? <p>{text('drill_running')}</p> : <DrillWords {...last} />}</div>
      <PayForm formRef={form} onPay={() => undefined} />
    </div>
  );
}
