// Exposure notices: card entry that happened while the recording was, or may have been, running.
import { lateMs } from './pause-draft.ts';
import type { Exposure, Pause } from './pause.ts';

/** What somebody has to listen to, and to redact. */
export type ExposureNotice = {
  /** Key of the pause that it belongs to: its first entry. */
  pause: number;
  recorder: string;
  agent: string;
  /** The call or calls, as the recorder's adapter names them; empty where the recorder never told. */
  calls: string[];
  references: string[];
  /** Wall clock, ms since the epoch. */
  fromMs: number;
  /** Null while it lasts. */
  toMs: number | null;
  /** Whole seconds, rounded up; null while it lasts. */
  seconds: number | null;
  why: Exposure['why'];
  sites: string[];
  /** Whether anything was entered meanwhile: without that, nobody may have said anything either. */
  isTyped: boolean;
};

/**
 * The notices that these pauses give rise to, oldest first. What a working pause takes, up to `toleratedMs`, is none;
 * neither is what a person paused by hand, unless a card field was there as well or `isManualCounted` says so.
 */
export function toExposureNotices(
  pauses: Pause[],
  { toleratedMs = lateMs, isManualCounted = true } = {},
): ExposureNotice[] {
  return pauses
    .flatMap(pause =>
      pause.exposures
        .filter(one => one.isCardEntry || isManualCounted)
        .filter(({ fromMs, toMs }) => toMs === null || toMs - fromMs > toleratedMs)
        .map(one => toNotice(pause, one)),
    )
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

function toNotice(
  { seq, recorder, agent, calls, references, sites }: Pause,
  { fromMs, toMs, why, isTyped }: Exposure,
): ExposureNotice {
  const seconds = toMs === null ? null : Math.ceil((toMs - fromMs) / 1_000);
  return { pause: seq, recorder, agent, calls, references, fromMs, toMs, seconds, why, sites, isTyped };
}
