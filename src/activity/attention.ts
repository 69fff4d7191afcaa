// What needs somebody's attention: recordings to redact, pauses that went wrong, evidence that got lost.
import type { Entry } from '../ledger/entries.ts';
import { toExposureNotices, type ExposureNotice } from '../ledger/exposure.ts';
import type { Pause } from '../ledger/pause.ts';
import type { MessageKey } from '../ui/text.ts';

export type Attention = {
  key: string;
  /** Wall clock, ms since the epoch. */
  atMs: number;
  words: MessageKey;
  /** What to redact, where it is that. */
  notice: ExposureNotice | null;
  /** The pause that it is about. */
  pause: Pause | null;
};

const byNotice = {
  late: 'activity_attention_late',
  lost: 'activity_attention_lost',
  failed: 'activity_attention_failed',
  unverified: 'activity_attention_unverified',
  overridden: 'activity_attention_overridden',
  limit: 'activity_attention_limit',
} as const satisfies Record<ExposureNotice['why'], MessageKey>;

/** A pause that is still open after this long is stuck. */
const stuckMs = 3_600_000;

/** The red list, newest first. `changes` are entries about the ledger and the settings. */
export function toAttention(pauses: Pause[], changes: Entry[], nowMs: number): Attention[] {
  const bySeq = new Map(pauses.map(pause => [pause.seq, pause]));
  const notices = toExposureNotices(pauses).map((notice, index) => ({
    key: `notice ${index}`,
    atMs: notice.fromMs,
    words: byNotice[notice.why],
    notice,
    pause: bySeq.get(notice.pause) ?? null,
  }));
  return [...notices, ...pauses.flatMap(pause => toStuck(pause, nowMs)), ...changes.flatMap(toLoss)].toSorted(
    (a, b) => b.atMs - a.atMs,
  );
}

function toStuck(pause: Pause, nowMs: number): Attention[] {
  const { seq, outcome, wantedAtMs, idleAtMs, endReason, origins } = pause;
  const about = { notice: null, pause };
  if (outcome === 'open' && nowMs - wantedAtMs > stuckMs)
    return [{ key: `open ${seq}`, atMs: wantedAtMs, words: 'activity_attention_open', ...about }];
  if (outcome === 'overrun')
    return [
      { key: `overrun ${seq}`, atMs: idleAtMs ?? wantedAtMs, words: 'activity_attention_overrun', ...about },
    ];
  if (endReason === 'policy' && origins.includes('manual'))
    return [{ key: `policy ${seq}`, atMs: wantedAtMs, words: 'activity_attention_policy', ...about }];
  return [];
}

function toLoss({ seq, atMs, fact }: Entry): Attention[] {
  const item = (words: MessageKey) => [{ key: `entry ${seq}`, atMs, words, notice: null, pause: null }];
  switch (fact.type) {
    case 'entriesLost':
      return item('activity_attention_entriesLost');
    case 'notesLost':
      return item('activity_attention_notesLost');
    case 'clockJumped':
      return fact.byMs < 0 ? item('activity_attention_clock') : [];
    case 'pauseRefused':
      return item('activity_attention_refused');
    case 'budgetReached':
      return item(fact.scope === 'call' ? 'activity_attention_call' : 'activity_attention_shift');
    default:
      return [];
  }
}
