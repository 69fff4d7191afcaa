// What the worker does besides pausing, when there is time: it sends evidence away and lets CardHush test itself.
import { browser } from '../browser.ts';
import type { OwnFact } from '../ledger/facts.ts';
import type { State } from '../recording/state.ts';
import type { DeskSettings } from './desk-settings.ts';
import { createDrills, type Drills } from './drills.ts';
import type { Evidence } from './evidence.ts';
import { createShipper, type Shipper } from './shipper.ts';

type World = {
  desk: DeskSettings;
  evidence: Evidence;
  /** The recording state now. */
  state(): Promise<State>;
  report(problem: unknown): void;
};

export type Duties = Omit<Shipper, 'listen'> & {
  /** To be called at top level, so that alarms can start the worker. */
  listen(): void;
  /** To be called once; `isNewRun` where the browser has started. */
  begin(isNewRun: boolean): void;
  /** Something else is in force. */
  onApplied(): void;
  noteDrill: Drills['note'];
  lastDrill: Drills['last'];
};

export function createDuties({ desk, evidence, state, report }: World): Duties {
  const world = {
    version: browser.runtime.getManifest().version,
    inForce: () => desk.inForce(),
    record: (fact: OwnFact) => evidence.record(fact),
    state,
    report,
  };
  const shipper = createShipper(world);
  const drills = createDrills(world);
  return {
    ...shipper,
    listen() {
      shipper.listen();
      drills.listen();
    },
    begin(isNewRun) {
      // Alarms outlive the worker, and not in every browser the browser.
      if (isNewRun) drills.arm();
    },
    onApplied() {
      shipper.onApplied();
      drills.arm();
    },
    noteDrill: drills.note,
    lastDrill: drills.last,
  };
}
