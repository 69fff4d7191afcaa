// How each recorder was when it was last spoken to: by a real request, or by a check that touches no recording. A check
// comes at most every five minutes, and only for those who look at a watched page.
import { browser } from '../browser.ts';
import { recorderErrorCodeSchema, type RecorderErrorCode } from '../recorders/errors.ts';
import type { Answer } from '../recording/events.ts';
import type { RecorderEntry } from '../settings/schema.ts';
import { toSortedJson } from '../settings/same.ts';
import type { Stored } from '../settings/store.ts';
import { later, z } from '../zod.ts';
import { runCheck } from './requests.ts';

const key = 'health';
const everyMs = 5 * 60_000;
/** Share of the time by which it differs, so that ten thousand desks do not ask at once. */
const jitter = 0.25;

const healthSchema = later(() =>
  z.record(
    z.string(),
    z.object({
      /** What went wrong with a pause or resume, or with the check; null where nothing did. */
      acting: z.nullable(recorderErrorCodeSchema),
      /** What went wrong with reading it back: a pause that goes well says nothing about that. */
      reading: z.nullable(recorderErrorCodeSchema),
      /** When to ask again, ms since the epoch. */
      dueAtMs: z.number(),
      /** Which settings it is about. */
      about: z.string(),
    }),
  ),
);
type Health = z.infer<typeof healthSchema>;
type Known = Health[string];

let loaded: Promise<Health> | undefined;
let checking: Promise<boolean> | undefined;
/** How many real requests each recorder has answered: a check that began before one of them knows less. */
const answers = new Map<string, number>();

/** When the next check is due, in ms from now. */
export function toWaitMs(random = Math.random()): number {
  return Math.round(everyMs * (1 + jitter * (2 * random - 1)));
}

/** What went wrong last with each recorder; undefined where nobody has asked with these settings. */
export async function readHealth({
  settings,
  secrets,
}: Stored): Promise<Map<string, RecorderErrorCode | null>> {
  const health = await load();
  return new Map(
    settings.recorders.flatMap(entry => {
      const known = health[entry.id];
      if (known?.about !== toAbout(entry, secrets)) return [];
      return [[entry.id, known.acting ?? known.reading] as const];
    }),
  );
}

/** A real request has answered: whatever it said is newer than any check. True where that is news. */
export async function noteAnswer(
  id: string,
  command: 'pause' | 'resume' | 'read',
  answer: Answer,
  { settings, secrets }: Stored,
): Promise<boolean> {
  const entry = settings.recorders.find(known => known.id === id);
  if (entry === undefined) return false;
  answers.set(id, (answers.get(id) ?? 0) + 1);
  const code = answer.type === 'failure' ? answer.failure.code : null;
  return await note(entry, secrets, command === 'read' ? { reading: code } : { acting: code });
}

/** Whether a check of any recorder is due. */
export async function isCheckDue(stored: Stored): Promise<boolean> {
  return (await toDue(stored)).length > 0;
}

/** Checks those that are due, or with `isForced` all; true where something is different now. One round at a time. */
export async function checkRecorders(stored: Stored, isForced: boolean): Promise<boolean> {
  if (checking !== undefined && !isForced) return checking;
  const before = checking;
  checking = (before ?? Promise.resolve(false)).then(() => checkEach(stored, isForced));
  const mine = checking;
  try {
    return await mine;
  } finally {
    if (checking === mine) checking = undefined;
  }
}

async function checkEach(stored: Stored, isForced: boolean): Promise<boolean> {
  const { settings, secrets } = stored;
  const news = await Promise.all(
    (isForced ? settings.recorders : await toDue(stored)).map(async entry => {
      const before = answers.get(entry.id);
      const failed = (await runCheck(entry, secrets)).find(({ isOk }) => !isOk);
      if (answers.get(entry.id) !== before) return false;
      const acting = failed === undefined ? null : (failed.code ?? 'badAnswer');
      return await note(entry, secrets, { acting, reading: null });
    }),
  );
  return news.includes(true);
}

async function toDue({ settings, secrets }: Stored): Promise<RecorderEntry[]> {
  const health = await load();
  const nowMs = Date.now();
  return settings.recorders.filter(entry => {
    const known = health[entry.id];
    if (known?.about !== toAbout(entry, secrets)) return true;
    // Nor where the clock was set back meanwhile.
    return nowMs >= known.dueAtMs || known.dueAtMs - nowMs > 2 * everyMs;
  });
}

async function note(
  entry: RecorderEntry,
  secrets: Stored['secrets'],
  changes: Partial<Pick<Known, 'acting' | 'reading'>>,
): Promise<boolean> {
  const health = await load();
  const about = toAbout(entry, secrets);
  const before = health[entry.id];
  const was = before?.about === about ? before : { acting: null, reading: null };
  const known = {
    acting: was.acting,
    reading: was.reading,
    ...changes,
    about,
    dueAtMs: Date.now() + toWaitMs(),
  };
  health[entry.id] = known;
  await browser.storage.session.set({ [key]: health });
  return was !== before || known.acting !== was.acting || known.reading !== was.reading;
}

async function load(): Promise<Health> {
  loaded ??= browser.storage.session.get(key).then(({ [key]: raw }) => {
    const parsed = healthSchema.safeParse(raw ?? {});
    return parsed.success ? parsed.data : {};
  });
  return loaded;
}

/** Tells settings apart without keeping them: a small hash of settings and secrets. */
function toAbout({ id, type, settings }: RecorderEntry, secrets: Stored['secrets']): string {
  const text = toSortedJson([type, settings, secrets[id] ?? {}]) ?? '';
  let hash = 5381;
  for (let at = 0; at < text.length; at += 1) hash = (hash * 33 + text.charCodeAt(at)) % 2 ** 32;
  return hash.toString(36);
}
