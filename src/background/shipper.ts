// When evidence is sent away: driven by an alarm, and never while something is being paused.
import { browser } from '../browser.ts';
import type { OwnFact } from '../ledger/facts.ts';
import type { Link } from '../ledger/link.ts';
import type { State } from '../recording/state.ts';
import type { InForce } from '../settings/in-force.ts';
import { shippingSecret, type ShippingSettings } from '../settings/shipping.ts';
import type { ShippingProblem } from '../shipping/problem.ts';
import { beginLanes, shipAll } from '../shipping/shipping.ts';
import { shippedSchema, type Shipped, type ShippingStatus } from '../shipping/status.ts';
import { isSetUp, postTest, type LaneName, type Target } from '../shipping/way.ts';
import { isBusy } from './configure.ts';

const alarmName = 'ship';
const key = 'shipped';
/** Packed extensions get no alarm sooner than this. What is new is sent after this time, up to twice of it. */
const soonMs = 30_000;
/** Whatever becomes of this worker, another goes on then. */
const survivalMs = 60_000;

type World = {
  version: string;
  inForce(): Promise<InForce>;
  state(): Promise<State>;
  record(fact: OwnFact): Promise<void>;
  report(problem: unknown): void;
};

export type Shipper = {
  /** To be called at top level, so that the alarm can start the worker. */
  listen(): void;
  /** Something may be there to be sent, now that the ledger ends with `head`. Keeps nobody waiting. */
  hear(head?: Link | null): void;
  /** What failed may be mended: what waits is tried soon. Keeps nobody waiting. */
  onApplied(): void;
  /** To be called after every event: a pause ends what is being sent. */
  onState(state: State): void;
  /** Sends what waits at once, whatever was to be waited for. */
  shipNow(): Promise<void>;
  /** What is wrong with these settings; null where the receiver took a test. */
  test(lane: LaneName, shipping: ShippingSettings, secret?: string): Promise<ShippingProblem | null>;
  /** `head` is where the ledger ends. */
  status(head: Link): Promise<ShippingStatus>;
};

export function createShipper({ version, inForce, state, record, report }: World): Shipper {
  /** Only to spare questions: lost with the worker, it is found out again. */
  let isArmed = false;
  let heard = 0;
  let seq = -1;
  let stop: AbortController | undefined;
  let running: Promise<void> | undefined;

  async function arm(): Promise<void> {
    if (isArmed || !isSetUp((await inForce()).settings.shipping)) return;
    isArmed = true;
    if ((await browser.alarms.get(alarmName)) === undefined) wake(soonMs * (1 + Math.random()));
  }

  function wake(delayMs: number): void {
    isArmed = true;
    browser.alarms.create(alarmName, { when: Date.now() + delayMs });
  }

  /** One pass at a time. */
  function ship(): Promise<void> {
    // One that takes long has used up its alarm.
    if (running !== undefined) wake(survivalMs);
    return (running ??= pass().finally(() => (running = undefined)));
  }

  async function pass(): Promise<void> {
    const target = toTarget(await inForce());
    if (!isSetUp(target)) return;
    const before = heard;
    wake(survivalMs);
    stop = new AbortController();
    const dueAtMs = await shipAll(target, { ...world, load, save, record }, stop.signal);
    if (dueAtMs !== null) return wake(Math.max(soonMs, dueAtMs - Date.now()));
    await browser.alarms.clear(alarmName);
    isArmed = false;
    if (heard !== before) await arm();
  }

  /** Waits for no receiver any longer. */
  async function forgetWaits(): Promise<void> {
    const shipped = await load();
    if (shipped === null) return;
    const toDue = <T extends { dueAtMs: number } | null>(mark: T) => mark && { ...mark, dueAtMs: 0 };
    await save({ ...shipped, entries: toDue(shipped.entries), notices: toDue(shipped.notices) });
  }

  /** What failed may be mended. */
  async function expedite(): Promise<void> {
    await running?.catch(report);
    const target = toTarget(await inForce());
    if (!isSetUp(target)) return;
    await beginLanes(target, { load, save });
    await forgetWaits();
    wake(soonMs);
  }

  const world = {
    version,
    now: () => Date.now(),
    random: () => Math.random(),
    canReach,
    isBusy: async () => isBusy(await state()),
  };

  return {
    listen() {
      browser.alarms.onAlarm.addListener(({ name }) => {
        if (name === alarmName) void ship().catch(report);
      });
    },
    hear(head) {
      if (head !== undefined && head?.seq === seq) return;
      seq = head?.seq ?? seq;
      heard += 1;
      void arm().catch(report);
    },
    onApplied: () => void expedite().catch(report),
    onState(now) {
      if (isBusy(now)) stop?.abort();
    },
    async shipNow() {
      await running?.catch(report);
      await forgetWaits();
      await ship();
    },
    async test(lane, shipping, secret) {
      const target = { ...shipping, secret: secret ?? toTarget(await inForce()).secret };
      const desk = (await load())?.desk ?? 'test';
      const signal = new AbortController().signal;
      const outcome = await postTest(lane, target, { desk, version }, { ...world, signal });
      if (outcome.type === 'accepted') {
        void expedite().catch(report);
        return null;
      }
      return outcome.type === 'later' ? outcome.problem : 'refused';
    },
    async status(head) {
      const { url, exposureUrl } = (await inForce()).settings.shipping;
      const { entries = null, notices = null } = (await load()) ?? {};
      return {
        entries:
          url === '' || entries === null ? null : { ...entries, behind: Math.max(0, head.seq - entries.seq) },
        notices: exposureUrl === '' ? null : notices,
      };
    },
  };
}

function toTarget({ settings, secrets }: InForce): Target {
  return { ...settings.shipping, secret: secrets[shippingSecret.id]?.[shippingSecret.field] ?? '' };
}

function canReach(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern] });
}

async function load(): Promise<Shipped | null> {
  const { [key]: stored } = await browser.storage.local.get(key);
  return shippedSchema.safeParse(stored).data ?? null;
}

async function save(shipped: Shipped): Promise<void> {
  await browser.storage.local.set({ [key]: shipped });
}
