// The one writer of the recording state: one event after the other, and handed to the storage before anything leaves.
import type { Answer, RecordingEvent } from '../recording/events.ts';
import type { Note } from '../recording/notes.ts';
import type { State } from '../recording/state.ts';
import { step, type Effect } from '../recording/step.ts';
import { toView, type View } from '../recording/view.ts';
import { RecorderError } from '../recorders/errors.ts';
import type { CallRef } from '../recorders/recorder.ts';

export type RequestEffect = Extract<Effect, { type: 'request' }>;

/** The world as the coordinator sees it. */
export type World = {
  /** Ms since the epoch, steady between two calls of `takeJump`. */
  now(): number;
  /** By how much the wall clock has jumped since the last call, in ms. */
  takeJump(): number;
  /** The state to begin with, and the events that bring it up to date, in order. */
  load(): Promise<{ state: State; events: RecordingEvent[] }>;
  /**
   * Resolves once the state survives the worker, and what is owed survives the browser. Called again before it has
   * resolved; what is written must come in the order of the calls.
   */
  save(state: State, notes: Note[]): Promise<void>;
  /**
   * Runs one request to its end. Nothing may leave for the recorder before `saved` has resolved, and `onTarget` is
   * awaited just before a recording is changed. Never rejects.
   */
  request(
    effect: RequestEffect,
    saved: Promise<void>,
    onTarget: (callRef: CallRef) => Promise<void>,
  ): Promise<Answer>;
  /** Shows the view. */
  publish(view: View, state: State): void;
  /** Asks for a `tick` at that time, or for none. */
  wakeAt(atMs: number | null): void;
  /** Something broke that must not: for the console. */
  report(problem: unknown): void;
};

export type Coordinator = {
  /** Applies an event after all earlier ones; resolves with the view once the state is saved. */
  dispatch(event: RecordingEvent): Promise<View>;
  /** The view now, after all earlier events. */
  view(): Promise<View>;
  /** The state now, after all earlier events. */
  state(): Promise<State>;
};

/** Builds the coordinator and starts to settle what an earlier worker left behind. */
export function createCoordinator(world: World): Coordinator {
  let current: State | undefined;
  const started = start();

  async function start(): Promise<void> {
    const { state, events } = await world.load();
    current = state;
    const behindMs = world.now() - state.seenAtMs;
    if (behindMs < 0) void apply({ type: 'clockJumped', byMs: behindMs });
    for (const event of events) void apply(event, true);
  }

  /**
   * Steps at once, so that events keep their order; resolves when the step is saved. Steps of the start of which nothing
   * comes are not: the next start takes them again, and the event that this one was started for waits.
   */
  async function apply(event: RecordingEvent, isStart = false): Promise<View> {
    if (current === undefined) throw new Error('The recording state could not be loaded.');
    const nowMs = world.now();
    const { state, effects, wakeAtMs } = step(current, event, nowMs);
    current = state;
    const notes = effects.flatMap(effect => (effect.type === 'note' ? [effect.note] : []));
    // Storage that fails must not keep the pause from being sent.
    const isIdle = isStart && effects.length === 0;
    const saved = isIdle ? Promise.resolve() : world.save(state, notes).catch(world.report);
    // The request is prepared while the state is being saved; what must not be said twice waits for that to end.
    for (const effect of effects) if (effect.type === 'request') void run(effect, saved).catch(world.report);
    world.wakeAt(wakeAtMs);
    const view = toView(state, nowMs);
    world.publish(view, state);
    await saved;
    return view;
  }

  async function run(effect: RequestEffect, saved: Promise<void>): Promise<void> {
    const { channelId, attemptId } = effect;
    const isUrgent = isRepeatable(effect);
    const answer = await world.request(effect, isUrgent ? Promise.resolve() : saved, async callRef => {
      const targeted = apply({ type: 'targeted', channelId, attemptId, callRef });
      if (!isUrgent) await targeted;
      // A request that nobody waits for any more must not change a recording behind our back.
      const isWaitedFor = current?.channels.some(({ attempt }) => attempt?.id === attemptId) === true;
      if (!isWaitedFor) throw new RecorderError('timedOut', 'given up before it was sent');
    });
    await take({ type: 'answered', channelId, attemptId, answer });
  }

  /** An event from outside: what time it is may be news as well. Without it the next try would be as late as the jump. */
  function take(event: RecordingEvent): Promise<View> {
    const byMs = world.takeJump();
    if (byMs !== 0) void apply({ type: 'clockJumped', byMs });
    return apply(event);
  }

  /**
   * A pause that may be said twice leaves as soon as its saving has begun. A worker that is killed in that very moment
   * can take what it handed to the storage along (5 of 150 kills): then the frame that holds has it said again. Nobody
   * does that for a person who pressed.
   */
  function isRepeatable({ command, channelId }: RequestEffect): boolean {
    const channel = current?.channels.find(({ id }) => id === channelId);
    const isHeldByFrame =
      current?.holds.some(({ origin, spent }) => origin !== 'manual' && spent === null) === true;
    return command === 'pause' && channel?.traits.command === 'set' && isHeldByFrame;
  }

  async function loaded(): Promise<State> {
    await started;
    if (current === undefined) throw new Error('The recording state could not be loaded.');
    return current;
  }

  return {
    async dispatch(event) {
      if (current === undefined) await started;
      return take(event);
    },
    view: async () => toView(await loaded(), world.now()),
    state: loaded,
  };
}
