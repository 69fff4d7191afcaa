// What a press on "pause" may do. A pause is never kept waiting for a reason: it begins, and does not last without one.
import type { RecordingEvent } from '../recording/events.ts';
import type { PauseWhy } from '../recording/pause-reason.ts';
import type { GovernanceSettings } from '../settings/governance.ts';
import { later, z } from '../zod.ts';
import { toUsedMs, type Usage } from './usage.ts';

export const budgetSchema = later(() =>
  z.object({
    scope: z.enum(['call', 'shift']),
    usedMs: z.number(),
    budgetMs: z.number(),
    /** `fine` up to four fifths, then `near`; `used` where nothing is left. */
    level: z.enum(['fine', 'near', 'used']),
  }),
);
export type Budget = z.infer<typeof budgetSchema>;

export const rulingSchema = later(() =>
  z.object({
    /** Whether nobody may pause by hand. */
    isForbidden: z.boolean(),
    /** Whether a pause by hand lasts only where it is reasoned. */
    needsReason: z.boolean(),
    /** How long a pause by hand lasts, in ms; null for as long as the limits allow. */
    lastsMs: z.nullable(z.number()),
    /** Those that are set. */
    budgets: z.array(budgetSchema),
  }),
);
export type Ruling = z.infer<typeof rulingSchema>;

const nearShare = 0.8;
/** How long a pause lasts while its reason is waited for. */
export const unreasonedMs = 30_000;

/** What people may do by hand now. */
export function toRuling(settings: GovernanceSettings, usage: Usage, nowMs: number): Ruling {
  const { manualPauses, shortPauseMs, asksPauseReason } = settings;
  const budgets = toBudgets(settings, usage, nowMs);
  return {
    isForbidden: manualPauses === 'forbidden',
    needsReason: asksPauseReason || budgets.some(({ level }) => level === 'used'),
    lastsMs: manualPauses === 'short' ? shortPauseMs : null,
    budgets,
  };
}

/** The event for a person's wish to pause. Where that is forbidden, what is wanted anyway is tried at once. */
export function toPauseEvent({ isForbidden, needsReason, lastsMs }: Ruling, why?: PauseWhy): RecordingEvent {
  if (isForbidden) return { type: 'retry' };
  const isMissing = needsReason && why === undefined;
  const longestMs = Math.min(lastsMs ?? Infinity, isMissing ? unreasonedMs : Infinity);
  return {
    type: 'manualPause',
    ...(longestMs === Infinity ? {} : { endsWithinMs: longestMs }),
    ...(isMissing ? { asksReason: true } : {}),
    ...(why === undefined ? {} : { why }),
  };
}

/** The budgets that are used up and of which nobody has been told, in this call or shift. */
export function toUntold(
  settings: GovernanceSettings,
  { budgets }: Ruling,
  usage: Usage,
  nowMs: number,
): Budget[] {
  const sinceMs = { call: usage.callSinceMs, shift: nowMs - toShiftMs(settings) };
  return budgets.filter(({ scope, level }) => level === 'used' && usage.toldAtMs[scope] <= sinceMs[scope]);
}

function toBudgets(settings: GovernanceSettings, usage: Usage, nowMs: number): Budget[] {
  const { callBudgetMs, shiftBudgetMs } = settings;
  const all = [
    { scope: 'call' as const, budgetMs: callBudgetMs, sinceMs: usage.callSinceMs },
    { scope: 'shift' as const, budgetMs: shiftBudgetMs, sinceMs: nowMs - toShiftMs(settings) },
  ];
  return all
    .filter(({ budgetMs }) => budgetMs > 0)
    .map(({ scope, budgetMs, sinceMs }) => {
      const usedMs = toUsedMs(usage, sinceMs, nowMs);
      return { scope, usedMs, budgetMs, level: toLevel(usedMs / budgetMs) };
    });
}

function toLevel(share: number): Budget['level'] {
  if (share >= 1) return 'used';
  return share >= nearShare ? 'near' : 'fine';
}

function toShiftMs({ shiftHours }: GovernanceSettings): number {
  return shiftHours * 3_600_000;
}
