// The way between the core and its recorders: requests in flight, what becomes of them, and what may never be sent.
import { RecorderError, toFailure } from '../../src/recorders/errors.ts';
import type { Answer, RecordingEvent } from '../../src/recording/events.ts';
import type { Note } from '../../src/recording/notes.ts';
import { isPauseWanted, type State } from '../../src/recording/state.ts';
import type { Op } from './model-ops.ts';
import type { Recorder, Request } from './model-recorder.ts';

type Serve = Omit<Extract<Op, { type: 'serve' }>, 'type' | 'channel'>;
const honest: Serve = { fate: 'answered', code: 'yes', isLie: false, isStale: false };

/** What the wire needs of the model around it. */
type World = {
  recorders: Recorder[];
  state(): State;
  /** A clock that is never set back. */
  lagMs(): number;
  dispatch(event: RecordingEvent): void;
};

export class Wire {
  /** Channels that were read as paused since they were last paused or anything went wrong. */
  readonly verified = new Set<string>();
  /** Channels that were found recording in spite of their yes, and were not read as paused since. */
  readonly distrusted = new Set<string>();
  /** Requests in flight, by channel id. */
  readonly #inFlight = new Map<string, Request>();
  /** Toggles of which one was sent and whose state nobody knows since. */
  readonly #blind = new Set<string>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes a request of the core. */
  send(request: Request): void {
    const { channelId, command, callRef } = request;
    const { mode, holds } = this.#world.state();
    if (command === 'pause' && mode === 'observe') throw new Error('a pause while only watching');
    if (this.#inFlight.has(channelId) && this.#isWaitedFor(channelId))
      throw new Error('two requests in flight');
    if (command === 'resume') {
      // 2. A live hold means that no resume is sent.
      if (holds.some(({ spent }) => spent === null) && mode === 'enforce')
        throw new Error('leak: resume with a live hold');
      // 5. Only what we paused is resumed.
      const touched = this.#world.recorders[Number(channelId)]?.touched;
      for (const id of callRef as string[])
        if (touched?.has(id) !== true) throw new Error(`resume of a foreign call ${id}`);
    }
    this.#inFlight.set(channelId, request);
  }

  /** The worker died, and with it what was under way. */
  cut(): void {
    this.#inFlight.clear();
  }

  /** Forgets proofs and doubts that no longer hold. */
  watch(state: State): void {
    for (const { id, phase } of state.channels)
      if (phase === 'recording' || phase === 'unknown') this.verified.delete(id);
    if (!isPauseWanted(state)) this.distrusted.clear();
  }

  /** Takes in what the core noted. */
  note(note: Note): void {
    if (note.type === 'contradicted' && !note.isNewCall) this.distrusted.add(note.recorder);
    if (note.type === 'callOver' || note.type === 'absent') this.distrusted.delete(note.recorder);
  }

  /** The recorder gets what is in flight, acts on it or not, and answers or not. */
  serve(channelId: string, how: Partial<Serve> = {}): void {
    const { fate, code: wish, isLie, isStale } = { ...honest, ...how };
    const sent = this.#inFlight.get(channelId);
    const recorder = this.#world.recorders[Number(channelId)];
    if (sent === undefined || recorder === undefined) return;
    // A request that the core gave up is aborted before it reaches the recorder.
    const isAborted = !this.#isWaitedFor(channelId);
    this.#inFlight.delete(channelId);
    if (isAborted || fate === 'dropped') return;
    const { attemptId, command } = sent;
    const { traits } = recorder;
    // A recorder that denies a call which goes on, or what it paused, cannot be helped.
    const isDenial = wish === 'noCall' || wish === 'callOver';
    const code = isDenial && (recorder.calls.size > 0 || recorder.silent.length > 0) ? 'refused' : wish;
    this.#target(sent, recorder);
    if (traits.command === 'toggle' && command !== 'read') this.#press(channelId);
    // The codes that leave it open whether something happened did execute here: the harder case.
    const isExecuted = code === 'yes' || code === 'timedOut' || code === 'badAnswer';
    if (command === 'pause' && (isExecuted || fate === 'lost'))
      for (const id of recorder.targets) recorder.touched.add(id);
    const canLie = isLie && code === 'yes' && traits.command === 'set' && traits.canRead;
    const executed = isExecuted ? recorder.execute(sent, canLie, isStale, this.#world.lagMs()) : null;
    const answer: Answer =
      code === 'yes' && executed !== null
        ? executed
        : { type: 'failure', failure: toFailure(new RecorderError(code === 'yes' ? 'badAnswer' : code)) };
    if (fate === 'lost') return;
    if (code !== 'timedOut' && code !== 'badAnswer') this.#blind.delete(channelId);
    this.#learn(channelId, command, answer);
    this.#world.dispatch({ type: 'answered', channelId, attemptId, answer });
    if (fate === 'answeredTwice') this.#world.dispatch({ type: 'answered', channelId, attemptId, answer });
  }

  /** A person looks at the toggle and says which way it stands. */
  look(channelId: string): void {
    this.#blind.delete(channelId);
    const isPaused = (this.#world.recorders[Number(channelId)]?.silent.length ?? 0) > 0;
    this.#world.dispatch({ type: 'personSaw', channelId, isPaused });
  }

  /** An adapter says what it is about to address before it sends. */
  #target({ channelId, attemptId, command }: Request, recorder: Recorder): void {
    if (command !== 'pause') return;
    this.#world.dispatch({ type: 'targeted', channelId, attemptId, callRef: recorder.targets });
  }

  /** 4. A toggle is never sent blind. */
  #press(channelId: string): void {
    if (this.#blind.has(channelId))
      throw new Error('a toggle was sent twice without knowing the state in between');
    this.#blind.add(channelId);
  }

  #learn(channelId: string, command: Request['command'], answer: Answer): void {
    const isProof = answer.type === 'reading' && answer.reading.state === 'paused';
    if (isProof) this.distrusted.delete(channelId);
    if (isProof) this.verified.add(channelId);
    // A command that was refused proves nothing and disproves nothing.
    else if (answer.type !== 'failure' || command === 'read') this.verified.delete(channelId);
  }

  #isWaitedFor(channelId: string): boolean {
    const attempt = this.#world.state().channels.find(({ id }) => id === channelId)?.attempt;
    return attempt?.id === this.#inFlight.get(channelId)?.attemptId;
  }
}
