// What has happened and is not yet in the ledger. Kept with the recording state, in the same piece, so that neither a
// worker nor a browser that dies takes it along; emptied into the ledger when there is time.
import { queuedSchema, type Fact, type Queued } from './facts.ts';

/** An outbox as it is stored. */
export type StoredOutbox = { run: string; next: number; items: Queued[] };

/** More than this waits only where the ledger cannot be written for a long time; the oldest then give way. */
const maxItems = 300;

export class Outbox {
  #run: string;
  #next: number;
  #items: Queued[];
  /** As it is stored; made again only where something has changed. */
  #stored: StoredOutbox | undefined;

  private constructor({ run, next, items }: StoredOutbox) {
    this.#run = run;
    this.#next = next;
    this.#items = items;
  }

  /**
   * Takes over what is stored: by session storage, with the recording state, and by local storage. A state that is
   * not there any more means that a new run has begun, whose numbers begin anew: those that were last given may not
   * have been stored. `run` is a name for it that was never used before.
   */
  static restore(
    copies: { session: StoredOutbox | undefined; local: unknown },
    isNewRun: boolean,
    run: string,
  ): Outbox {
    const session = copies.session ?? null;
    const local = toStored(copies.local, new Map(session?.items.map(item => [toKey(item), item])));
    const items = merge(local?.items ?? [], session?.items ?? []);
    if (isNewRun || session === null) return new Outbox({ run, next: 1, items });
    const next = local?.run === session.run ? Math.max(local.next, session.next) : session.next;
    return new Outbox({ run: session.run, next, items });
  }

  get items(): readonly Queued[] {
    return this.#items;
  }

  add(facts: Fact[]): Queued[] {
    const added = facts.map(fact => {
      const queued = { run: this.#run, n: this.#next, fact };
      this.#next += 1;
      return queued;
    });
    this.#items = [...this.#items, ...added].slice(-maxItems);
    if (added.length > 0) this.#stored = undefined;
    return added;
  }

  /** Lets go of what is in the ledger now. */
  drop(written: readonly Queued[]): void {
    const gone = new Set(written);
    this.#items = this.#items.filter(item => !gone.has(item));
    this.#stored = undefined;
  }

  /** The same object for as long as nothing changes. */
  toStored(): StoredOutbox {
    return (this.#stored ??= { run: this.#run, next: this.#next, items: this.#items });
  }
}

/** What two copies hold together: one of them may be older. Runs stay in order, and so do the facts of each. */
function merge(local: Queued[], session: Queued[]): Queued[] {
  const merged = new Map<string, Queued[]>();
  for (const item of [...local, ...session]) {
    const list = merged.get(item.run) ?? [];
    if (!list.some(({ n }) => n === item.n)) list.push(item);
    merged.set(item.run, list);
  }
  return [...merged.values()].flatMap(list => list.toSorted((a, b) => a.n - b.n));
}

/** What tells a fact from every other. */
export function toKey({ run, n }: Pick<Queued, 'run' | 'n'>): string {
  return `${run}/${n}`;
}

/**
 * Null for what is no outbox. Looked at by hand, and no further than the copy in session storage has left open: it is
 * read at each start of the worker. One item that another version cannot read is left out, and missed by its number.
 */
function toStored(raw: unknown, known: Map<string, Queued>): StoredOutbox | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const { run, next, items: given } = raw as Record<string, unknown>;
  if (typeof run !== 'string' || typeof next !== 'number' || !Array.isArray(given)) return null;
  if (!Number.isFinite(next)) return null;
  return {
    run,
    next,
    items: given.flatMap(item => toKnown(item) ?? queuedSchema.safeParse(item).data ?? []),
  };

  function toKnown(item: unknown): Queued | undefined {
    const { run: of, n } = Object(item) as Record<string, unknown>;
    return typeof of === 'string' && typeof n === 'number' ? known.get(toKey({ run: of, n })) : undefined;
  }
}
