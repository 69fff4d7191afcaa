// Times as people read them. Short ones in words, longer ones as a clock: 8 seconds, 2:05.
import { text } from './text.ts';

/** A span of ms as a clock, for example `2:05`; never negative. */
export function toClock(spanMs: number): string {
  const seconds = Math.max(0, Math.ceil(spanMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A number of seconds in words, for example `3 seconds`. */
export function toSeconds(seconds: number): string {
  return new Intl.NumberFormat(text('ui_lang'), {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
  }).format(seconds);
}

/** The time of day of a moment (ms since the epoch), with seconds. */
export function toTimeOfDay(atMs: number): string {
  return new Intl.DateTimeFormat(text('ui_lang'), { timeStyle: 'medium' }).format(atMs);
}
