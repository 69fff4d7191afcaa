// Recorders, some frames and a worker that dies, all of them random: whatever they do, the invariants hold.
import type { Traits } from '../../src/recorders/recorder.ts';
import type { RecordingEvent } from '../../src/recording/events.ts';
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
import {
  checkAnswer,
  checkHolds,
  checkLimits,
  checkPursuit,
  checkTruth,
  checkWake,
  type Moment,
} from './model-checks.ts';
import { Story } from './model-notes.ts';
import { Frames } from './model-frames.ts';
import type { Op } from './model-ops.ts';
import { Recorder } from './model-recorder.ts';
import { Wire } from './model-wire.ts';

export { opArbitrary, opsArbitrary, traitsArbitrary } from './model-ops.ts';

const shortTimings = {
  ...defaultTimings,
  softLimitMs: 40_000,
  manualSoftLimitMs: 50_000,
  hardLimitMs: 60_000,
};

/** Every so many steps one looks whether time alone would have changed something: it costs a step of its own. */
const wakeCheckEvery = 8;

/** Runs the real core against the model and throws at the first broken invariant. */
/** What each press is to the core. */
const presses: Record<Extract<Op, { type: 'press' }>['button'], RecordingEvent> = {
  pause: { type: 'manualPause' },
  resume: { type: 'manualResume' },
  extend: { type: 'extend' },
  short: { type: 'manualPause', endsWithinMs: 30_000, asksReason: true },
  why: { type: 'manualPause', endsWithinMs: 60_000, why: { reason: 'other', detail: '' } },
  refused: { type: 'retry' },
  trial: { type: 'trialPause', leaseMs: 20_000 },
  endTrial: { type: 'release', id: 'trial', seq: null, reason: 'person' },
};

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
  readonly #frames = new Frames();
  readonly #story = new Story();
  readonly #optional = new Set<string>();
  #isShort = false;
  readonly #wire: Wire;

  constructor(traits: Traits[]) {
    this.recorders = traits.map(some => new Recorder(some));
    this.#wire = new Wire({
      recorders: this.recorders,
      state: () => this.state,
      lagMs: () => this.#lagMs,
      dispatch: event => this.dispatch(event),
    });
    this.#configure('enforce');
    this.run({ type: 'call', change: 'begins' });
  }

  run(op: Op): void {
    switch (op.type) {
      case 'focus':
        return this.dispatch(this.#frames.focus(op.frame, op));
      case 'page':
        return this.dispatch(this.#frames.page(op));
      case 'leave':
        return this.dispatch(this.#frames.leave(op));
      case 'activity':
        return this.dispatch(this.#frames.activity(op.frame));
      case 'visit':
        this.dispatch(this.#frames.focus(op.frame, { isNew: true, isAway: false }));
        return this.#serveAll(op);
      case 'leaveAll':
        this.#leaveAll();
        this.wait(defaultTimings.lingerMs);
        if (op.then === 'nothing') return;
        return this.#serveAll({ code: op.then === 'lost' ? 'timedOut' : 'yes' });
      case 'look':
        this.wait(5_000);
        return this.#serveAll(op);
      case 'limits':
        this.#isShort = op.isShort;
        return this.#configure(this.state.wantedMode);
      case 'mode':
        return this.#configure(op.mode);
      case 'required':
        if (!this.#optional.delete(`${op.channel}`)) this.#optional.add(`${op.channel}`);
        return this.#configure(this.state.wantedMode);
      case 'press':
        return this.dispatch(presses[op.button]);
      case 'serve':
        return this.#wire.serve(`${op.channel}`, op);
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
        this.#wire.note(effect.note);
      } else this.#wire.send(effect);
    }
    this.#story.check(state);
    this.#check({ before, event, state, nowMs, wakeAtMs });
  }

  #check(moment: Moment): void {
    this.#wire.watch(moment.state);
    checkHolds(moment);
    checkLimits(moment);
    checkAnswer(moment);
    checkPursuit(moment);
    checkTruth(moment, this.recorders, this.#wire);
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

  /** Everybody holds on for a while, then leaves, and the recorders work: nothing may be left open, paused or owed. */
  settle(): void {
    // Half of the time, as a pause of everything would also mend what was forgotten.
    if (this.#steps % 2 === 0) this.#holdOn();
    this.dispatch({ type: 'manualResume' });
    this.#leaveAll();
    for (let round = 0; round < 60 && !this.#isQuiet(); round += 1) {
      this.#serveAll();
      this.wait(10_000);
    }
    for (const { id, phase, owed } of this.state.channels)
      if (phase !== 'recording' || owed !== null)
        throw new Error(`gap: channel ${id} never came back (${phase})`);
    for (const { silent, hidden } of this.recorders)
      if (silent.some(id => !hidden.has(id)))
        throw new Error(`gap: ${silent.join()} is paused and nobody knows`);
    if (this.#wakeAtMs !== null) throw new Error('the core wants to be woken for nothing');
    this.#story.finish();
    stateSchema.parse(JSON.parse(JSON.stringify(this.state)));
  }

  /** 2. With a hold and recorders that work, everything that is up falls silent, and it is said so. */
  #holdOn(): void {
    this.dispatch({ type: 'manualResume' });
    this.#isShort = false;
    this.#configure('enforce');
    for (let round = 0; round < 14; round += 1) {
      this.dispatch(this.#frames.focus(0, { isNew: round === 0, isAway: false }));
      this.#serveAll();
      this.wait(8_000);
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

  /** Answers everything that is in flight, and lets a person look where one is asked. */
  #serveAll(how: Parameters<Wire['serve']>[1] = {}): void {
    for (const { id } of this.state.channels) this.#wire.serve(id, how);
    for (const { id, needsPerson } of this.state.channels) if (needsPerson) this.#wire.look(id);
  }

  #isQuiet(): boolean {
    return (
      this.#wakeAtMs === null &&
      this.state.channels.every(({ owed, attempt }) => owed === null && attempt === null)
    );
  }

  #leaveAll(): void {
    for (const event of this.#frames.leaveAll()) this.dispatch(event);
  }

  #kill(): void {
    // What was saved is what a new worker gets: through JSON and the schema.
    this.state = stateSchema.parse(JSON.parse(JSON.stringify(this.state)));
    this.#wire.cut();
    this.dispatch({ type: 'restarted' });
  }

  #configure(mode: Mode): void {
    const channels = this.recorders.map(({ traits }, index) => ({
      id: `${index}`,
      isRequired: !this.#optional.has(`${index}`),
      traits,
    }));
    const timings = this.#isShort ? shortTimings : defaultTimings;
    this.dispatch({ type: 'configured', timings, channels, mode });
  }

  #call(change: 'begins' | 'ends'): void {
    for (const recorder of this.recorders) {
      if (change === 'ends') recorder.end();
      else recorder.begin(`call-${this.#calls}`, this.#lagMs);
    }
    this.#calls += 1;
  }
}
