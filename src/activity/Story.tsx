import { useEffect, useRef, useState } from 'preact/hooks';
import { toActor } from '../ledger/actor.ts';
import type { Entry } from '../ledger/entries.ts';
import type { Pause } from '../ledger/pause.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import { toFactText } from './fact-text.ts';
import { loadStory } from './load.ts';
import { toPauseFacts } from './pause-facts.ts';
import { toActorText, toExact, toMoment, toName } from './words.ts';

type Props = {
  pause: Pause;
  names: Record<string, string>;
  onClose: () => void;
};

/** A pause from beginning to end, second by second, in a dialog of its own. */
export function Story({ pause, names, onClose }: Props) {
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const [isFailed, setIsFailed] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    loadStory(pause).then(setEntries, () => setIsFailed(true));
  }, [pause]);
  return (
    <dialog class="story" ref={dialog} aria-labelledby="story" onClose={onClose}>
      <h2 id="story">{text('activity_story', toName(pause.recorder, names), toMoment(pause.wantedAtMs))}</h2>
      <dl>
        {toPauseFacts(pause, names).map(([label, value]) => (
          <div key={label}>
            <dt>{text(label)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      {isFailed && <p class="failure">{text('activity_failed')}</p>}
      <ol>
        {entries?.map(entry => (
          <li key={entry.seq} class={`actor-${toActor(entry.fact)}`}>
            <span class="offset" dir="ltr">
              {toOffset(entry.atMs - pause.wantedAtMs)}
            </span>
            <span class="actor">{toActorText(toActor(entry.fact))}</span>
            <span>{toFactText(entry, names, pause.isMicrophone)}</span>
            <time class="help">
              {toExact(entry.atMs)} · {entry.seq}
            </time>
          </li>
        ))}
      </ol>
      <Button kind="primary" onClick={() => dialog.current?.close()}>
        {text('activity_close')}
      </Button>
    </dialog>
  );
}

/** Since silence was wanted, in seconds: `+1.250 s`. A unit's sign is the same everywhere. */
function toOffset(ms: number): string {
  const seconds = new Intl.NumberFormat(text('ui_lang'), {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
    signDisplay: 'always',
  });
  return `${seconds.format(ms / 1_000)} s`;
}
