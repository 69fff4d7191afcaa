// Keeps what observe mode counts: in local storage, so that a week of it survives every browser in between.
import { browser } from '../browser.ts';
import type { Note } from '../recording/notes.ts';
import type { Mode } from '../recording/state.ts';
import { createTally, tally, tallySchema, type Tally } from '../recording/tally.ts';

const key = 'observed';
const writeDelayMs = 500;

/** In memory only: what a worker's death costs is half a second of counting, and the next worker reads it again. */
let current: Promise<Tally> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastMode: Mode | undefined;

/** Counts what happened, where nothing but watching was going on before it and after it. */
export function observe(mode: Mode, notes: Note[]): void {
  const isWatching = mode === 'observe' && (lastMode ?? mode) === 'observe';
  lastMode = mode;
  if (!isWatching || !notes.some(({ type }) => type === 'episodeEnded' || type === 'holdEnded')) return;
  current = readTally().then(before => tally(before, notes));
  timer ??= setTimeout(() => void write(), writeDelayMs);
}

/** What was counted until now. */
export function readTally(): Promise<Tally> {
  current ??= load();
  return current;
}

/** Begins to count anew. */
export async function clearTally(): Promise<Tally> {
  current = Promise.resolve(createTally());
  await write();
  return current;
}

async function write(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  await browser.storage.local.set({ [key]: await readTally() });
}

async function load(): Promise<Tally> {
  const stored = await browser.storage.local.get(key);
  const parsed = tallySchema.safeParse(stored[key]);
  return parsed.success ? parsed.data : createTally();
}
