// What somebody wants to see: which days, which recorder, which outcomes.
import type { TimeRange } from '../ledger/query.ts';
import { outcomes, type Outcome, type Pause } from '../ledger/pause.ts';

/** In days, ending with the chosen one. */
export const periods = { day: 1, week: 7, month: 30, quarter: 90 } as const;
export type Period = keyof typeof periods;

export type Choice = {
  period: Period;
  /** The last day, in the machine's own time zone: `2026-11-20`. */
  day: string;
  /** Id of a configured recorder; empty for all. */
  recorder: string;
  /** One outcome, all that are problems, or all. */
  outcome: Outcome | 'problem' | 'all';
};

/** Outcomes that somebody should look at. */
const problems = ['failed', 'late', 'overrun', 'unverified'] as const satisfies Outcome[];

/** What can be chosen of outcomes, in the order in which it is offered. */
export const outcomeChoices = ['all', 'problem', ...outcomes] as const satisfies Choice['outcome'][];

export function isProblem({ outcome }: Pick<Pause, 'outcome'>): boolean {
  return problems.some(one => one === outcome);
}

/** The day of a moment (ms since the epoch) in the machine's own time zone. */
export function toDay(atMs: number): string {
  const date = new Date(atMs);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The time of one day. Days are not all of one length. */
export function toDayRange(day: string): { fromMs: number; toMs: number } {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return {
    fromMs: new Date(year, month - 1, date).getTime(),
    toMs: new Date(year, month - 1, date + 1).getTime() - 1,
  };
}

/** All days of the period, oldest first. */
export function toDays({ period, day }: Pick<Choice, 'period' | 'day'>): string[] {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const count = periods[period];
  return Array.from({ length: count }, (_, index) =>
    toDay(new Date(year, month - 1, date - count + 1 + index, 12).getTime()),
  );
}

/** The time of the whole period. */
export function toRange(choice: Pick<Choice, 'period' | 'day'>): Required<TimeRange> {
  return {
    fromMs: toDayRange(toDays(choice)[0] ?? choice.day).fromMs,
    toMs: toDayRange(choice.day).toMs,
  };
}

/** The pauses that are wanted. */
export function choose(pauses: Pause[], { recorder, outcome }: Choice): Pause[] {
  return pauses.filter(
    pause =>
      (recorder === '' || pause.recorder === recorder) &&
      (outcome === 'all' || pause.outcome === outcome || (outcome === 'problem' && isProblem(pause))),
  );
}
