// What survives: the state in session storage (worker death), what we owe in local storage (browser death).
import { browser } from '../browser.ts';
import { noteSchema, type Note } from '../recording/notes.ts';
import { owedSchema, stateSchema, type State } from '../recording/state.ts';
import { z } from '../zod.ts';

const stateKey = 'state';
const notesKey = 'notes';
const journalKey = 'journal';
/** How many events are kept to be shown. */
const maxNotes = 200;

/** What is paused, or may be, and must be resumed: survives the browser. */
const journalSchema = z.array(z.object({ channelId: z.string(), ...owedSchema.shape }));
export type Journal = z.infer<typeof journalSchema>;

/** Writing 200 events costs more than writing the state: it must not stand between a focus and its request. */
const notesDelayMs = 100;

let notes: Note[] = [];
let notesTimer: ReturnType<typeof setTimeout> | undefined;
/** The journal as it was last written; losing it with the worker costs one write too many. */
let writtenJournal: string | undefined;

/** Reads what an earlier worker left. What does not fit its schema is left out, and said to `report`. */
export async function loadStored(
  report: (problem: unknown) => void,
): Promise<{ state: State | null; journal: Journal }> {
  const [session, local] = await Promise.all([
    browser.storage.session.get([stateKey, notesKey]),
    browser.storage.local.get(journalKey),
  ]);
  notes = parseOr([], z.array(noteSchema), session[notesKey], report);
  return {
    state: parseOr(null, z.nullable(stateSchema), session[stateKey], report),
    journal: parseOr([], journalSchema, local[journalKey], report),
  };
}

/** Writes the state, and the journal where it changed; the notes, which nothing depends on, follow a little later. */
export async function saveStored(state: State, added: Note[]): Promise<void> {
  if (added.length > 0) keepNotes(added);
  const journal = toJournal(state);
  const text = JSON.stringify(journal);
  const isJournalNew = text !== writtenJournal;
  writtenJournal = text;
  await Promise.all([
    browser.storage.session.set({ [stateKey]: state }),
    isJournalNew ? browser.storage.local.set({ [journalKey]: journal }) : undefined,
  ]);
}

function keepNotes(added: Note[]): void {
  notes = [...notes, ...added].slice(-maxNotes);
  notesTimer ??= setTimeout(() => {
    notesTimer = undefined;
    void browser.storage.session.set({ [notesKey]: notes });
  }, notesDelayMs);
}

/** The newest events, oldest first. */
export function recentNotes(): Note[] {
  return notes;
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
