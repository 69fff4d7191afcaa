import { useState } from 'preact/hooks';
import type { Pause } from '../ledger/pause.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import type { Attention } from './attention.ts';
import { toRedaction } from './redaction.ts';
import type { LedgerState } from './use-activity.ts';
import { toMoment } from './words.ts';

type Props = {
  items: Attention[];
  ledger: LedgerState | null;
  onShow: (pause: Pause) => void;
};

const pageSize = 10;

/** What needs somebody's attention, the newest first. */
export function RedList({ items, ledger, onShow }: Props) {
  const [count, setCount] = useState(pageSize);
  const isUnwritten = ledger !== null && (ledger.problem !== null || ledger.pending > 0);
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{text('activity_attention', String(items.length + (isUnwritten ? 1 : 0)))}</h2>
      {isUnwritten && (
        <p class="red-item" role="alert">
          {text('activity_attention_pending', String(ledger.pending))}
        </p>
      )}
      {items.length === 0 && !isUnwritten && <p class="good">{text('activity_attention_none')}</p>}
      <ul class="red-list">
        {items.slice(0, count).map(({ key, atMs, words, notice, pause }) => (
          <li key={key} class="red-item">
            <div>
              <p>
                <strong>{text(words)}</strong> <time>{toMoment(atMs)}</time>
              </p>
              {notice !== null && <p>{toRedaction(notice)}</p>}
            </div>
            {pause !== null && (
              <Button label={`${text('activity_show')}: ${toMoment(atMs)}`} onClick={() => onShow(pause)}>
                {text('activity_show')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {items.length > count && (
        <Button onClick={() => setCount(count + pageSize)}>{text('activity_more')}</Button>
      )}
    </section>
  );
}
