// A desk of its own for practice: the real core and the real content script, with a recorder that is only simulated.
//
// It lives in the page and nowhere else. The worker, its recorders and its view hear nothing of it, so that practice can
// neither pause a real recording nor make the toolbar claim that one is paused.
import { createClock } from '../background/clock.ts';
import { createCoordinator } from '../background/coordinator.ts';
import type { Extension } from '../content/extension.ts';
import { fromContentSchema, type FromContent } from '../messages.ts';
import type { Word } from '../word.ts';
import { toFailure } from '../recorders/errors.ts';
import type { CallRef, Recorder, RecorderContext } from '../recorders/recorder.ts';
import type { Answer, RecordingEvent } from '../recording/events.ts';
import { createState, defaultTimings } from '../recording/state.ts';
import type { Command } from '../recording/state.ts';
import type { View } from '../recording/view.ts';

export type PracticeDesk = {
  /** What the content script takes for the extension it belongs to. */
  extension: Extension;
  /** Hands over each new view. */
  watch(onView: (view: View) => void): void;
  /** The button: what a person does by hand. */
  press(command: 'pause' | 'resume'): void;
  stop(): void;
};

type Options = {
  recorder: Recorder;
  /** A sentence of `_locales`. */
  text(key: string, ...substitutions: string[]): string;
  report(problem: unknown): void;
};

/** The one frame there is, and the one recorder. */
const frame = { id: 'practice', site: 'practice', tabId: 0 };
const channelId = 'practice';

/** Starts a desk on which nothing is held. */
export function createPracticeDesk({ recorder, text, report }: Options): PracticeDesk {
  const ended = new AbortController();
  const listeners = new Set<(word: Word) => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const configured: RecordingEvent = {
    type: 'configured',
    timings: defaultTimings,
    channels: [{ id: channelId, isRequired: true, traits: recorder.traits({}) }],
  };
  const coordinator = createCoordinator({
    ...createClock(),
    load: async () => ({ state: createState(), events: [configured] }),
    // The page is all there is: what it owes ends with it, and so does the tape.
    save: async () => {},
    request: async ({ command, callRef }, saved, target) => {
      await saved;
      return await run(recorder, command, callRef, toContext(ended.signal, target));
    },
    publish: view => listeners.forEach(onWord => onWord({ view })),
    wakeAt(atMs) {
      clearTimeout(timer);
      if (atMs === null || ended.signal.aborted) return;
      timer = setTimeout(() => void coordinator.dispatch({ type: 'tick' }), Math.max(0, atMs - Date.now()));
    },
    report,
  });

  async function apply(message: FromContent): Promise<View> {
    const checked = fromContentSchema.parse(message);
    switch (checked.type) {
      case 'hold':
        return coordinator.dispatch({ ...checked, ...frame });
      case 'release':
      case 'activity':
        return coordinator.dispatch({ ...checked, id: frame.id });
      case 'extend':
        return coordinator.dispatch({ type: 'extend' });
      default:
        return coordinator.view();
    }
  }

  const handle = async (message: FromContent): Promise<Word> => ({ view: await apply(message) });

  return {
    extension: {
      isAlive: () => !ended.signal.aborted,
      send: handle,
      connect: () => ({
        post: message => void handle(message).catch(report),
        close: () =>
          void coordinator
            .dispatch({ type: 'release', id: frame.id, seq: null, reason: 'gone' })
            .catch(report),
      }),
      listen: onWord => void listeners.add(onWord),
      text,
      rootOf: element => element.shadowRoot,
    },
    watch(onView) {
      let isTold = false;
      listeners.add(({ view }) => {
        isTold = true;
        onView(view);
      });
      // What has happened meanwhile is newer than what was asked for.
      void coordinator.view().then(view => (isTold ? undefined : onView(view)), report);
    },
    press(command) {
      const type = command === 'pause' ? 'manualPause' : 'manualResume';
      void coordinator.dispatch({ type }).catch(report);
    },
    stop() {
      ended.abort();
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

async function run(
  recorder: Recorder,
  command: Command,
  callRef: CallRef | null,
  context: RecorderContext<unknown>,
): Promise<Answer> {
  try {
    if (command === 'pause') return { type: 'outcome', outcome: await recorder.pause(context, callRef) };
    if (command === 'resume') return { type: 'outcome', outcome: await recorder.resume(context, callRef) };
    return { type: 'reading', reading: await recorder.read(context, callRef) };
  } catch (thrown) {
    return { type: 'failure', failure: toFailure(thrown) };
  }
}

/** There is no network to it, and nothing to keep. */
function toContext(
  signal: AbortSignal,
  target: RecorderContext<unknown>['target'],
): RecorderContext<unknown> {
  return {
    settings: {},
    signal,
    target,
    http: { send: () => Promise.reject(new Error('practice has no network')) },
    tokens: {
      get: async () => undefined,
      set: async () => {},
      alone: async (_name, work) => await work(),
    },
    now: () => Date.now(),
  };
}
