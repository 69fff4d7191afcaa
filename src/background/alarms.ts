// Wakes the coordinator: a timer for precision, an alarm for survival.
import { browser } from '../browser.ts';

const alarmName = 'wake';
/** Packed extensions get no alarm sooner than this; shorter waits are the timer's alone. */
const minAlarmMs = 30_000;

/** What a timer can count to; beyond that it fires at once. */
const longestTimerMs = 2 ** 31 - 1;

let timer: ReturnType<typeof setTimeout> | undefined;
let alarmAtMs: number | null = null;

/** Arranges for `onWake` (see `onAlarm`) at that time, replacing the arrangement before it. */
export function wakeAt(atMs: number | null, onWake: () => void): void {
  clearTimeout(timer);
  timer = undefined;
  if (atMs === null) {
    if (alarmAtMs !== null) void browser.alarms.clear(alarmName);
    alarmAtMs = null;
    return;
  }
  const nowMs = Date.now();
  timer = setTimeout(onWake, Math.min(Math.max(0, atMs - nowMs), longestTimerMs));
  // The alarm need not be exact: it is only moved when it would come too late, or far too soon.
  const wantedMs = Math.max(atMs, nowMs + minAlarmMs);
  if (alarmAtMs !== null && alarmAtMs > nowMs && Math.abs(alarmAtMs - wantedMs) < 1_000) return;
  alarmAtMs = wantedMs;
  // After the request that may be about to leave.
  setTimeout(() => {
    if (alarmAtMs === wantedMs) browser.alarms.create(alarmName, { when: wantedMs });
  });
}

/** Listens for the alarm; to be called at top level, so that the alarm can start the worker. */
export function onAlarm(onWake: () => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name !== alarmName) return;
    alarmAtMs = null;
    onWake();
  });
}
