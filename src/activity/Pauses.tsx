import { useState } from 'preact/hooks';
import type { Pause } from '../ledger/pause.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import { isProblem } from './choice.ts';
import { toMoment, toName, toOutcomeText, toSpan } from './words.ts';

type Props = {
  /** Oldest first. */
  pauses: Pause[];
  names: Record<string, string>;
  /** Key of the pause whose story is open. */
  shown: number | null;
  onShow: (pause: Pause) => void;
};

const pageSize = 50;

/** The pauses, newest first, a page at a time. */
export function Pauses({ pauses, names, shown, onShow }: Props) {
  const [count, setCount] = useState(pageSize);
  const rows = pauses.slice(-count).toReversed();
  return (
    <section aria-labelledby="pauses">
      <h2 id="pauses">{text('activity_count', String(pauses.length))}</h2>
      {rows.length > 0 && (
        <div class="scroll" role="group" tabIndex={0} aria-labelledby="pauses">
          <table>
            <thead>
              <tr>
                <th scope="col">{text('activity_col_time')}</th>
                <th scope="col">{text('activity_recorder')}</th>
                <th scope="col">{text('activity_outcome')}</th>
                <th scope="col" class="number">
                  {text('activity_col_exposure')}
                </th>
                <th scope="col" class="number">
                  {text('activity_col_gap')}
                </th>
                <th scope="col" class="number">
                  {text('activity_col_unrecorded')}
                </th>
                <th scope="col">
                  <span class="unseen">{text('activity_show')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(pause => (
                <tr key={pause.seq} class={pause.seq === shown ? 'is-shown' : ''}>
                  <th scope="row">{toMoment(pause.wantedAtMs)}</th>
                  <td>{toName(pause.recorder, names)}</td>
                  <td class={isProblem(pause) ? 'problem' : ''}>{toOutcomeText(pause.outcome)}</td>
                  <td class="number">{toSpan(pause.exposureMs)}</td>
                  <td class="number">{toSpan(pause.gapMs)}</td>
                  <td class="number">{toSpan(pause.unrecordedMs)}</td>
                  <td>
                    <Button
                      label={`${text('activity_show')}: ${toMoment(pause.wantedAtMs)}`}
                      onClick={() => onShow(pause)}
                    >
                      {text('activity_show')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pauses.length > count && (
        <Button onClick={() => setCount(count + pageSize)}>{text('activity_more')}</Button>
      )}
    </section>
  );
}
