// Recorders, some frames and a worker that dies, all of them random: whatever they do, the invariants hold.
import { RecorderError, toFailure } from '../../src/recorders/errors.ts';
import type { Traits } from '../../src/recorders/recorder.ts';
import type { Answer, RecordingEvent } from '../../src/recording/events.ts';
import { toLiveHolds } from '../../src/recording/holds.ts';
import type { Note } from '../../src/recording/notes.ts';
import {
  createState,
  defaultTimings,
  stateSchema,
  type Mode,
  type State,
} from '../../src/recording/state.ts';
import { toStatus } from '../../src/recording/status.ts';
import { step } from '../../src/recording/step.ts';
import { checkHolds, checkPursuit, checkTruth, checkWake, type Moment } from './model-checks.ts';
import { Story } from './model-notes.ts';
import type { Op } from './model-ops.ts';
import { Recorder, type Request } from './model-recorder.ts';

export { opArbitrary, opsArbitrary, traitsArbitrary } from './model-ops.ts';

type Serve = Omit<Extract<Op, { type: 'serve' }>, 'type' | 'channel'>;
const honest: Serve = { fate: 'answered', code: 'yes', isLie: false, isStale: false };

/** Every so many steps one looks whether time alone would have changed something: it costs a step of its own. */
const wakeCheckEvery = 8;

/** Runs the real core against the model and throws at the first broken invariant. */
export class Model {
  state: State = createState(defaultTimings);
  nowMs = 1_700_000_000_000;
  readonly recorders: Recorder[];
  readonly notes: Note[] = [];
  /** Like `nowMs`, but never set back: by this one recorders lag. */
  #lagMs = 0;
  #wakeAtMs: number | null = null;
  #steps = 0;
  #calls = 0;
  readonly #seqs = [0, 0, 0];
  #pageSeq = 0;
  readonly #story = new Story();
  /** Requests in flight, by channel id. */
  readonly #inFlight = new Map<string, Request>();
  /** Toggles of which one was sent and whose state nobody knows since. */
  readonly #blind = new Set<string>();
  /** Channels that were read as paused since they were last paused or anything went wrong. */
  readonly #verified = new Set<string>();
  readonly #optional = new Set<string>();

  constructor(traits: Traits[]) {
    this.recorders = traits.map(some => new Recorder(some));
    this.#configure('enforce');
    this.run({ type: 'call', change: 'begins' });
  }

  run(op: Op): void {
    switch (op.type) {
      case 'focus':
        if (op.isNew) this.#seqs[op.frame] = this.#seq(op.frame) + 1;
        return this.#focus(op.frame, op.isAway);
      case 'page':
        return this.#page(op);
      case 'mode':
        return this.#configure(op.mode);
      case 'required':
        if (!this.#optional.delete(`${op.channel}`)) this.#optional.add(`${op.channel}`);
        return this.#configure(this.state.wantedMode);
      case 'leave':
        return this.dispatch({
          type: 'release',
          id: `frame-${op.frame}`,
          seq: op.isGone ? null : this.#seq(op.frame) - (op.isOld ? 1 : 0),
          reason: op.isGone ? 'gone' : 'blur',
        });
      case 'activity':
        return this.dispatch({ type: 'activity', id: `frame-${op.frame}`, seq: this.#seq(op.frame) });
      case 'press':
        if (op.button === 'extend') return this.dispatch({ type: 'extend' });
        return this.dispatch({ type: op.button === 'pause' ? 'manualPause' : 'manualResume' });
      case 'serve':
        return this.serve(`${op.channel}`, op);
      case 'elsewhere':
        return this.recorders[op.channel]?.resumeElsewhere(this.#lagMs);
      case 'kill':
        return this.#kill();
      case 'time':
        return this.wait(op.ms);
      case 'jump':
        this.nowMs += op.byMs;
        this.#lagMs += Math.max(0, op.byMs);
        return this.dispatch({ type: 'clockJumped', byMs: op.byMs });
      case 'call':
        return this.#call(op.change);
      default:
        op satisfies never;
    }
  }

  dispatch(event: RecordingEvent): void {
    const before = this.state;
    const { nowMs } = this;
    const { state, effects, wakeAtMs } = step(before, event, nowMs);
    this.state = state;
    this.#wakeAtMs = wakeAtMs;
    for (const effect of effects) {
      if (effect.type === 'note') {
        this.notes.push(effect.note);
        this.#story.add(effect.note, nowMs);
      } else this.#send(effect);
    }
    this.#story.check(state);
    this.#check({ before, event, state, nowMs, wakeAtMs });
  }

  #check(moment: Moment): void {
    for (const { id, phase } of moment.state.channels)
      if (phase === 'recording' || phase === 'unknown') this.#verified.delete(id);
    checkHolds(moment);
    checkPursuit(moment);
    checkTruth(moment, this.recorders, this.#verified);
    this.#steps += 1;
    if (this.#steps % wakeCheckEvery === 0) checkWake(moment);
  }

  /** Lets time go by, with a tick whenever one is due. */
  wait(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let ticks = 0; this.#wakeAtMs !== null && this.#wakeAtMs <= untilMs; ticks += 1) {
      if (ticks > 5_000) throw new Error('the core wants to be woken without end');
      if (this.#wakeAtMs <= this.nowMs) throw new Error('the core wants to be woken in the past');
      this.#lagMs += this.#wakeAtMs - this.nowMs;
      this.nowMs = this.#wakeAtMs;
      this.dispatch({ type: 'tick' });
    }
    this.#lagMs += untilMs - this.nowMs;
    this.nowMs = untilMs;
  }

  /** The recorder gets what is in flight, acts on it or not, and answers or not. */
  serve(channelId: string, { fate, code: wish, isLie, isStale }: Serve = honest): void {
    const sent = this.#inFlight.get(channelId);
    const recorder = this.recorders[Number(channelId)];
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
    const canLie = isLie && code === 'yes' && traits.command === 'set' && traits.canRead;
    const executed = isExecuted ? recorder.execute(sent, canLie, isStale, this.#lagMs) : null;
    const answer: Answer =
      code === 'yes' && executed !== null
        ? executed
        : { type: 'failure', failure: toFailure(new RecorderError(code === 'yes' ? 'badAnswer' : code)) };
    if (fate === 'lost') return;
    if (code !== 'timedOut' && code !== 'badAnswer') this.#blind.delete(channelId);
    this.#learn(channelId, command, answer);
    this.dispatch({ type: 'answered', channelId, attemptId, answer });
    if (fate === 'answeredTwice') this.dispatch({ type: 'answered', channelId, attemptId, answer });
  }

  /** An adapter says what it is about to address before it sends. */
  #target({ channelId, attemptId, command }: Request, recorder: Recorder): void {
    if (command !== 'pause') return;
    for (const id of recorder.targets) recorder.targeted.add(id);
    this.dispatch({ type: 'targeted', channelId, attemptId, callRef: recorder.targets });
  }

  /** 4. A toggle is never sent blind. */
  #press(channelId: string): void {
    if (this.#blind.has(channelId))
      throw new Error('a toggle was sent twice without knowing the state in between');
    this.#blind.add(channelId);
  }

  #learn(channelId: string, command: Request['command'], answer: Answer): void {
    if (answer.type === 'reading' && answer.reading.state === 'paused') this.#verified.add(channelId);
    // A command that was refused proves nothing and disproves nothing.
    else if (answer.type !== 'failure' || command === 'read') this.#verified.delete(channelId);
  }

  /** Everybody holds on for a while, then leaves, and the recorders work: nothing may be left open, paused or owed. */
  settle(): void {
    this.#holdOn();
    this.dispatch({ type: 'manualResume' });
    for (const frame of [0, 1, 2])
      for (const id of [`frame-${frame}`, `frame-${frame}:page`])
        this.dispatch({ type: 'release', id, seq: null, reason: 'gone' });
    for (let round = 0; round < 60 && !this.#isQuiet(); round += 1) this.#serveAll(10_000);
    for (const { id, phase, owed } of this.state.channels)
      if (phase !== 'recording' || owed !== null)
        throw new Error(`gap: channel ${id} never came back (${phase})`);
    for (const { silent } of this.recorders)
      if (silent.length > 0) throw new Error(`gap: ${silent.join()} is paused and nobody knows`);
    if (this.#wakeAtMs !== null) throw new Error('the core wants to be woken for nothing');
    this.#story.finish();
    stateSchema.parse(JSON.parse(JSON.stringify(this.state)));
  }

  /** 2. With a hold and recorders that work, everything that is up falls silent, and it is said so. */
  #holdOn(): void {
    this.dispatch({ type: 'manualResume' });
    this.#configure('enforce');
    this.#seqs[0] = this.#seq(0) + 1;
    for (let round = 0; round < 14; round += 1) {
      this.#focus(0, false);
      this.#serveAll(8_000);
      if (this.#isSilent()) return;
    }
    throw new Error(`leak: ${toStatus(this.state)}, in spite of a hold and recorders that work`);
  }

  /** Whether every call is silent, and nothing but that is said. */
  #isSilent(): boolean {
    const status = toStatus(this.state);
    const isUp = this.recorders.some(({ calls }) => calls.size > 0);
    const isSaid = status === 'paused' || status === 'microphoneOff' || (!isUp && status === 'noCall');
    return (
      isSaid &&
      this.recorders.every(({ calls, targets, isPaused }) => calls.size === 0 || targets.every(isPaused))
    );
  }

  #serveAll(ms: number): void {
    for (const { id } of this.state.channels) this.serve(id);
    for (const { id, needsPerson } of this.state.channels) if (needsPerson) this.#look(id);
    this.wait(ms);
  }

  #isQuiet(): boolean {
    return (
      this.#wakeAtMs === null &&
      this.state.channels.every(({ owed, attempt }) => owed === null && attempt === null)
    );
  }

  /** A person looks at the toggle and says which way it stands. */
  #look(channelId: string): void {
    this.#blind.delete(channelId);
    const isPaused = (this.recorders[Number(channelId)]?.silent.length ?? 0) > 0;
    this.dispatch({ type: 'personSaw', channelId, isPaused });
  }

  #send(request: Request): void {
    const { channelId, command, callRef } = request;
    const recorder = this.recorders[Number(channelId)];
    if (command === 'pause' && this.state.mode === 'observe') throw new Error('a pause while only watching');
    if (this.#inFlight.has(channelId) && this.#isWaitedFor(channelId))
      throw new Error('two requests in flight');
    if (command === 'resume') {
      // 2. A live hold means that no resume is sent.
      if (toLiveHolds(this.state.holds).length > 0 && this.state.mode === 'enforce')
        throw new Error('leak: resume with a live hold');
      // 5. Only what we paused is resumed.
      for (const id of callRef as string[])
        if (recorder?.targeted.has(id) !== true) throw new Error(`resume of a foreign call ${id}`);
    }
    this.#inFlight.set(channelId, request);
  }

  #isWaitedFor(channelId: string): boolean {
    const attempt = this.state.channels.find(({ id }) => id === channelId)?.attempt;
    return attempt?.id === this.#inFlight.get(channelId)?.attemptId;
  }

  #kill(): void {
    // What was saved is what a new worker gets: through JSON and the schema.
    this.state = stateSchema.parse(JSON.parse(JSON.stringify(this.state)));
    this.#inFlight.clear();
    this.dispatch({ type: 'restarted' });
  }

  #configure(mode: Mode): void {
    const channels = this.recorders.map(({ traits }, index) => ({
      id: `${index}`,
      isRequired: !this.#optional.has(`${index}`),
      traits,
    }));
    this.dispatch({ type: 'configured', timings: defaultTimings, channels, mode });
  }

  #call(change: 'begins' | 'ends'): void {
    for (const recorder of this.recorders) {
      if (change === 'ends') recorder.end();
      else recorder.begin(`call-${this.#calls}`, this.#lagMs);
    }
    this.#calls += 1;
  }

  #seq(frame: number): number {
    return this.#seqs[frame] ?? 0;
  }

  #focus(frame: number, isAway: boolean): void {
    const site = 'https://crm.test';
    const id = `frame-${frame}`;
    this.dispatch({
      type: 'hold',
      id,
      seq: this.#seq(frame),
      kind: 'card-number',
      site,
      tabId: frame,
      isAway,
    });
  }

  #page({ frame: tabId, isNew, isAway, isLeaving }: Extract<Op, { type: 'page' }>): void {
    const id = `frame-${tabId}:page`;
    if (isNew) this.#pageSeq += 1;
    if (isLeaving) return this.dispatch({ type: 'release', id, seq: null, reason: 'pagehide' });
    this.dispatch({ type: 'pageHold', id, seq: this.#pageSeq, site: 'https://pay.test', tabId, isAway });
  }
}
