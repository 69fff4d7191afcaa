// What survives: the state in session storage (worker death), what we owe in local storage (browser death), and in
// both what has happened and is not yet in the ledger.
import { browser } from '../browser.ts';
import type { Link } from '../ledger/link.ts';
import type { StoredOutbox } from '../ledger/outbox.ts';
import { owedSchema, stateSchema, type State } from '../recording/state.ts';
import { later, z } from '../zod.ts';

const stateKey = 'state';
const outboxKey = 'outbox';
const journalKey = 'journal';
/** Where the ledger's chain stood when it was last written: noted outside its database, which may get lost. */
const headKey = 'ledgerHead';

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
  evidence: { outbox: { session: unknown; local: unknown }; head: unknown };
};

/** Reads what an earlier worker left. What does not fit its schema is left out, and said to `report`. */
export async function loadStored(report: (problem: unknown) => void): Promise<Loaded> {
  const [session, local] = await Promise.all([
    browser.storage.session.get([stateKey, outboxKey]),
    browser.storage.local.get([journalKey, outboxKey, headKey]),
  ]);
  return {
    state: parseOr(null, z.nullable(stateSchema), session[stateKey], report),
    journal: parseOr([], journalSchema, local[journalKey], report),
    evidence: { outbox: { session: session[outboxKey], local: local[outboxKey] }, head: local[headKey] },
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
  const journal = toJournal(state);
  const text = JSON.stringify(journal);
  const changed = {
    ...(text === writtenJournal ? {} : { [journalKey]: journal }),
    ...(outbox === writtenOutbox ? {} : { [outboxKey]: outbox }),
  };
  writtenJournal = text;
  const local = Object.keys(changed).length > 0 ? browser.storage.local.set(changed) : undefined;
  if (local !== undefined && outbox !== writtenOutbox) writingOutbox = local;
  writtenOutbox = outbox;
  await Promise.all([
    browser.storage.session.set({ [stateKey]: state, [outboxKey]: outbox }),
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
  writingOutbox = browser.storage.local.set({
    [outboxKey]: outbox,
    ...(head === null ? {} : { [headKey]: head }),
  });
  await Promise.all([browser.storage.session.set({ [outboxKey]: outbox }), writingOutbox]).catch(
    forgetWritten,
  );
}

function toJournal({ channels }: State): Journal {
  return channels.flatMap(({ id, owed }) => (owed === null ? [] : [{ channelId: id, ...owed }]));
}

function parseOr<T>(
  fallback: T,
  schema: z.ZodMiniType<T>,
  raw: unknown,
  report: (problem: unknown) => void,
): T {
  if (raw === undefined) return fallback;
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  report(
    new Error(`Stored data was refused at "${parsed.error.issues[0]?.path.join('.') ?? ''}" and left out.`),
  );
  return fallback;
}
