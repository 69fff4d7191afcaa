// Keeps count of how long recordings were off, and rules on presses. What card fields ask for does not come by here.
import { browser } from '../browser.ts';
import { toPauseEvent, toRuling, toUntold, type Ruling } from '../governance/decide.ts';
import { closeUsage, count, createUsage, isCounted, usageSchema, type Usage } from '../governance/usage.ts';
import type { OwnFact } from '../ledger/facts.ts';
import type { RecordingEvent } from '../recording/events.ts';
import type { Note } from '../recording/notes.ts';
import type { PauseWhy } from '../recording/pause-reason.ts';
import type { Mode } from '../recording/state.ts';
import type { Settings } from '../settings/schema.ts';
import { afterStart } from './after-start.ts';

const key = 'usage';
const writeDelayMs = 500;

type World = {
  /** Wall clock, ms since the epoch. */
  now(): number;
  settings(): Promise<Settings>;
  record(fact: OwnFact): Promise<void>;
  report(problem: unknown): void;
};

export type Governor = {
  /** To be called once, so that the first press need not wait. In a new run of the browser, what was on is over. */
  begin(isNewRun: boolean): void;
  /** Counts what the core notes. Keeps nobody waiting. */
  hear(mode: Mode, notes: Note[]): void;
  ruling(): Promise<Ruling>;
  /** The event for a press on "pause"; notes where policy refuses it. */
  toPause(why?: PauseWhy): Promise<RecordingEvent>;
};

export function createGovernor({ now, settings, record, report }: World): Governor {
  /** In memory with a copy in local storage, half a second late: what a death costs is that much of a budget. */
  let current: Promise<Usage> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  let telling: Promise<void> = Promise.resolve();

  const read = () => (current ??= load().catch(onUnread));

  /** A press must not fail because of a count. */
  function onUnread(problem: unknown): Usage {
    report(problem);
    return createUsage();
  }

  function change(to: (usage: Usage) => Usage): void {
    current = read().then(to);
    timer ??= setTimeout(() => void write().catch(report), writeDelayMs);
  }

  async function write(): Promise<void> {
    timer = undefined;
    await browser.storage.local.set({ [key]: await read() });
  }

  async function rule(): Promise<{ ruling: Ruling; usage: Usage; settings: Settings }> {
    const [usage, known] = await Promise.all([read(), settings()]);
    return { ruling: toRuling(known.governance, usage, now()), usage, settings: known };
  }

  async function tellUsed(): Promise<void> {
    const { ruling, usage, settings: known } = await rule();
    const atMs = now();
    for (const { scope, usedMs, budgetMs } of toUntold(known.governance, ruling, usage, atMs)) {
      change(before => ({ ...before, toldAtMs: { ...before.toldAtMs, [scope]: atMs } }));
      await record({ type: 'budgetReached', atMs, scope, usedMs, budgetMs });
    }
  }

  return {
    begin(isNewRun) {
      if (isNewRun) change(closeUsage);
      else afterStart(() => void read());
    },
    hear(mode, notes) {
      if (mode === 'observe' || !notes.some(isCounted)) return;
      change(usage => count(usage, notes));
      // One after the other, or two would tell of the same budget.
      telling = telling.then(tellUsed).catch(report);
    },
    ruling: async () => (await rule()).ruling,
    async toPause(why) {
      const { ruling } = await rule();
      // A card field may be waiting for the try that comes of it.
      if (ruling.isForbidden) void record({ type: 'pauseRefused', atMs: now() }).catch(report);
      return toPauseEvent(ruling, why);
    },
  };
}

async function load(): Promise<Usage> {
  const stored = await browser.storage.local.get(key);
  return usageSchema.safeParse(stored[key]).data ?? createUsage();
}
