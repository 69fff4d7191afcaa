// A short way to write a core test: say what happens and when, look at what is asked for and shown.
import { expect } from 'vitest';
import {
  createState,
  defaultTimings,
  stateSchema,
  type Channel,
  type Hold,
  type State,
  type Timings,
} from '../../src/recording/state.ts';
import {
  gateNeedsSchema,
  gateWhySchema,
  toGate,
  type Gate,
  type GateNeeds,
} from '../../src/recording/gate.ts';
import { step, type Effect } from '../../src/recording/step.ts';
import { toView, viewSchema, type View } from '../../src/recording/view.ts';
import type { Answer, RecordingEvent } from '../../src/recording/events.ts';
import { noteSchema, type Note } from '../../src/recording/notes.ts';
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
    this.#fits(effects);
    for (const effect of effects) if (effect.type === 'request') this.#send(effect);
    return this;
  }

  /** What is stored, shown and written down is plain JSON that says no more and no less than its schema. */
  #fits(effects: Effect[]): void {
    expect(stateSchema.parse(JSON.parse(JSON.stringify(this.state)))).toStrictEqual(this.state);
    expect(viewSchema.parse(JSON.parse(JSON.stringify(this.view)))).toStrictEqual(this.view);
    for (const effect of effects) expect(['note', 'request']).toContain(effect.type);
    for (const effect of effects)
      if (effect.type === 'note') expect(noteSchema.parse(effect.note)).toStrictEqual(effect.note);
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

  focus(id = 'f', seq = 1, extra: { isAway?: boolean; reasons?: string[] } = {}): this {
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
    for (let ticks = 0; this.wakeAtMs !== null && this.wakeAtMs <= untilMs; ticks += 1) {
      if (this.wakeAtMs <= this.nowMs || ticks > 2_000)
        throw new Error('the core wants to be woken without end');
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

  /** The channel with this id, as it is now. */
  channel(id = 'r0'): Channel {
    const channel = this.state.channels.find(known => known.id === id);
    if (channel === undefined) throw new Error(`there is no channel ${id}`);
    return channel;
  }

  /** The hold with this id, as it is now. */
  hold(id = 'f'): Hold {
    const hold = this.state.holds.find(known => known.id === id);
    if (hold === undefined) throw new Error(`${id} does not hold`);
    return hold;
  }

  /** The gate of the hold with this id, as a page is told of it: in words that its schema knows. */
  gate(id = 'f', needs: GateNeeds = 'accepted'): Gate {
    const gate = toGate(this.state, this.hold(id), gateNeedsSchema.parse(needs));
    return { ...gate, why: gateWhySchema.parse(gate.why) };
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
