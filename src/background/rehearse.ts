// Goes through a pause that pauses nothing, when a card field may get focus soon: a worker that has just started has
// compiled none of what a pause needs, and would do so while the caller begins to read.
import type { FromContent } from '../messages.ts';
import { RecorderError } from '../recorders/errors.ts';
import type { RecorderContext, TokenStore } from '../recorders/recorder.ts';
import type { State } from '../recording/state.ts';
import { step } from '../recording/step.ts';
import { toView } from '../recording/view.ts';
import type { Frame } from '../sender.ts';
import { withSecrets } from '../settings/check.ts';
import type { Stored } from '../settings/store.ts';
import { toHoldEvent } from './hold-events.ts';
import { toRecorder } from './requests.ts';

const hold: Extract<FromContent, { type: 'hold' }> = {
  type: 'hold',
  seq: 0,
  kind: 'card-number',
  reasons: ['rehearsal'],
  isAway: false,
};

let isDone = false;

/** Once in a worker's life. Nothing is stored, sent or shown; what adapters are given reaches nobody. Never rejects. */
export async function rehearse(state: State, stored: Stored, frame: Frame, nowMs: number): Promise<void> {
  if (isDone) return;
  isDone = true;
  const { settings, secrets } = stored;
  toView(step(state, toHoldEvent(hold, frame, settings), nowMs).state, nowMs);
  const signal = AbortSignal.timeout(1_000);
  for (const entry of settings.recorders)
    try {
      const context = createContext(withSecrets(entry, secrets), signal, nowMs);
      await toRecorder(entry).pause(context, null);
    } catch {
      // Nobody answers.
    }
}

function createContext(settings: unknown, signal: AbortSignal, nowMs: number): RecorderContext<unknown> {
  const send = () => Promise.reject(new RecorderError('unreachable', 'a rehearsal asks nobody'));
  return { settings, signal, http: { send }, tokens: noTokens, target: async () => {}, now: () => nowMs };
}

const noTokens: TokenStore = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  alone: (_name, work) => work(),
};
