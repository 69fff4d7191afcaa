// What the agent says to the caller.
import { useEffect, useState } from 'preact/hooks';
import type { Comforts } from '../settings/comforts.ts';
import { text } from './text.ts';
import { ask } from './worker.ts';

/** The moments at which there is something to say: the recording is paused, or runs again. */
export type Moment = 'paused' | 'resumed';

/** The sentence for a moment: the administrator's, or that of the browser's language. Null where none is wanted. */
export function toCallerWords(comforts: Comforts, moment: Moment): string | null {
  if (!comforts.showsWords) return null;
  return moment === 'paused'
    ? comforts.wordsPaused || text('words_paused')
    : comforts.wordsResumed || text('words_resumed');
}

/** The sentences in force; none until they are known, and none where nobody answers: a page says that elsewhere. */
export function useCallerWords(): (moment: Moment) => string | null {
  const [comforts, setComforts] = useState<Comforts | null>(null);
  useEffect(() => {
    ask({ type: 'getSettings' }).then(
      ({ settings }) => setComforts(settings.comforts),
      () => undefined,
    );
  }, []);
  return moment => (comforts === null ? null : toCallerWords(comforts, moment));
}
