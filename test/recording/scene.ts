// A short way to write a core test: say what happens and when, look at what is asked for and shown.
import { createState, defaultTimings, type State, type Timings } from '../../src/recording/state.ts';
import { step, type Effect } from '../../src/recording/step.ts';
import { toView, type View } from '../../src/recording/view.ts';
import type { Answer, RecordingEvent } from '../../src/recording/events.ts';
import type { Note } from '../../src/recording/notes.ts';
import type { Traits } from '../../src/recorders/recorder.ts';
import type { Failure } from '../../src/recorders/errors.ts';

type Request = Extract<Effect, { type: 'request' }>;

export const setTraits: Traits = {
  effect: 'silence',
  command: 'set',
  scope: 'call',
  canRead: false,
  coversNewCalls: true,
  readEveryMs: 5_000,
  readLagMs: 10_000,
  reassertEveryMs: 5_000,
};

export class Scene {
  state: State;
  nowMs = 1_000_000;
  requests: Request[] = [];
  notes: Note[] = [];
  wakeAtMs: number | null = null;
  /** Answers each request as soon as it is sent; where it gives nothing the request stays in flight. */
  responder: ((request: Request) => Answer | undefined) | undefined;

  constructor(traits: Partial<Traits> | Partial<Traits>[] = {}, timings: Partial<Timings> = {}) {
    this.state = createState({ ...defaultTimings, ...timings });
    const all = Array.isArray(traits) ? traits : [traits];
    this.on({
      type: 'configured',
      timings: this.state.timings,
      channels: all.map((some, index) => ({
        id: `r${index}`,
        isRequired: true,
        traits: { ...setTraits, ...some },
      })),
    });
  }

  on(event: RecordingEvent): this {
    const { state, effects, wakeAtMs } = step(this.state, event, this.nowMs);
    this.state = state;
    this.wakeAtMs = wakeAtMs;
    for (const effect of effects) if (effect.type === 'note') this.notes.push(effect.note);
    for (const effect of effects) if (effect.type === 'request') this.#send(effect);
    return this;
  }

  #send(request: Request): void {
    this.requests.push(request);
    const answer = this.responder?.(request);
    const { channelId, attemptId } = request;
    if (answer !== undefined) this.on({ type: 'answered', channelId, attemptId, answer });
  }

  /** From now on every request fails with this code, at once. */
  failing(code: Failure['code']): this {
    this.responder = () => ({ type: 'failure', failure: { code } });
    return this;
  }

  focus(id = 'f', seq = 1, extra: { isAway?: boolean } = {}): this {
    return this.on({
      type: 'hold',
      id,
      seq,
      kind: 'card-number',
      site: 'https://crm.test',
      tabId: 1,
      isAway: false,
      ...extra,
    });
  }

  blur(id = 'f', seq: number | null = 1): this {
    return this.on({ type: 'release', id, seq, reason: 'blur' });
  }

  /** Lets time go by as the edge would: a tick whenever one is due. */
  wait(ms: number): this {
    const untilMs = this.nowMs + ms;
    while (this.wakeAtMs !== null && this.wakeAtMs <= untilMs) {
      this.nowMs = this.wakeAtMs;
      this.on({ type: 'tick' });
    }
    this.nowMs = untilMs;
    return this;
  }

  /** Answers the newest request of a channel. */
  answer(answer: Answer, channelId = 'r0'): this {
    const attemptId = this.state.channels.find(({ id }) => id === channelId)?.attempt?.id;
    if (attemptId === undefined) throw new Error(`nothing is in flight at ${channelId}`);
    return this.on({ type: 'answered', channelId, attemptId, answer });
  }

  yes(channelId = 'r0', callRef = 'call-1'): this {
    return this.answer({ type: 'outcome', outcome: { callRef, evidence: 'accepted' } }, channelId);
  }

  no(code: Failure['code'], extra: Partial<Failure> = {}, channelId = 'r0'): this {
    return this.answer({ type: 'failure', failure: { code, ...extra } }, channelId);
  }

  reads(state: 'paused' | 'recording' | 'callOver' | 'notRecording' | 'unknown', isNewCall = false): this {
    return this.answer({ type: 'reading', reading: { state, isNewCall } });
  }

  get view(): View {
    return toView(this.state, this.nowMs);
  }

  get status(): View['status'] {
    return this.view.status;
  }

  /** The commands that were sent, in order. */
  get sent(): string[] {
    return this.requests.map(({ command }) => command);
  }

  noted(type: Note['type']): Note[] {
    return this.notes.filter(note => note.type === type);
  }
}
