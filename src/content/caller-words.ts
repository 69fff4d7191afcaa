// What the agent says to the caller, beside what the banner says to the agent: once paused, and once recording again.
import type { Word } from '../word.ts';
import type { View } from '../recording/view.ts';
import type { Notice } from './notice.ts';

export type CallerWords = {
  /** Adds the sentence of the moment, and lets the strip stay a while after the recording was resumed. */
  dress(notice: Notice | null, view: View | null, say: Word['say'], nowMs: number): Notice | null;
};

/** How long the last sentence can be read (ms). */
const readMs = 6_000;

/** Not the colour of a pause: at a glance it must not look like one. */
const again: Notice = {
  tone: 'busy', icon: 'record', title: 'banner_over', details: [], countdown: null, canExtend: false, over: null,
}; // prettier-ignore

export function createCallerWords(): CallerWords {
  let hasPaused = false;
  let untilMs = 0;

  return {
    dress(notice, view, say, nowMs) {
      if (view === null || say === undefined || view.isOverridden) {
        hasPaused = false;
        untilMs = 0;
        return notice;
      }
      if (view.status === 'paused') {
        hasPaused = true;
        // Whoever waits for the recording to go on has the card already.
        return notice?.tone !== 'calm' || view.lingerUntilMs !== null
          ? notice
          : { ...notice, say: { text: 'words_paused', own: say.paused } };
      }
      if (view.status !== 'ready') return notice;
      if (hasPaused) untilMs = nowMs + readMs;
      hasPaused = false;
      if (notice !== null || nowMs >= untilMs) return notice;
      return { ...again, say: { text: 'words_resumed', own: say.resumed } };
    },
  };
}
