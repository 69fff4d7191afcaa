// A recorder as it truly is: what it records, and what it says of that.
import type { Reading, Traits } from '../../src/recorders/recorder.ts';
import type { Answer } from '../../src/recording/events.ts';
import type { Effect } from '../../src/recording/step.ts';

export type Request = Extract<Effect, { type: 'request' }>;

/** How one call, or the agent as a whole, truly stands, and how it stood before the newest change. */
type Truth = { isPaused: boolean; wasPaused: boolean; changedAtMs: number };

/** What stands for everything that the agent says, where a pause covers calls that begin after it. */
const agent = 'agent';

export class Recorder {
  readonly traits: Traits;
  /** Calls that are up. */
  readonly calls = new Set<string>();
  /** What a pause of ours has reached, as far as anybody but the recorder can know. */
  readonly touched = new Set<string>();
  /** Records although we were told that it is paused: nobody can know before the next read-back. */
  readonly unknowable = new Map<string, 'lie' | 'elsewhere'>();
  /** Paused although we were told that it was resumed. */
  readonly unresumed = new Set<string>();
  /** Those of them that a read-back did not show, as another call was recorded: nobody can know of these any more. */
  readonly hidden = new Set<string>();
  readonly #truths = new Map<string, Truth>();

  constructor(traits: Traits) {
    this.traits = traits;
    this.#truths.set(agent, { isPaused: false, wasPaused: false, changedAtMs: -Infinity });
  }

  get #isWhole(): boolean {
    return this.traits.command === 'toggle' || this.traits.coversNewCalls;
  }

  /** Whether this call, or the agent, is silent in the recording; undefined for a call that is over. */
  readonly isPaused = (id: string): boolean | undefined => {
    return this.#truths.get(id)?.isPaused;
  };

  /** What a pause would address now. */
  get targets(): string[] {
    // What covers later calls outlives the call in which it began.
    if (this.#isWhole) return this.calls.size > 0 || this.#isSilent(agent) ? [agent] : [];
    return [...this.calls];
  }

  /** Everything that is silent now. */
  get silent(): string[] {
    return [...this.#truths].flatMap(([id, { isPaused }]) => (isPaused ? [id] : []));
  }

  begin(id: string, nowMs: number): void {
    this.calls.add(id);
    if (!this.#isWhole) this.#truths.set(id, { isPaused: false, wasPaused: false, changedAtMs: nowMs - 1e9 });
  }

  end(): void {
    for (const id of this.calls) this.#truths.delete(id);
    this.calls.clear();
  }

  /** Somebody resumes it in the recorder's own program: only where we could find out, or say it again. */
  resumeElsewhere(nowMs: number): void {
    const { command, canRead, coversNewCalls } = this.traits;
    if (command === 'toggle' || (!canRead && coversNewCalls)) return;
    for (const id of this.silent) {
      this.#set(id, false, nowMs);
      this.unknowable.set(id, 'elsewhere');
    }
  }

  execute({ command, callRef }: Request, isLie: boolean, isStale: boolean, nowMs: number): Answer {
    const ids = command === 'pause' ? this.targets : this.#known(callRef);
    if (command === 'read') return { type: 'reading', reading: this.#read(ids, callRef, isStale, nowMs) };
    if (ids.length === 0)
      return { type: 'failure', failure: { code: command === 'pause' ? 'noCall' : 'callOver' } };
    const isPaused = command === 'pause';
    for (const id of ids) {
      if (isLie) this.#noteLie(id, isPaused);
      else this.#set(id, this.traits.command === 'toggle' ? !this.#isSilent(id) : isPaused, nowMs);
    }
    return { type: 'outcome', outcome: { callRef: ids, evidence: 'accepted' } };
  }

  #known(callRef: Request['callRef']): string[] {
    return ((callRef as string[] | null) ?? this.targets).filter(id => this.#truths.has(id));
  }

  #isSilent(id: string): boolean {
    return this.#truths.get(id)?.isPaused === true;
  }

  #set(id: string, isPaused: boolean, nowMs: number): void {
    this.unknowable.delete(id);
    this.unresumed.delete(id);
    this.hidden.delete(id);
    const before = this.#truths.get(id);
    if (before?.isPaused === isPaused) return;
    this.#truths.set(id, { isPaused, wasPaused: !isPaused, changedAtMs: nowMs });
  }

  #noteLie(id: string, isPaused: boolean): void {
    if (isPaused && !this.#isSilent(id)) this.unknowable.set(id, 'lie');
    if (!isPaused && this.#isSilent(id)) this.unresumed.add(id);
  }

  #read(ids: string[], callRef: Request['callRef'], isStale: boolean, nowMs: number): Reading {
    const isSeenPaused = (id: string) => {
      const truth = this.#truths.get(id);
      if (truth === undefined) return false;
      const isLagging = isStale && nowMs - truth.changedAtMs < this.traits.readLagMs;
      return isLagging ? truth.wasPaused : truth.isPaused;
    };
    if (ids.length === 0 || (this.calls.size === 0 && !this.#isSilent(agent))) return { state: 'callOver' };
    const isNewCall = callRef !== null && this.targets.some(id => !ids.includes(id) && !isSeenPaused(id));
    if (ids.every(isSeenPaused) && !isNewCall) return { state: 'paused' };
    // One word for several calls: it says nothing of those that are still paused.
    for (const id of ids) if (this.unresumed.has(id) && isSeenPaused(id)) this.hidden.add(id);
    if (!ids.every(isSeenPaused)) return { state: 'recording' };
    return { state: 'recording', isNewCall };
  }
}
