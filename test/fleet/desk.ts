// One desk of a fleet: the real core and the real adapter, with a world around them that is only simulated.
import { RecorderError, toFailure } from '../../src/recorders/errors.ts';
import type { HttpClient } from '../../src/recorders/http.ts';
import type { Recorder, RecorderContext, TokenStore } from '../../src/recorders/recorder.ts';
import type { Answer, RecordingEvent } from '../../src/recording/events.ts';
import { createState, defaultTimings, type State } from '../../src/recording/state.ts';
import { step, type Effect } from '../../src/recording/step.ts';
import { toStatus } from '../../src/recording/status.ts';
import type { Limit } from './limits.ts';
import type { Simulation } from './simulation.ts';
import { toAnswer, type Line, type Vendor } from './vendors.ts';

/** As in the extension (`background/requests.ts`). */
const requestTimeoutMs = 4_000;
const renewMs = 20_000;

/** One card that was taken: how long until its pause was accepted, and its resume; null for never. */
export type Entry = { fromMs: number; toAcceptedMs: number | null; toResumedMs: number | null };

type World = {
  simulation: Simulation;
  vendor: Vendor;
  limit: Limit;
  /** How long the vendor takes, in ms. */
  latencyMs(): number;
  onRequest(isRefused: boolean): void;
};

export class Desk {
  readonly entries: Entry[] = [];
  readonly line: Line;
  readonly #world: World;
  readonly #recorder: Recorder;
  readonly #http: HttpClient;
  readonly #tokens: TokenStore;
  readonly #settings: Record<string, unknown>;
  #state: State = createState(defaultTimings);
  #wakes = 0;
  #seq = 0;

  constructor(world: World, number: number) {
    this.#world = world;
    this.#recorder = world.vendor.recorder;
    this.line = { number, isPaused: false, call: null };
    this.#settings = { ...world.vendor.settings(this.line) };
    this.#http = { send: request => this.#send(request) };
    this.#tokens = createTokens();
    const traits = this.#recorder.traits(this.#settings);
    this.#dispatch({
      type: 'configured',
      timings: defaultTimings,
      channels: [{ id: 'r', isRequired: true, traits }],
    });
  }

  /** A call with a card in it: the number of the call, and for how long the field has the focus. */
  async takeCard(call: string, forMs: number): Promise<void> {
    const { simulation } = this.#world;
    this.line.call = call;
    this.#seq += 1;
    const seq = this.#seq;
    const fromMs = simulation.nowMs;
    const entry: Entry = { fromMs, toAcceptedMs: null, toResumedMs: null };
    this.entries.push(entry);
    const hold = () =>
      this.#dispatch({ type: 'hold', id: 'f', seq, kind: 'card-number', site: 'x', tabId: 1, isAway: false });
    hold();
    for (let atMs = renewMs; atMs < forMs; atMs += renewMs)
      simulation.after(atMs, () => (this.#seq === seq ? hold() : undefined));
    const untilMs = fromMs + forMs;
    entry.toAcceptedMs = await this.#watch(() => this.#isAccepted(), fromMs, untilMs);
    await simulation.wait(untilMs - simulation.nowMs);
    this.#dispatch({ type: 'release', id: 'f', seq, reason: 'blur' });
    await simulation.wait(defaultTimings.lingerMs);
    const doneMs = simulation.nowMs;
    entry.toResumedMs = await this.#watch(() => !this.#isOwing(), doneMs, doneMs + 60_000);
    this.line.call = null;
    this.line.isPaused = false;
  }

  #isAccepted(): boolean {
    const status = toStatus(this.#state);
    return status === 'paused' || status === 'microphoneOff';
  }

  #isOwing(): boolean {
    return this.#state.channels.some(({ owed, attempt }) => owed !== null || attempt !== null);
  }

  /** Looks every 20 ms: precise enough for what lasts tenths of a second. */
  async #watch(isSo: () => boolean, fromMs: number, untilMs: number): Promise<number | null> {
    const { simulation } = this.#world;
    for (; simulation.nowMs < untilMs; await simulation.wait(20))
      if (isSo()) return simulation.nowMs - fromMs;
    return null;
  }

  #dispatch(event: RecordingEvent): void {
    const { simulation } = this.#world;
    const { state, effects, wakeAtMs } = step(this.#state, event, simulation.nowMs);
    this.#state = state;
    this.#wakes += 1;
    const wake = this.#wakes;
    for (const effect of effects) if (effect.type === 'request') void this.#run(effect);
    if (wakeAtMs !== null)
      simulation.after(wakeAtMs - simulation.nowMs, () => {
        if (this.#wakes === wake) this.#dispatch({ type: 'tick' });
      });
  }

  async #run(effect: Extract<Effect, { type: 'request' }>): Promise<void> {
    const { channelId, attemptId } = effect;
    this.#dispatch({ type: 'answered', channelId, attemptId, answer: await this.#ask(effect) });
  }

  async #ask({
    command,
    callRef,
    channelId,
    attemptId,
  }: Extract<Effect, { type: 'request' }>): Promise<Answer> {
    const context: RecorderContext<unknown> = {
      settings: this.#settings,
      http: this.#http,
      tokens: this.#tokens,
      signal: new AbortController().signal,
      now: () => this.#world.simulation.nowMs,
      target: async ref => this.#dispatch({ type: 'targeted', channelId, attemptId, callRef: ref }),
    };
    try {
      if (command === 'read')
        return { type: 'reading', reading: await this.#recorder.read(context, callRef) };
      return { type: 'outcome', outcome: await this.#recorder[command](context, callRef) };
    } catch (thrown) {
      return { type: 'failure', failure: toFailure(thrown) };
    }
  }

  async #send(request: Parameters<HttpClient['send']>[0]): ReturnType<HttpClient['send']> {
    const { simulation, vendor, limit, latencyMs, onRequest } = this.#world;
    const wholeMs = latencyMs();
    await simulation.wait(wholeMs / 2);
    const waitMs = limit.enter(simulation.nowMs);
    onRequest(waitMs !== null);
    const said = waitMs === null ? vendor.answer(request, this.line) : vendor.refuse(waitMs);
    await simulation.wait(wholeMs / 2);
    if (waitMs === null) limit.leave();
    if (wholeMs > requestTimeoutMs) throw new RecorderError('timedOut', 'no answer in time');
    return toAnswer(said);
  }
}

function createTokens(): TokenStore {
  const kept = new Map<string, unknown>();
  const tails = new Map<string, Promise<unknown>>();
  return {
    get: async key => kept.get(key),
    set: async (key, token) => void kept.set(key, token),
    alone(name, work) {
      const done = (tails.get(name) ?? Promise.resolve()).then(work);
      tails.set(
        name,
        done.catch(() => undefined),
      );
      return done;
    },
  };
}
