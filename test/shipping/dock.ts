// A ledger, a collector, and workers that ship from one to the other: storage outlives them, and so do the entries.
import { Ledger } from '../../src/ledger/ledger.ts';
import type { OwnFact, Queued } from '../../src/ledger/facts.ts';
import { shippingSettingsSchema, type ShippingSettings } from '../../src/settings/shipping.ts';
import { shipAll } from '../../src/shipping/shipping.ts';
import type { Shipped } from '../../src/shipping/status.ts';
import { Collector } from '../lab/collector.ts';
import { allEntries, context } from '../ledger/shelf.ts';
import { Desk, opened, toQueued } from '../ledger/story.ts';

export class Dock {
  readonly collector = new Collector();
  readonly desk = new Desk();
  /** What is in local storage. */
  stored: Shipped | null = null;
  nowMs = 2_000_000_000_000;
  isBusy = false;
  canReach = true;
  settings: Partial<ShippingSettings> = {};
  secret = '';
  recorded: OwnFact[] = [];
  /** Called before each mark is kept: what throws here is a worker that dies. */
  onSave = (_shipped: Shipped): void => undefined;
  #runs = 0;
  #facts = 0;

  async open(): Promise<this> {
    await this.collector.start();
    return this;
  }

  /** Makes entries: a pause with all that belongs to it, of a run of its own. */
  async pause(ms = 5_000, answerMs = 20): Promise<void> {
    this.#runs += 1;
    const before = this.desk.notes.length;
    this.desk.pauseFor(ms, { answerMs });
    const facts = [opened(this.desk.startedAtMs), ...this.desk.notes.slice(before)];
    await this.append(toQueued(facts, `run-${this.#runs}`));
  }

  async append(queued: Queued[]): Promise<void> {
    const ledger = new Ledger();
    await ledger.append(queued, null, context);
    await ledger.close();
  }

  /** One pass of a new worker. Resolves with when it wants to go on. */
  async ship(signal = new AbortController().signal): Promise<number | null> {
    const target = {
      ...shippingSettingsSchema.parse({ url: this.collector.url, ...this.settings }),
      secret: this.secret,
    };
    return shipAll(
      target,
      {
        now: () => this.nowMs,
        random: () => 0.5,
        version: '0.1.0',
        canReach: async () => this.canReach,
        isBusy: async () => this.isBusy,
        load: async () => structuredClone(this.stored),
        save: async shipped => {
          this.onSave(shipped);
          this.stored = structuredClone(shipped);
        },
        record: async fact => {
          this.recorded.push(fact);
          this.#facts += 1;
          await this.append([{ run: 'own', n: this.#facts, fact }]);
        },
      },
      signal,
    );
  }

  /** Lets time pass and passes on until nothing waits; at most `passes`. */
  async shipOut(passes = 20): Promise<void> {
    for (let pass = 0; pass < passes; pass += 1) {
      const dueAtMs = await this.ship();
      if (dueAtMs === null) return;
      this.nowMs = Math.max(this.nowMs, dueAtMs);
    }
    throw new Error('something still waits');
  }

  /** Hashes of what was made and of what arrived, each once. */
  async compare(): Promise<{ made: string[]; arrived: string[] }> {
    const made = (await allEntries()).map(({ hash }) => hash);
    return { made, arrived: this.collector.unique().map(({ hash }) => hash) };
  }
}
