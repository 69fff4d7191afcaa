import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Pause } from '../ledger/pause.ts';
import { text } from '../ui/text.ts';
import { ask } from '../ui/worker.ts';
import { toAttention } from './attention.ts';
import { Charts } from './Charts.tsx';
import { choose, toDay, toDays } from './choice.ts';
import { Exports } from './Exports.tsx';
import { Filters } from './Filters.tsx';
import { Pauses } from './Pauses.tsx';
import { RedList } from './RedList.tsx';
import { Report } from './Report.tsx';
import { Story } from './Story.tsx';
import { Timeline } from './Timeline.tsx';
import { toSpans } from './timeline.ts';
import { useActivity } from './use-activity.ts';

const nothing: Pause[] = [];

/** What happened at this desk, for whoever has to know: agents, supervisors, assessors. */
export function Activity() {
  const { choice, loaded, nowMs, isReading, isFailed, ledger, names, version, ...can } = useActivity();
  const [shown, setShown] = useState<Pause | null>(null);
  const [isPrinting, setIsPrinting] = useState(false);
  const all = loaded?.report.pauses ?? nothing;
  const { period, day, recorder, outcome } = choice;
  const pauses = useMemo(() => choose(all, { period, day, recorder, outcome }), [all, recorder, outcome]);
  const recorders = useMemo(() => [...new Set(all.map(pause => pause.recorder))].toSorted(), [all]);
  const days = useMemo(() => toDays({ period, day }), [period, day]);
  const items = useMemo(
    () => toAttention(pauses, loaded?.report.changes ?? [], nowMs),
    [pauses, loaded, nowMs],
  );
  const spans = useMemo(
    () =>
      toSpans(
        pauses.filter(({ wantedAtMs }) => toDay(wantedAtMs) === day),
        loaded?.alerts ?? [],
        nowMs,
      ),
    [pauses, loaded, day, nowMs],
  );

  useEffect(() => {
    if (!isPrinting || loaded === null) return;
    const { head, after } = loaded.report.chain;
    window.print();
    setIsPrinting(false);
    void ask({ type: 'recordExport', format: 'report', fromSeq: after.seq + 1, toSeq: head.seq }).catch(
      () => undefined,
    );
  }, [isPrinting]);

  return (
    <>
      <main class="activity" aria-busy={isReading}>
        <header class="row">
          <img src="/icons/idle-128.png" alt="" width="40" height="40" />
          <h1>{text('activity_title')}</h1>
        </header>
        <Filters
          choice={choice}
          recorders={recorders}
          names={names}
          onChoose={can.choose}
          onRefresh={can.refresh}
        />
        <p role="status" class="reading">
          {isReading && text('activity_reading')}
          {isFailed && text('activity_failed')}
        </p>
        {loaded !== null && (
          <>
            <RedList items={items} ledger={ledger} onShow={setShown} />
            <Timeline day={day} spans={spans} onShow={setShown} />
            <Charts pauses={pauses} days={days} names={names} />
            <Pauses
              key={`${period} ${day} ${recorder} ${outcome}`}
              pauses={pauses}
              names={names}
              shown={shown?.seq ?? null}
              onShow={setShown}
            />
          </>
        )}
        <Exports
          choice={choice}
          version={version}
          onPrint={() => setIsPrinting(true)}
          onSaved={can.refresh}
        />
        {shown !== null && (
          <Story key={shown.seq} pause={shown} names={names} onClose={() => setShown(null)} />
        )}
      </main>
      {isPrinting && loaded !== null && <Report report={loaded.report} pauses={pauses} names={names} />}
    </>
  );
}
