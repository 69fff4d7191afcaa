// What the page shows: the choice, what was read for it, and what is wrong with the ledger itself.
import { useCallback, useEffect, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import { ask, type AnswerTo } from '../ui/worker.ts';
import { toDay, type Choice } from './choice.ts';
import { loadActivity, type Loaded } from './load.ts';

export type LedgerState = AnswerTo<'syncLedger'>['ledger'];

export type ActivityState = {
  choice: Choice;
  /** Null until it is read. What was read before stands until then. */
  loaded: Loaded | null;
  /** When it was read, ms since the epoch. */
  nowMs: number;
  isReading: boolean;
  isFailed: boolean;
  /** Null where the worker did not say. */
  ledger: LedgerState | null;
  /** Products' names by recorder entry id. */
  names: Record<string, string>;
  version: string;
  choose: (changes: Partial<Choice>) => void;
  refresh: () => void;
};

export function useActivity(): ActivityState {
  const [choice, setChoice] = useState<Choice>(() => ({
    period: 'week',
    day: toDay(Date.now()),
    recorder: '',
    outcome: 'all',
  }));
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const [isReading, setIsReading] = useState(true);
  const [isFailed, setIsFailed] = useState(false);
  const [ledger, setLedger] = useState<LedgerState | null>(null);
  const [names, setNames] = useState<Record<string, string>>({});
  const [round, setRound] = useState(0);
  const { version } = browser.runtime.getManifest();
  const { period, day } = choice;

  useEffect(() => {
    let isOver = false;
    setIsReading(true);
    void read()
      .then(
        () => setIsFailed(false),
        () => isOver || setIsFailed(true),
      )
      .finally(() => isOver || setIsReading(false));
    return () => {
      isOver = true;
    };

    async function read(): Promise<void> {
      // What waits is written first; where nobody does that, what is there is shown all the same.
      const synced = await ask({ type: 'syncLedger' }).catch(() => null);
      const atMs = Date.now();
      // The day stands at once, however much there is to read for the sums of a quarter.
      for (const part of period === 'day' ? [period] : (['day', period] as const)) {
        const found = await loadActivity({ period: part, day }, atMs, version);
        if (isOver) return;
        setLedger(synced?.ledger ?? null);
        setNowMs(atMs);
        setLoaded(found);
      }
    }
  }, [period, day, round, version]);

  useEffect(() => {
    readNames().then(setNames, () => undefined);
  }, []);

  const choose = useCallback(
    (changes: Partial<Choice>) => setChoice(before => ({ ...before, ...changes })),
    [],
  );
  const refresh = useCallback(() => setRound(before => before + 1), []);
  return { choice, loaded, nowMs, isReading, isFailed, ledger, names, version, choose, refresh };
}

/** The adapters are loaded for it only after the page has begun to read. */
async function readNames(): Promise<Record<string, string>> {
  const [{ settings }, { findRecorder }] = await Promise.all([
    ask({ type: 'getSettings' }),
    import('../recorders/index.ts'),
  ]);
  return Object.fromEntries(settings.recorders.map(({ id, type }) => [id, findRecorder(type)?.name ?? type]));
}
