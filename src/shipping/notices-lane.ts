// Exposure notices, each by itself. A pause's notices are known when its exposures are over, and pauses of several
// recorders do not end in the order in which they began: so what was sent is remembered behind the mark.
import { readMeta, type LedgerDatabase } from '../ledger/database.ts';
import { toExposureNotices, type ExposureNotice } from '../ledger/exposure.ts';
import type { Pause } from '../ledger/pause.ts';
import type { Lane } from './lane.ts';
import type { Outcome } from './outcome.ts';

/** Pauses that are read at once: the oldest after the mark. */
const maxPauses = 500;
/** A pause that has ended can turn out not to have: its recorder said so and was wrong. */
const settleMs = 10 * 60_000;
/** One that never ends does not keep the mark for ever. */
const givenUpMs = 24 * 3_600_000;

type Way = Pick<Lane<ExposureNotice>, 'probe'> & {
  now(): number;
  send(notice: ExposureNotice): Promise<Outcome>;
};

/** Sends notices of what is over. */
export function createNoticesLane(database: LedgerDatabase, way: Way): Lane<ExposureNotice> {
  return {
    maxCount: 1,
    probe: way.probe,
    send: ([notice]) => (notice === undefined ? way.probe() : way.send(notice)),
    async read(mark, _count, onLost) {
      const { after } = await readMeta(database);
      // What was cut while nothing could be sent may have held notices; while all is well they had long been sent.
      if (mark.seq < after.seq && mark.failures > 0)
        onLost({ fromSeq: mark.seq + 1, toSeq: after.seq, count: 1, reason: 'cut' });
      const seq = Math.max(mark.seq, after.seq);
      const pauses = await database.getAll('pauses', IDBKeyRange.lowerBound(seq, true), maxPauses);
      const sent = new Set(mark.sent);
      const first = toOver(pauses).find(notice => !sent.has(toKey(notice)));
      const all = first === undefined ? sent : new Set([...sent, toKey(first)]);
      const moved = toMoved(pauses, all, seq, way.now());
      const left = [...all].filter(key => Number(key.split('/')[0]) > moved);
      return { items: first === undefined ? [] : [first], mark: { ...mark, seq: moved, sent: left } };
    },
    toRange: ([notice]) => ({ fromSeq: notice?.pause ?? 0, toSeq: notice?.pause ?? 0 }),
    isNoted: () => true,
  };
}

function toOver(pauses: Pause[]): ExposureNotice[] {
  return toExposureNotices(pauses).filter(({ toMs }) => toMs !== null);
}

/** One that is found to have lasted longer is another one to be sent. */
function toKey({ pause, fromMs, toMs }: ExposureNotice): string {
  return `${pause}/${fromMs}/${toMs}`;
}

/** Up to which pause, in their order, nothing can come any more. */
function toMoved(pauses: Pause[], sent: ReadonlySet<string>, seq: number, nowMs: number): number {
  let moved = seq;
  for (const pause of pauses) {
    const isSettled =
      pause.endedAtMs === null
        ? nowMs - pause.wantedAtMs > givenUpMs
        : nowMs - pause.endedAtMs > settleMs && pause.exposures.every(({ toMs }) => toMs !== null);
    if (!isSettled || toOver([pause]).some(notice => !sent.has(toKey(notice)))) break;
    moved = pause.seq;
  }
  return moved;
}
