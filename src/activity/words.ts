// Times, spans and names as this page says them.
import type { Actor } from '../ledger/actor.ts';
import type { Pause } from '../ledger/pause.ts';
import type { EndReason } from '../recording/state.ts';
import { text, type MessageKey } from '../ui/text.ts';

/** A span of ms in seconds, as exact as it matters. */
export function toSpan(ms: number): string {
  const digits = ms < 10_000 ? 2 : 0;
  return new Intl.NumberFormat(text('ui_lang'), {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(ms / 1_000);
}

/** Day and time of a moment, with seconds. */
export function toMoment(atMs: number): string {
  return new Intl.DateTimeFormat(text('ui_lang'), { dateStyle: 'medium', timeStyle: 'medium' }).format(atMs);
}

/** The time of a moment to the millisecond, or a dash where there was none. */
export function toExact(atMs: number | null): string {
  if (atMs === null) return '–';
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const; // prettier-ignore
  return new Intl.DateTimeFormat(text('ui_lang'), options).format(atMs);
}

/** A day such as `2026-11-20`, short. */
export function toShortDay(day: string): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Intl.DateTimeFormat(text('ui_lang'), { day: 'numeric', month: 'short' }).format(
    new Date(year, month - 1, date, 12),
  );
}

export function toName(recorder: string, names: Record<string, string>): string {
  if (recorder === '') return text('activity_no_recorder');
  return names[recorder] ?? recorder;
}

/** A call as its recorder's adapter names it, without the marks of its notation. */
export function toCallText(call: string): string {
  try {
    return toPlain(JSON.parse(call));
  } catch {
    return call;
  }
}

function toPlain(value: unknown): string {
  if (Array.isArray(value)) return value.map(toPlain).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  // Our own times in it are nobody's way to a call.
  return Object.entries(value)
    .filter(([name]) => !name.endsWith('AtMs'))
    .map(([name, one]) => `${name} ${toPlain(one)}`)
    .join(', ');
}

export function toOutcomeText(outcome: Pause['outcome']): string {
  return text(`activity_outcome_${outcome}`);
}

export function toActorText(actor: Actor): string {
  return text(`activity_actor_${actor}`);
}

/** Why something ended. */
export function toBecause(reason: EndReason): string {
  return text(reason === 'person' ? 'activity_because_person' : `because_${reason}`);
}

const reasonWords = {
  pause: { cardSpoken: 'pause_why_cardSpoken', otherData: 'pause_why_otherData', callerAsked: 'pause_why_callerAsked', allowed: 'pause_why_allowed', other: 'pause_why_other' },
  override: { cardDone: 'why_cardDone', notCard: 'why_notCard', mustRecord: 'why_mustRecord', allowed: 'why_allowed', other: 'why_other' },
  gate: { pausedElsewhere: 'banner_gate_reason_pausedElsewhere', notRecorded: 'banner_gate_reason_notRecorded', notSpoken: 'banner_gate_reason_notSpoken', allowed: 'banner_gate_reason_allowed', other: 'banner_gate_reason_other' },
} as const satisfies Record<Pause['said'][number]['about'], Record<string, MessageKey>>; // prettier-ignore

/** A reason that a person gave, with what was added. */
export function toSaidText({ about, reason, detail }: Pause['said'][number]): string {
  const words: Record<string, MessageKey> = reasonWords[about];
  const key = words[reason];
  const sentence = key === undefined ? reason : text(key);
  return detail === '' ? sentence : `${sentence}: ${detail}`;
}
