// A recorder, some frames and a worker that dies, all of them random: whatever they do, the invariants hold.
import fc from 'fast-check';
import { toFailure, type RecorderErrorCode } from '../../src/recorders/errors.ts';
import type { Traits } from '../../src/recorders/recorder.ts';
import type { Answer, RecordingEvent } from '../../src/recording/events.ts';
import { toLiveHolds } from '../../src/recording/holds.ts';
import type { Note } from '../../src/recording/notes.ts';
import {
  createState,
  defaultTimings,
  isPauseWanted,
  stateSchema,
  type Mode,
  type State,
} from '../../src/recording/state.ts';
import { step, type Effect } from '../../src/recording/step.ts';
import { toView } from '../../src/recording/view.ts';
import { RecorderError } from '../../src/recorders/errors.ts';
import { setTraits } from './scene.ts';

type Request = Extract<Effect, { type: 'request' }>;
/** A request that left: whether the recorder has executed it, and what it would answer. */
type Sent = Request & { isExecuted: boolean; answer: Answer | null };

/** One thing that happens. Frames are 0..2, channels 0..1. */
export type Op =
  | { type: 'focus'; frame: number; isNew: boolean; isAway: boolean }
  /** A payment page, in a frame that may have a field with focus as well. */
  | { type: 'page'; frame: number; isNew: boolean; isAway: boolean; isLeaving: boolean }
  /** An administrator switches between pausing and only watching, whatever goes on. */
  | { type: 'mode'; mode: Mode }
  | { type: 'leave'; frame: number; isOld: boolean; isGone: boolean }
  | { type: 'activity'; frame: number }
  | { type: 'press'; button: 'pause' | 'resume' | 'extend' }
  /** The recorder gets the request, and the worker may get the answer. */
  | {
      type: 'serve';
      channel: number;
      fate: 'answered' | 'answeredTwice' | 'lost' | 'dropped';
      code: RecorderErrorCode | 'yes';
    }
  | { type: 'kill' }
  | { type: 'time'; ms: number }
  /** Somebody sets the clock, or the machine sleeps. */
  | { type: 'jump'; byMs: number }
  | { type: 'call'; change: 'begins' | 'ends' };

const codes: (RecorderErrorCode | 'yes')[] = [
  'yes',
  'yes',
  'yes',
  'yes',
  'unauthorized',
  'noCall',
  'ambiguousCall',
  'callOver',
  'rateLimited',
  'timedOut',
  'badAnswer',
  'refused',
];

export const opArbitrary: fc.Arbitrary<Op> = fc.oneof(
  fc.record({
    type: fc.constant('focus'),
    frame: fc.nat(2),
    isNew: fc.boolean(),
    isAway: fc.boolean(),
  }) as fc.Arbitrary<Op>,
  fc.record({
    type: fc.constant('leave'),
    frame: fc.nat(2),
    isOld: fc.boolean(),
    isGone: fc.boolean(),
  }) as fc.Arbitrary<Op>,
  fc.record({
    type: fc.constant('page'),
    frame: fc.nat(2),
    isNew: fc.boolean(),
    isAway: fc.boolean(),
    isLeaving: fc.boolean(),
  }) as fc.Arbitrary<Op>,
  fc.record({
    type: fc.constant('mode'),
    mode: fc.constantFrom('enforce', 'enforce', 'observe'),
  }) as fc.Arbitrary<Op>,
  fc.record({ type: fc.constant('activity'), frame: fc.nat(2) }) as fc.Arbitrary<Op>,
  fc.record({
    type: fc.constant('press'),
    button: fc.constantFrom('pause', 'resume', 'extend'),
  }) as fc.Arbitrary<Op>,
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('serve'),
      channel: fc.nat(1),
      fate: fc.constantFrom('answered', 'answered', 'answered', 'answeredTwice', 'lost', 'dropped'),
      code: fc.constantFrom(...codes),
    }) as fc.Arbitrary<Op>,
  },
  fc.record({ type: fc.constant('kill') }) as fc.Arbitrary<Op>,
  fc.record({
    type: fc.constant('jump'),
    byMs: fc.oneof(fc.integer({ min: -4_000_000, max: 4_000_000 }), fc.integer({ min: -5_000, max: 5_000 })),
  }) as fc.Arbitrary<Op>,
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('time'),
      ms: fc.oneof(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 4_000, max: 700_000 })),
    }) as fc.Arbitrary<Op>,
  },
  fc.record({ type: fc.constant('call'), change: fc.constantFrom('begins', 'ends') }) as fc.Arbitrary<Op>,
);

export const traitsArbitrary: fc.Arbitrary<Traits[]> = fc.array(
  fc
    .record({
      effect: fc.constantFrom('silence', 'silence', 'agentMicrophone'),
      command: fc.constantFrom('set', 'set', 'toggle'),
      canRead: fc.boolean(),
      coversNewCalls: fc.boolean(),
    })
    .map(some => ({ ...setTraits, ...some }) as Traits),
  { minLength: 1, maxLength: 2 },
);

/** A recorder as it truly is: its live calls, and which of them are paused. */
class Recorder {
  readonly calls = new Map<string, boolean>();
  /** Every call that was ever addressed by a pause of ours. */
  readonly addressed = new Set<string>();
  readonly traits: Traits;

  constructor(traits: Traits) {
    this.traits = traits;
  }

  execute({ command, callRef }: Request): Answer {
    const live = [...this.calls.keys()];
    if (command === 'read')
      return { type: 'reading', reading: { state: this.#read(callRef as string[] | null) } };
    const targets = command === 'pause' ? live : (callRef as string[]).filter(id => this.calls.has(id));
    if (targets.length === 0) {
      const code = command === 'pause' ? 'noCall' : 'callOver';
      return { type: 'failure', failure: { code } };
    }
    for (const id of targets) {
      this.addressed.add(id);
      this.calls.set(
        id,
        this.traits.command === 'toggle' ? this.calls.get(id) !== true : command === 'pause',
      );
    }
    return { type: 'outcome', outcome: { callRef: targets, evidence: 'accepted' } };
  }

  #read(callRef: string[] | null): 'paused' | 'recording' | 'callOver' {
    const live = (callRef ?? [...this.calls.keys()]).filter(id => this.calls.has(id));
    if (live.length === 0) return 'callOver';
    return live.every(id => this.calls.get(id)) ? 'paused' : 'recording';
  }
}

/** Runs the real core against the model and throws at the first broken invariant. */
export class Model {
  state: State;
  nowMs = 1_700_000_000_000;
  readonly recorders: Recorder[];
  readonly notes: Note[] = [];
  #wakeAtMs: number | null = null;
  #calls = 0;
  readonly #seqs = [0, 0, 0];
  #pageSeq = 0;
  /** Requests in flight, by channel id. */
  readonly #inFlight = new Map<string, Sent>();
  /** Toggles of which one was sent and whose state nobody knows since. */
  readonly #blind = new Set<string>();

  constructor(traits: Traits[]) {
    this.recorders = traits.map(some => new Recorder(some));
    this.state = createState(defaultTimings);
    this.dispatch({
      type: 'configured',
      timings: defaultTimings,
      channels: traits.map((some, index) => ({ id: `${index}`, isRequired: true, traits: some })),
    });
    this.run({ type: 'call', change: 'begins' });
  }

  run(op: Op): void {
    switch (op.type) {
      case 'focus': {
        const seqs = this.#seqs;
        if (op.isNew) seqs[op.frame] = (seqs[op.frame] ?? 0) + 1;
        return this.dispatch({
          type: 'hold',
          id: `frame-${op.frame}`,
          seq: seqs[op.frame] ?? 0,
          kind: 'card-number',
          site: 'https://crm.test',
          tabId: op.frame,
          isAway: op.isAway,
        });
      }
      case 'page': {
        const id = `frame-${op.frame}:page`;
        if (op.isNew) this.#pageSeq += 1;
        if (op.isLeaving) return this.dispatch({ type: 'release', id, seq: null, reason: 'pagehide' });
        const { frame: tabId, isAway } = op;
        return this.dispatch({
          type: 'pageHold',
          id,
          seq: this.#pageSeq,
          site: 'https://pay.test',
          tabId,
          isAway,
        });
      }
      case 'mode':
        return this.#setMode(op.mode);
      case 'leave':
        return this.dispatch({
          type: 'release',
          id: `frame-${op.frame}`,
          seq: op.isGone ? null : (this.#seqs[op.frame] ?? 0) - (op.isOld ? 1 : 0),
          reason: op.isGone ? 'gone' : 'blur',
        });
      case 'activity':
        return this.dispatch({ type: 'activity', id: `frame-${op.frame}`, seq: this.#seqs[op.frame] ?? 0 });
      case 'press':
        if (op.button === 'extend') return this.dispatch({ type: 'extend' });
        return this.dispatch({ type: op.button === 'pause' ? 'manualPause' : 'manualResume' });
      case 'serve':
        return this.serve(`${op.channel}`, op.fate, op.code);
      case 'kill':
        return this.#kill();
      case 'time':
        return this.wait(op.ms);
      case 'jump':
        this.nowMs += op.byMs;
        return this.dispatch({ type: 'clockJumped', byMs: op.byMs });
      case 'call':
        return this.#call(op.change);
      default:
        op satisfies never;
    }
  }

  dispatch(event: RecordingEvent): void {
    const { state, effects, wakeAtMs } = step(this.state, event, this.nowMs);
    this.state = state;
    this.#wakeAtMs = wakeAtMs;
    for (const effect of effects) {
      if (effect.type === 'note') this.notes.push(effect.note);
      else this.#send(effect);
    }
    this.#check();
  }

  /** Lets time go by, with a tick whenever one is due. */
  wait(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let ticks = 0; this.#wakeAtMs !== null && this.#wakeAtMs <= untilMs; ticks += 1) {
      if (ticks > 5_000) throw new Error('the core wants to be woken without end');
      if (this.#wakeAtMs <= this.nowMs) throw new Error('the core wants to be woken in the past');
      this.nowMs = this.#wakeAtMs;
      this.dispatch({ type: 'tick' });
    }
    this.nowMs = untilMs;
  }

  serve(
    channelId: string,
    fate: Extract<Op, { type: 'serve' }>['fate'],
    wish: RecorderErrorCode | 'yes',
  ): void {
    const sent = this.#inFlight.get(channelId);
    const recorder = this.recorders[Number(channelId)];
    if (sent === undefined || recorder === undefined) return;
    // A request that the core gave up is aborted before it reaches the recorder.
    const isAborted = !this.#isWaitedFor(channelId);
    this.#inFlight.delete(channelId);
    const { attemptId } = sent;
    if (isAborted || fate === 'dropped') return;
    // A recorder that denies a call which goes on cannot be helped.
    const isDenial = wish === 'noCall' || wish === 'callOver';
    const code = isDenial && recorder.calls.size > 0 ? 'refused' : wish;
    // An adapter says what it is about to address before it sends.
    if (sent.command === 'pause')
      this.dispatch({ type: 'targeted', channelId, attemptId, callRef: [...recorder.calls.keys()] });
    // 4. A toggle is never sent blind.
    if (recorder.traits.command === 'toggle' && sent.command !== 'read') {
      if (this.#blind.has(channelId))
        throw new Error('a toggle was sent twice without knowing the state in between');
      this.#blind.add(channelId);
    }
    // The codes that leave it open whether something happened did execute here: the harder case.
    const isExecuted = code === 'yes' || code === 'timedOut' || code === 'badAnswer';
    const executed = isExecuted ? recorder.execute(sent) : null;
    const answer: Answer =
      code === 'yes' && executed !== null
        ? executed
        : { type: 'failure', failure: toFailure(new RecorderError(code === 'yes' ? 'badAnswer' : code)) };
    if (fate === 'lost') return;
    if (code !== 'timedOut' && code !== 'badAnswer') this.#blind.delete(channelId);
    this.dispatch({ type: 'answered', channelId, attemptId, answer });
    if (fate === 'answeredTwice') this.dispatch({ type: 'answered', channelId, attemptId, answer });
  }

  /** Everybody leaves and the recorders work: in the end nothing may be left paused or owed. */
  settle(): void {
    this.dispatch({ type: 'manualResume' });
    for (const frame of [0, 1, 2])
      for (const id of [`frame-${frame}`, `frame-${frame}:page`])
        this.dispatch({ type: 'release', id, seq: null, reason: 'gone' });
    for (let round = 0; round < 60; round += 1) {
      for (const { id } of this.state.channels) this.serve(id, 'answered', 'yes');
      for (const { id, needsPerson } of this.state.channels) if (needsPerson) this.#look(id);
      this.wait(10_000);
    }
    for (const channel of this.state.channels) {
      if (channel.phase !== 'recording' || channel.owed !== null)
        throw new Error(`gap: channel ${channel.id} never came back (${channel.phase})`);
      for (const [id, isPaused] of this.recorders[Number(channel.id)]?.calls ?? [])
        if (isPaused) throw new Error(`gap: call ${id} is paused and nobody knows`);
    }
    this.#checkNotes();
  }

  /** A person looks at the toggle and says which way it stands. */
  #look(channelId: string): void {
    const calls = [...(this.recorders[Number(channelId)]?.calls.values() ?? [])];
    this.#blind.delete(channelId);
    this.dispatch({ type: 'personSaw', channelId, isPaused: calls.some(Boolean) });
  }

  #send(effect: Request): void {
    const { channelId, command, callRef } = effect;
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
        if (
          recorder?.addressed.has(id) !== true &&
          recorder?.calls.has(id) === true &&
          this.#wasTargeted(id) !== true
        )
          throw new Error(`resume of a foreign call ${id}`);
    }
    this.#inFlight.set(channelId, { ...effect, isExecuted: false, answer: null });
  }

  #isWaitedFor(channelId: string): boolean {
    const attempt = this.state.channels.find(({ id }) => id === channelId)?.attempt;
    return (
      attempt !== null && attempt !== undefined && attempt.id === this.#inFlight.get(channelId)?.attemptId
    );
  }

  #wasTargeted(id: string): boolean {
    return this.#everLive.has(id);
  }
  readonly #everLive = new Set<string>();

  #kill(): void {
    // What was saved is what a new worker gets: through JSON and the schema.
    this.state = stateSchema.parse(JSON.parse(JSON.stringify(this.state)));
    this.#inFlight.clear();
    this.dispatch({ type: 'restarted' });
  }

  #setMode(mode: Mode): void {
    const { timings, channels } = this.state;
    this.dispatch({
      type: 'configured',
      timings,
      channels: channels.map(({ id, isRequired, traits }) => ({ id, isRequired, traits })),
      mode,
    });
  }

  #call(change: 'begins' | 'ends'): void {
    for (const { calls } of this.recorders) {
      if (change === 'ends') calls.clear();
      else calls.set(`call-${this.#calls}`, false);
    }
    this.#everLive.add(`call-${this.#calls}`);
    this.#calls += 1;
  }

  #check(): void {
    // 3. What nobody wants paused any more is asked to resume without delay.
    for (const { owed, attempt, needsPerson, failure } of this.state.channels)
      if (!isPauseWanted(this.state) && owed !== null && attempt === null && !needsPerson && failure === null)
        throw new Error('gap: something is owed and nobody asks for it');
    // 1. Shown as paused means known to be paused, with nothing on its way that could undo it.
    const { status } = toView(this.state, this.nowMs);
    if (status !== 'paused' && status !== 'microphoneOff') return;
    const isRecordingPaused = this.state.channels.some(
      ({ phase, traits }) => phase === 'paused' && traits.effect !== 'agentMicrophone',
    );
    if ((status === 'paused') !== isRecordingPaused) throw new Error('lie: a microphone is no recording');
    for (const channel of this.state.channels) {
      if (channel.absent !== null && channel.phase !== 'paused') continue;
      if (channel.phase !== 'paused' || channel.evidence === null)
        throw new Error('lie: a channel is not paused');
      if (channel.attempt?.command === 'resume') throw new Error('lie: a resume is on its way');
      const recorder = this.recorders[Number(channel.id)];
      for (const id of (channel.owed?.callRef ?? []) as string[])
        if (recorder?.calls.get(id) === false) throw new Error(`lie: call ${id} is being recorded`);
    }
  }

  /** 6. Every pause has exactly one end. */
  #checkNotes(): void {
    const open = new Set<string>();
    for (const note of this.notes) {
      if (note.type === 'paused') {
        if (open.has(note.recorder)) throw new Error('a pause began twice');
        open.add(note.recorder);
      }
      const isEnd = note.type === 'resumed' || note.type === 'callOver';
      const isAlert = note.type === 'contradicted' || note.type === 'failed';
      if (isEnd || isAlert) open.delete((note as { recorder: string }).recorder);
    }
    if (open.size > 0) throw new Error('a pause has no end');
  }
}
