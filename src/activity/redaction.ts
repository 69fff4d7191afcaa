// Which call, from when, how many seconds somebody has to take out of a recording.
import type { ExposureNotice } from '../ledger/exposure.ts';
import { text } from '../ui/text.ts';
import { toCallText, toExact } from './words.ts';

/** The sentence for one notice. */
export function toRedaction({ calls, fromMs, toMs, seconds, isTyped }: ExposureNotice): string {
  const call =
    calls.length === 0 ? text('activity_call_unknown') : [...new Set(calls.map(toCallText))].join('; ');
  const sentence =
    seconds === null
      ? text('activity_redact_open', call, toExact(fromMs))
      : text('activity_redact', String(seconds), call, toExact(fromMs), toExact(toMs));
  return isTyped ? `${sentence} ${text('activity_typed')}` : sentence;
}
