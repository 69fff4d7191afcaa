// When CardHush tests itself: by schedule in a tab that nobody has to look at, or when somebody opens the page.
import { browser } from '../browser.ts';
import { lastDrillSchema, type DrillResult, type LastDrill } from '../drill/result.ts';
import type { OwnFact } from '../ledger/facts.ts';
import type { State } from '../recording/state.ts';
import type { InForce } from '../settings/in-force.ts';
import { later, z } from '../zod.ts';
import { isBusy } from './configure.ts';

const alarmName = 'drill';
const key = 'drill';
const pagePath = 'src/drill/index.html?by=schedule';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The first one comes soon after it was asked for. */
const firstMs = 10 * minuteMs;
/** Longer than a drill takes, also in a tab whose timers the browser slows down. */
const patienceMs = 6 * minuteMs;
/** While something is being paused, or there is no window to open a tab in. */
const laterMs = 10 * minuteMs;

const storedSchema = later(() =>
  z.object({
    last: z.nullable(lastDrillSchema),
    /** When a scheduled one was begun that has not said anything yet. */
    startedAtMs: z.nullable(z.number()),
  }),
);
type Stored = z.infer<typeof storedSchema>;

/** What is known of a drill that never said anything. */
const silence: DrillResult = {
  by: 'schedule',
  isPassed: false,
  pausedAfterMs: null,
  cardSaid: 0,
  cardHeard: 0,
  othersSaid: 0,
  othersHeard: 0,
};

type World = {
  inForce(): Promise<InForce>;
  state(): Promise<State>;
  record(fact: OwnFact): Promise<void>;
  report(problem: unknown): void;
};

export type Drills = {
  /** To be called at top level, so that the alarm can start the worker. */
  listen(): void;
  /** Sees to it that the next one comes when it is due. Keeps nobody waiting. */
  arm(): void;
  /** Makes evidence of a result. */
  note(result: DrillResult): Promise<void>;
  last(): Promise<LastDrill | null>;
};

export function createDrills({ inForce, state, record, report }: World): Drills {
  async function arm(): Promise<void> {
    const { everyDays } = (await inForce()).settings.drill;
    if (everyDays === 0) {
      await browser.alarms.clear(alarmName);
      return;
    }
    const { last, startedAtMs } = await load();
    if (startedAtMs !== null) return wakeIn(patienceMs - (Date.now() - startedAtMs));
    wakeIn(last === null ? firstMs : last.atMs + everyDays * dayMs - Date.now());
  }

  async function wake(): Promise<void> {
    const { everyDays } = (await inForce()).settings.drill;
    if (everyDays === 0) return;
    const stored = await load();
    if (stored.startedAtMs !== null) return note(silence);
    const isDue = stored.last === null || Date.now() >= stored.last.atMs + everyDays * dayMs;
    if (!isDue) return arm();
    if (isBusy(await state())) return wakeIn(laterMs);
    await save({ ...stored, startedAtMs: Date.now() });
    wakeIn(patienceMs);
    try {
      await browser.tabs.create({ url: browser.runtime.getURL(pagePath), active: false });
    } catch {
      await save(stored);
      wakeIn(laterMs);
    }
  }

  async function note(result: DrillResult): Promise<void> {
    const atMs = Date.now();
    await record({ type: 'drilled', atMs, ...result });
    const { startedAtMs } = await load();
    const isScheduled = result.by === 'schedule';
    await save({ last: { atMs, ...result }, startedAtMs: isScheduled ? null : startedAtMs });
    await arm();
  }

  /** An alarm that has gone off is gone: without another one, no drill would come before the browser's next start. */
  function onFailed(problem: unknown): void {
    report(problem);
    wakeIn(laterMs);
  }

  return {
    listen() {
      browser.alarms.onAlarm.addListener(({ name }) => {
        if (name === alarmName) void wake().catch(onFailed);
      });
    },
    arm: () => void arm().catch(report),
    note,
    last: async () => (await load()).last,
  };
}

function wakeIn(delayMs: number): void {
  browser.alarms.create(alarmName, { when: Date.now() + Math.max(minuteMs, delayMs) });
}

async function load(): Promise<Stored> {
  const { [key]: stored } = await browser.storage.local.get(key);
  return storedSchema.safeParse(stored).data ?? { last: null, startedAtMs: null };
}

async function save(stored: Stored): Promise<void> {
  await browser.storage.local.set({ [key]: stored });
}
