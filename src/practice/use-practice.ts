// The state of the practice page: one session for as long as it is open.
import { useEffect, useRef, useState } from 'preact/hooks';
import { findText, text } from '../ui/text.ts';
import { playTape } from './listen.ts';
import { createSession, type Scene, type Session } from './session.ts';

export type Practice = {
  scene: Scene;
  /** Null until the page is drawn: its fields are watched from then on. */
  session: Session | null;
  isPlaying: boolean;
  /** Plays the tape, or stops playing it. */
  listen: () => void;
};

const nothing: Scene = {
  stage: 'idle',
  view: null,
  said: [],
  behaviour: 'works',
  pausedAfterMs: null,
  verdict: null,
};

/** Starts a session with the page and ends it with the page. */
export function usePractice(report: (problem: unknown) => void): Practice {
  const [scene, setScene] = useState(nothing);
  const [session, setSession] = useState<Session | null>(null);
  const [stopPlaying, setStopPlaying] = useState<(() => void) | null>(null);
  const playing = useRef<(() => void) | null>(null);
  playing.current = stopPlaying;

  useEffect(() => {
    const created = createSession({ onScene: setScene, text: toPracticeText, report });
    setSession(created);
    return () => {
      playing.current?.();
      created.stop();
    };
  }, [report]);

  function listen(): void {
    if (stopPlaying !== null) return stopPlaying();
    if (session === null) return;
    const stop = playTape(session.tape().samples(), () => setStopPlaying(null));
    setStopPlaying(() => stop);
  }

  return { scene, session, isPlaying: stopPlaying !== null, listen };
}

/** Titles of the strip in the page, by their keys: what the agent is told, and not how. */
const title =
  /^banner_(?:paused|pausing|still|no_call|overridden|resuming|over|microphone|not_protected)(?!.*_detail$)/;

/** What the strip in the page says, marked as practice: it claims a pause, and no real recording is paused. */
function toPracticeText(key: string, ...substitutions: string[]): string {
  if (key === 'banner_region') return text('practice_notice_region');
  const sentence = findText(key, ...substitutions) ?? '';
  return title.test(key) && sentence !== '' ? text('practice_notice', sentence) : sentence;
}
