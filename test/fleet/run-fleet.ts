// An hour of a contact centre.
import { createRandom } from '../chaos/random.ts';
import { Desk } from './desk.ts';
import type { Limit } from './limits.ts';
import { Simulation } from './simulation.ts';
import type { Vendor } from './vendors.ts';

export type FleetOptions = {
  vendor: Vendor;
  desks: number;
  /** `steady`: cards come at random all the time. `burst`: every desk takes its first card within one minute. */
  arrival: 'steady' | 'burst';
  /** Cards that a desk takes in an hour, on average. */
  cardsPerHour: number;
  seed: number;
  lengthMs: number;
  onProgress(share: number): void;
};

export type FleetResult = {
  cards: number;
  requestsPerDeskHour: number;
  /** Requests that the vendor turned away, as a share of all. */
  refused: number;
  /** Most requests that any one second saw. */
  peakPerSecond: number;
  /** Focus to the pause being accepted, in ms; NaN where none was. */
  acceptedMedianMs: number;
  acceptedP99Ms: number;
  /** Cards of which no pause was accepted within the 2 s before an agent would notice, as a share. */
  late: number;
  /** Cards that were through before any pause was accepted, as a share. */
  starved: number;
  /** Cards whose recording was not resumed within a minute, as a share. */
  stuck: number;
};

const lateMs = 2_000;
/** The longest that a card takes from the first focus to the end of the wait for its resume. */
const tailMs = 100_000;

/** Plays it, and says how it went. The same seed plays the same. */
export async function runFleet(options: FleetOptions): Promise<FleetResult> {
  const { vendor, desks, arrival, cardsPerHour, seed, lengthMs } = options;
  const random = createRandom(seed);
  const uniform = (from: number, to: number) => from + (to - from) * random.next();
  const simulation = new Simulation();
  const seconds = new Map<number, number>();
  let requests = 0;
  let refused = 0;
  const shared = vendor.limit();
  const toWorld = (limit: Limit) => ({
    simulation,
    vendor,
    limit,
    latencyMs: () => uniform(60, 180),
    onRequest(isRefused: boolean) {
      requests += 1;
      if (isRefused) refused += 1;
      const second = Math.floor(simulation.nowMs / 1_000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    },
  });
  const meanGapMs = 3_600_000 / cardsPerHour;
  const all = Array.from(
    { length: desks },
    (_, number) => new Desk(toWorld(vendor.isLimitShared ? shared : vendor.limit()), number),
  );
  for (const desk of all) {
    let calls = 0;
    const takeNext = async (delayMs: number): Promise<void> => {
      await simulation.wait(delayMs);
      calls += 1;
      await desk.takeCard(`call-${desk.line.number}-${calls}`, uniform(15_000, 35_000));
      void takeNext(-Math.log(1 - random.next()) * meanGapMs);
    };
    void takeNext(arrival === 'burst' ? uniform(0, 60_000) : -Math.log(1 - random.next()) * meanGapMs);
  }
  await simulation.play(lengthMs, options.onProgress);
  // What was begun within the last minutes may have no end yet.
  const entries = all.flatMap(desk => desk.entries.filter(({ fromMs }) => fromMs < lengthMs - tailMs));
  const accepted = entries.flatMap(({ toAcceptedMs }) => toAcceptedMs ?? []).sort((a, b) => a - b);
  const share = (count: number) => (entries.length === 0 ? 0 : count / entries.length);
  const at = (part: number) =>
    accepted[Math.min(accepted.length - 1, Math.floor(part * accepted.length))] ?? Number.NaN;
  return {
    cards: entries.length,
    requestsPerDeskHour: requests / desks / (lengthMs / 3_600_000),
    refused: requests === 0 ? 0 : refused / requests,
    peakPerSecond: Math.max(0, ...seconds.values()),
    acceptedMedianMs: at(0.5),
    acceptedP99Ms: at(0.99),
    late: share(entries.filter(({ toAcceptedMs }) => toAcceptedMs === null || toAcceptedMs > lateMs).length),
    starved: share(entries.filter(({ toAcceptedMs }) => toAcceptedMs === null).length),
    stuck: share(entries.filter(({ toResumedMs }) => toResumedMs === null).length),
  };
}
