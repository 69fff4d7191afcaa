import { useEffect, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import type { Note } from '../recording/notes.ts';
import { toPastAlarm, type PastAlarm } from './past-alarm.ts';

/** Gone with the browser, as the events are. */
const seenKey = 'alarmSeenAtMs';

/** The newest alarm that is over and that nobody has taken note of yet. */
export function usePastAlarm(events: Note[], nowMs: number): { alarm: PastAlarm | null; see: () => void } {
  // Nothing is shown before it is known what was seen.
  const [seenAtMs, setSeenAtMs] = useState(Infinity);
  useEffect(() => {
    const { session } = browser.storage;
    void session.get(seenKey).then(({ [seenKey]: seen }) => setSeenAtMs(typeof seen === 'number' ? seen : 0));
  }, []);
  const alarm = toPastAlarm(events, seenAtMs, nowMs);
  return {
    alarm,
    see() {
      if (alarm === null) return;
      setSeenAtMs(alarm.endedAtMs);
      void browser.storage.session.set({ [seenKey]: alarm.endedAtMs });
    },
  };
}
