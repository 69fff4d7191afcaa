// What survives: the state in session storage (worker death), what we owe in local storage (browser death), and in
// both what has happened and is not yet in the ledger.
import { browser } from '../browser.ts';
import type { Link } from '../ledger/link.ts';
import type { StoredOutbox } from '../ledger/outbox.ts';
import { owedSchema, type State } from '../recording/state.ts';
import { later, z } from '../zod.ts';
import { keptKeys, type Kept } from './kept.ts';
import { unwrap, wrap } from './wrap.ts';

/** What is paused, or may be, and must be resumed: survives the browser. */
const journalSchema = later(() => z.array(z.object({ channelId: z.string(), ...owedSchema.shape })));
export type Journal = z.infer<typeof journalSchema>;

/** As they were last written; losing them with the worker costs one write too many. */
let writtenJournal: string | undefined;
let writtenOutbox: StoredOutbox | undefined;
/** Ends when that outbox is in local storage: whoever is told that a step is saved has to wait for it too. */
let writingOutbox: Promise<void> = Promise.resolve();

export type Loaded = {
  state: State | null;
  journal: Journal;
  /** For the evidence to make out what it can read. */
  evidence: { outbox: { session: StoredOutbox | undefined; local: unknown }; head: unknown };
};

/** Makes out what an earlier worker left. What cannot be read is left out, and said to `report`. */
export function readStored({ session, local }: Kept, report: (problem: unknown) => void): Loaded {
  const state = unwrap<State>(session[keptKeys.state], report) ?? null;
  return {
    state,
    // What is owed stands in the state as well.
    journal: state === null ? readJournal(local[keptKeys.journal], report) : [],
    evidence: {
      outbox: {
        session: unwrap<StoredOutbox>(session[keptKeys.outbox], report),
        local: unwrap(local[keptKeys.outbox], report),
      },
      head: local[keptKeys.ledgerHead],
    },
  };
}

let waiting: { state: State; outbox: StoredOutbox; written: Promise<void> } | undefined;

/**
 * Writes the state with the outbox in one piece, so that none is ever older than the other; and beside it, where they
 * changed, what has to survive the browser. Of what is saved in one go the last is written, before anything that waits
 * for a promise goes on: the requests to several recorders are begun in one go, and each of them is a step.
 */
export function saveStored(state: State, outbox: StoredOutbox): Promise<void> {
  if (waiting !== undefined) {
    Object.assign(waiting, { state, outbox });
    return waiting.written;
  }
  const next = { state, outbox, written: Promise.resolve().then(write) };
  waiting = next;
  return next.written;
}

async function write(): Promise<void> {
  if (waiting === undefined) return;
  const { state, outbox } = waiting;
  waiting = undefined;
  // As texts: handing over a value piece by piece takes the browser many times as long, and ten recorders are ten steps.
  const [journal, box] = [wrap(toJournal(state)), wrap(outbox)];
  const changed = {
    ...(journal === writtenJournal ? {} : { [keptKeys.journal]: journal }),
    ...(outbox === writtenOutbox ? {} : { [keptKeys.outbox]: box }),
  };
  writtenJournal = journal;
  const local = Object.keys(changed).length > 0 ? browser.storage.local.set(changed) : undefined;
  if (local !== undefined && outbox !== writtenOutbox) writingOutbox = local;
  writtenOutbox = outbox;
  await Promise.all([
    browser.storage.session.set({ [keptKeys.state]: wrap(state), [keptKeys.outbox]: box }),
    local,
    writingOutbox,
  ]).catch(forgetWritten);
}

/** What was not written is not known to be there: the next step writes it again, changed or not. */
function forgetWritten(problem: unknown): never {
  writtenJournal = undefined;
  writtenOutbox = undefined;
  writingOutbox = Promise.resolve();
  throw problem;
}

/** Writes the outbox apart from a step, and where the ledger stands. */
export async function saveOutbox(outbox: StoredOutbox, head: Link | null): Promise<void> {
  // What is about to be written with a step must not bring back an older one.
  if (waiting !== undefined) waiting.outbox = outbox;
  writtenOutbox = outbox;
  const box = wrap(outbox);
  writingOutbox = browser.storage.local.set({
    [keptKeys.outbox]: box,
    ...(head === null ? {} : { [keptKeys.ledgerHead]: head }),
  });
  await Promise.all([browser.storage.session.set({ [keptKeys.outbox]: box }), writingOutbox]).catch(
    forgetWritten,
  );
}

function toJournal({ channels }: State): Journal {
  return channels.flatMap(({ id, owed }) => (owed === null ? [] : [{ channelId: id, ...owed }]));
}

function readJournal(raw: unknown, report: (problem: unknown) => void): Journal {
  const parsed = journalSchema.safeParse(unwrap(raw, report) ?? []);
  if (parsed.success) return parsed.data;
  report(
    new Error(`Stored data was refused at "${parsed.error.issues[0]?.path.join('.') ?? ''}" and left out.`),
  );
  return [];
}
