// The way to a trial of a recorder. The port is what keeps the pause: closing it, or this page, ends it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import type { Trial } from '../recording/trial.ts';
import { trialAnswerSchema, trialPortName, type FromTrialPage } from '../trial-messages.ts';

type Port = ReturnType<typeof browser.runtime.connect>;

export type TrialLink = {
  /** As it stands, or as it ended; null before the first. */
  trial: Trial | null;
  /** Whether the worker went away in the middle. */
  isLost: boolean;
  isRunning: boolean;
  start: () => void;
  /** Ends the pause at once; the steps go on to tell how. */
  stop: () => void;
};

/** Tries the recorder with this id, when asked to. */
export function useTrial(recorderId: string): TrialLink {
  const [trial, setTrial] = useState<Trial | null>(null);
  const [isLost, setIsLost] = useState(false);
  const [isRunning, setIsRunning] = useState(false);
  const port = useRef<Port | null>(null);

  function end() {
    port.current = null;
    setIsRunning(false);
  }

  function start() {
    if (port.current !== null) return;
    setTrial(null);
    setIsLost(false);
    try {
      const opened = browser.runtime.connect({ name: trialPortName });
      port.current = opened;
      setIsRunning(true);
      let isDone = false;
      opened.onMessage.addListener((raw: unknown) => {
        const parsed = trialAnswerSchema.safeParse(raw);
        if (!parsed.success || port.current !== opened) return;
        setTrial(parsed.data.trial);
        if (parsed.data.trial.result === null) return;
        isDone = true;
        end();
        opened.disconnect();
      });
      opened.onDisconnect.addListener(() => {
        if (isDone || port.current !== opened) return;
        setIsLost(true);
        end();
      });
      post(opened, { type: 'tryRecorder', recorderId });
    } catch {
      // Thrown where the extension itself is gone: updated or removed under an open page.
      setIsLost(true);
      end();
    }
  }

  useEffect(
    () => () => {
      port.current?.disconnect();
      port.current = null;
    },
    [recorderId],
  );

  return {
    trial,
    isLost,
    isRunning,
    start,
    stop: () => {
      if (port.current !== null) post(port.current, { type: 'stopTrial' });
    },
  };
}

function post(port: Port, message: FromTrialPage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of the extension, not a window
  port.postMessage(message);
}
