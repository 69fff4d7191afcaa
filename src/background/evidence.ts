// The way of evidence: into the outbox with each step, and from there into the ledger when no pause is waited for.
import { sha256, toCanonical } from '../ledger/chain.ts';
import type { Fact, Queued } from '../ledger/facts.ts';
import { Ledger, type Context } from '../ledger/ledger.ts';
import { linkSchema, type Link } from '../ledger/link.ts';
import { Outbox, toKey, type StoredOutbox } from '../ledger/outbox.ts';
import type { Stamp } from '../ledger/to-body.ts';
import { noteSchema, type Note } from '../recording/notes.ts';
import type { State } from '../recording/state.ts';
import type { InForce } from '../settings/in-force.ts';
import { isSame } from '../settings/same.ts';

/** Long enough for a pause to be on its way, short enough that nothing is pending when the worker is stopped. */
const drainDelayMs = 200;
/** The longest that the ledger waits for a recorder's answer, or for an end of what happens. */
const busyDelayMs = 3_000;
/** So many facts wait for nothing: the outbox is finite, and outlives workers that are killed before they come to it. */
const crowd = 60;
/** After a failure. What waits is safe meanwhile. */
const retryDelayMs = 10_000;
const trimEveryMs = 600_000;
/** How many events are shown. */
const maxRecent = 200;

/** How many facts are written in one piece: a worker that lives for a tenth of a second gets on with it too. */
const batch = 40;

/** What is stored. */
export type Kept = { outbox: { session: StoredOutbox | undefined; local: unknown }; head: unknown };

type World = {
  /** Wall clock, ms since the epoch. */
  now(): number;
  version: string;
  inForce(): Promise<InForce>;
  /** Stores the outbox, and where the chain stands, apart from the state. */
  save(outbox: StoredOutbox, mirror: Link | null): Promise<void>;
  report(problem: unknown): void;
};

/** Where the ledger stands, and what is wrong with it. */
export type LedgerState = { head: Link; pending: number; problem: string | null };

export class Evidence {
  readonly #world: World;
  readonly #ledger = new Ledger();
  #outbox: Outbox | undefined;
  #mirror: Link | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSinceMs: number | undefined;
  #tail: Promise<void> = Promise.resolve();
  #known: InForce | undefined;
  #problem: string | null = null;
  #trimmedAtMs = -Infinity;
  #isDerived = false;
  #hashed: { of: InForce; policy: string } | undefined;
  /** What this worker has seen; what was before is read from the ledger when somebody asks. */
  #recent: Queued[] = [];
  #earlier: Promise<Queued[]> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** To be called once, before the first step: with what is stored, and what is in force. */
  async begin({ outbox, head }: Kept, isNewRun: boolean, inForce: InForce): Promise<void> {
    this.#outbox = Outbox.restore(outbox, isNewRun, toRunName());
    this.#mirror = linkSchema.safeParse(head).data ?? null;
    this.#known = inForce;
    this.#recent = [...this.#outbox.items];
    if (isNewRun) this.#add([{ type: 'opened', atMs: this.#world.now(), ...(await this.#toStamp(inForce)) }]);
    this.#schedule(drainDelayMs);
  }

  /** Takes the notes of a step in; gives the outbox back, to be stored in one piece with the state. */
  take(state: State, notes: Note[]): StoredOutbox {
    this.#add(notes);
    const isBusy = state.channels.some(({ attempt }) => attempt !== null && attempt.command !== 'read');
    // After a failure its own timer runs: steps must not put the next try off.
    if (this.#isPending() && this.#problem === null) this.#schedule(this.#toDelayMs(isBusy));
    return this.#open().toStored();
  }

  /** Takes in what happened outside the core. */
  async record(fact: Fact): Promise<void> {
    this.#add([fact]);
    await this.#world.save(this.#open().toStored(), this.#mirror);
    this.#schedule(drainDelayMs);
  }

  /** Records that something else is in force; what came before goes by what was in force then. */
  async applied(inForce: InForce): Promise<void> {
    const before = this.#known;
    this.#known = inForce;
    const changed = before === undefined ? [] : toChanged(before.settings, inForce.settings);
    if (changed.length === 0) return;
    const isPolicy = changed.some(path => inForce.policy.locked.some(locked => covers(locked, path)));
    await this.record({
      type: 'settingsChanged',
      atMs: this.#world.now(),
      ...(await this.#toStamp(inForce)),
      by: isPolicy ? 'policy' : 'person',
      changed: changed.slice(0, 50),
    });
  }

  /** The newest events, oldest first. */
  async recent(): Promise<Note[]> {
    this.#earlier ??= this.#readEarlier();
    const known = new Set(this.#recent.map(toKey));
    const earlier = (await this.#earlier).filter(item => !known.has(toKey(item)));
    return [...earlier, ...this.#recent]
      .flatMap(({ fact }) => noteSchema.safeParse(fact).data ?? [])
      .slice(-maxRecent);
  }

  /** Writes what waits, and says where the chain stands then. */
  async sync(): Promise<LedgerState> {
    await this.#drain();
    const pending = this.#open().items.length;
    return { head: await this.#ledger.head(), pending, problem: this.#problem };
  }

  #open(): Outbox {
    if (this.#outbox === undefined) throw new Error('Evidence is taken before it can be kept.');
    return this.#outbox;
  }

  #add(facts: Fact[]): void {
    this.#recent = [...this.#recent, ...this.#open().add(facts)].slice(-maxRecent);
  }

  #isPending(): boolean {
    return this.#open().items.length > 0;
  }

  /** Steps that follow one another without end must not keep the ledger waiting for theirs. */
  #toDelayMs(isBusy: boolean): number {
    if (this.#open().items.length >= crowd) return 0;
    const nowMs = this.#world.now();
    this.#waitingSinceMs ??= nowMs;
    const leftMs = this.#waitingSinceMs + busyDelayMs - nowMs;
    return Math.max(0, Math.min(isBusy ? busyDelayMs : drainDelayMs, leftMs));
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#drain(), delayMs);
  }

  /** One at a time. Never rejects: what could not be written waits. */
  #drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waitingSinceMs = undefined;
    this.#tail = this.#tail
      .then(() => this.#write())
      .catch((error: unknown) => {
        this.#problem = error instanceof Error ? error.message : String(error);
        this.#world.report(error);
        this.#schedule(retryDelayMs);
      });
    return this.#tail;
  }

  async #write(): Promise<void> {
    const context = await this.#toContext();
    // Once at least, to see whether the ledger is where it was; and what comes meanwhile has its own time.
    let left = this.#open().items.length;
    do await this.#writeSome(this.#open().items.slice(0, batch), context);
    while ((left -= batch) > 0);
    await this.#tidy(context);
  }

  async #writeSome(items: Queued[], context: Context): Promise<void> {
    const head = await this.#ledger.append(items, this.#mirror, context);
    this.#problem = null;
    this.#open().drop(items);
    const isMoved = head.seq !== this.#mirror?.seq;
    this.#mirror = head;
    if (items.length > 0 || isMoved) await this.#world.save(this.#open().toStored(), head);
  }

  async #tidy(context: Context): Promise<void> {
    if (!this.#isDerived) await this.#ledger.derive();
    this.#isDerived = true;
    if (context.nowMs - this.#trimmedAtMs < trimEveryMs) return;
    const { keepDays, maxEntries } = (await this.#world.inForce()).settings.ledger;
    while ((await this.#ledger.trim({ keepDays, maxEntries }, context)) > 0);
    this.#trimmedAtMs = context.nowMs;
  }

  async #toContext(): Promise<Context> {
    const inForce = await this.#world.inForce();
    const secrets = Object.values(inForce.secrets).flatMap(fields => Object.values(fields));
    const { callRefs } = inForce.settings.ledger;
    return { privacy: { callRefs, secrets }, stamp: await this.#toStamp(inForce), nowMs: this.#world.now() };
  }

  async #toStamp(inForce: InForce): Promise<Stamp> {
    const { settings, policy } = inForce;
    if (this.#hashed?.of !== inForce) {
      const hash = await sha256(toCanonical({ settings, switches: policy.switches }));
      this.#hashed = { of: inForce, policy: hash.slice(0, 16) };
    }
    return { version: this.#world.version, agent: settings.ledger.agent, policy: this.#hashed.policy };
  }

  async #readEarlier(): Promise<Queued[]> {
    try {
      return await this.#ledger.newest(maxRecent);
    } catch (error) {
      this.#world.report(error);
      this.#earlier = undefined;
      return [];
    }
  }
}

function toRunName(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}

/** Paths of what is different, never what it was or is. Lists are compared as a whole, but for recorders. */
function toChanged(before: object, after: object, prefix = ''): string[] {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted().flatMap(key => {
    const path = prefix + key;
    if (isSame(old[key] ?? null, now[key] ?? null)) return [];
    return isGroup(old[key]) && isGroup(now[key]) ? toChanged(old[key], now[key], `${path}.`) : [path];
  });
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a path that is locked is the other one, a part of it, or around it. */
function covers(locked: string, path: string): boolean {
  return locked === path || locked.startsWith(`${path}.`) || path.startsWith(`${locked}.`);
}
