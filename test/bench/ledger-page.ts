// Runs in a real browser: fills the ledger and takes the time of what a worker and the activity page do with it.
import { toDay, type Period } from '../../src/activity/choice.ts';
import { loadActivity } from '../../src/activity/load.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import type { Fact, Queued } from '../../src/ledger/facts.ts';
import { Ledger, type Context } from '../../src/ledger/ledger.ts';
import { findEntries, findPauses, readStory, type PauseQuery } from '../../src/ledger/query.ts';

const run = 'bench';
const recorders = ['voicenter', 'verint', 'asterisk'];
const startMs = Date.UTC(2026, 0, 1);
/** From one pause to the next: about 400 in a day. */
const everyMs = 200_000;
/** Facts of one pause. */
const perPause = 10;

const context: Context = {
  privacy: { callRefs: 'plain', secrets: [] },
  stamp: { version: '0.1.0', agent: 'agent-7', policy: '0123456789abcdef' },
  nowMs: startMs,
};

const ledger = new Ledger();
let next = 1;

/** The facts of one pause; every tenth of them goes wrong. */
function toFacts(index: number): Fact[] {
  const atMs = startMs + index * everyMs;
  const recorder = recorders[index % recorders.length] ?? '';
  const base = { episode: index + 1 };
  const request = { ...base, recorder, attempt: index * 2 + 1 };
  const call = { ivrids: [`20260101${String(index).padStart(12, '0')}`] };
  const isGood = index % 10 !== 0;
  return [
    { type: 'holdStarted', atMs, episode: index, origin: 'field', kind: 'card-number', site: 'https://crm.example.com', rule: 'autocomplete:cc-number' },
    { type: 'episodeStarted', atMs, ...base },
    { type: 'requested', atMs, ...request, command: 'pause' },
    { type: 'targeted', atMs, ...request, call },
    isGood
      ? { type: 'paused', atMs: atMs + 30, ...request, evidence: 'accepted', call, reference: `ACT-${index}` }
      : { type: 'failed', atMs: atMs + 30, ...request, command: 'pause', code: 'unreachable', reason: 'no answer from the host' },
    { type: 'typed', atMs: atMs + 900, ...base, origin: 'field', kind: 'card-number', site: 'https://crm.example.com' },
    { type: 'holdEnded', atMs: atMs + 20_000, ...base, origin: 'field', kind: 'card-number', site: 'https://crm.example.com', reason: 'blur', startedAtMs: atMs },
    { type: 'episodeEnded', atMs: atMs + 23_000, ...base, reason: 'blur', startedAtMs: atMs },
    { type: 'requested', atMs: atMs + 23_000, ...request, attempt: request.attempt + 1, command: 'resume' },
    isGood
      ? { type: 'resumed', atMs: atMs + 23_030, ...request, attempt: request.attempt + 1, reason: 'blur', call }
      : { type: 'callOver', atMs: atMs + 23_030, ...request, attempt: request.attempt + 1 },
  ]; // prettier-ignore
}

function toQueued(pauses: number): Queued[] {
  const queued: Queued[] = [];
  for (let one = 0; one < pauses; one += 1)
    for (const fact of toFacts((next - 1) / perPause)) {
      queued.push({ run, n: next, fact });
      next += 1;
    }
  return queued;
}

/** Appends `pauses` pauses in one piece. */
async function append(pauses: number): Promise<void> {
  await ledger.append(toQueued(pauses), null, context);
}

/** Time of each of `times` appends of one pause, in ms. */
async function timeAppends(times: number): Promise<number[]> {
  const found: number[] = [];
  for (let done = 0; done < times; done += 1) {
    const queued = toQueued(1);
    const fromMs = performance.now();
    await ledger.append(queued, null, context);
    found.push(performance.now() - fromMs);
  }
  return found;
}

function toQueries(): Record<string, PauseQuery> {
  const pauses = (next - 1) / perPause;
  const middleMs = startMs + Math.floor(pauses / 2) * everyMs;
  const dayMs = 86_400_000;
  return {
    'newest pauses': {},
    'of one recorder': { recorder: 'verint' },
    'that failed': { outcomes: ['failed'] },
    'that need somebody': { outcomes: ['failed', 'late', 'overrun', 'unverified', 'open'] },
    'of a recorder, failed, one month': {
      recorder: 'voicenter',
      outcomes: ['failed'],
      fromMs: middleMs - 30 * dayMs,
      toMs: middleMs,
    },
    'one day in the middle': { fromMs: middleMs - dayMs, toMs: middleMs },
  };
}

/** Time of each page load in ms, the opening of the database included, by what is asked for. */
async function timeQueries(times: number): Promise<Record<string, { rows: number; times: number[] }>> {
  const works: Record<string, () => Promise<number>> = {};
  for (const [name, query] of Object.entries(toQueries()))
    works[name] = () => withDatabase(async database => (await findPauses(database, query)).rows.length);
  works['second page'] = () =>
    withDatabase(async database => {
      const { next: after } = await findPauses(database);
      return (await findPauses(database, { after })).rows.length;
    });
  works['newest entries'] = () => withDatabase(async database => (await findEntries(database)).rows.length);
  works['story of a pause'] = () =>
    withDatabase(async database => {
      const [pause] = (await findPauses(database, { limit: 1 })).rows;
      return pause === undefined ? 0 : (await readStory(database, pause)).length;
    });
  const newestMs = startMs + ((next - 1) / perPause) * everyMs;
  const about = { day: toDay(newestMs) };
  const look = async (period: Period) =>
    (await loadActivity({ ...about, period }, newestMs, '0.1.0')).report.pauses.length;
  works['activity page as it opens: its day'] = () => look('day');
  works['sums of 7 days'] = () => look('week');
  works['sums of 90 days'] = () => look('quarter');
  const found: Record<string, { rows: number; times: number[] }> = {};
  for (const [name, work] of Object.entries(works)) {
    const each: number[] = [];
    let rows = 0;
    for (let done = 0; done < times; done += 1) {
      const fromMs = performance.now();
      rows = await work();
      each.push(performance.now() - fromMs);
    }
    found[name] = { rows, times: each };
  }
  return found;
}

async function withDatabase<T>(
  work: (database: Awaited<ReturnType<typeof openLedgerDatabase>>) => Promise<T>,
): Promise<T> {
  const database = await openLedgerDatabase();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Bytes that the database takes on disk, as far as the browser knows. */
async function usage(): Promise<number> {
  return (await navigator.storage.estimate()).usage ?? 0;
}

const bench = { append, timeAppends, timeQueries, usage, perPause };
export type LedgerBench = typeof bench;

(globalThis as { ledgerBench?: LedgerBench }).ledgerBench = bench;
