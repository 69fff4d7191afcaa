// Budgets and what a press may do: counted from what the core notes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPauseEvent, toRuling, toUntold, unreasonedMs } from '../../src/governance/decide.ts';
import {
  closeUsage,
  count,
  createUsage,
  toUsedMs,
  usageSchema,
  type Usage,
} from '../../src/governance/usage.ts';
import type { Note } from '../../src/recording/notes.ts';
import { governanceSettingsSchema, type GovernanceSettings } from '../../src/settings/governance.ts';

const minute = 60_000;
const hour = 60 * minute;
const base = { episode: 1 };
const request = { ...base, recorder: 'r0', attempt: 1 };

const set = (changes: Partial<GovernanceSettings> = {}) => governanceSettingsSchema.parse(changes);
/** A pause from one moment to another, of a call. */
const pause = (fromMs: number, toMs: number, call = 'call-1'): Note[] => [
  { type: 'episodeStarted', ...base, atMs: fromMs },
  { type: 'targeted', ...request, atMs: fromMs, call },
  { type: 'paused', ...request, atMs: fromMs, call, evidence: 'accepted' },
  { type: 'episodeEnded', ...base, atMs: toMs, reason: 'blur' },
];
const after = (...notes: Note[][]) => count(createUsage(), notes.flat());
const usedOf = (usage: Usage, nowMs: number, settings: GovernanceSettings) =>
  toRuling(settings, usage, nowMs).budgets.map(({ scope, usedMs }) => [scope, usedMs]);
const both = set({ callBudgetMs: 5 * minute, shiftBudgetMs: 10 * minute, shiftHours: 1 });

describe('what is counted', () => {
  test('is the time of all pauses of a call, the one that is on included', () => {
    const usage = after(pause(0, minute), pause(2 * minute, 3 * minute), [
      { type: 'episodeStarted', ...base, atMs: 4 * minute },
    ]);
    expect(usedOf(usage, 5 * minute, both)).toEqual([
      ['call', 3 * minute],
      ['shift', 3 * minute],
    ]);
  });

  test.each<[string, Note[], number]>([
    ['its reference is another', pause(2 * minute, 3 * minute, 'call-2'), minute],
    ['the call before is over', [{ type: 'callOver', ...request, atMs: minute }, ...pause(2 * minute, 3 * minute)], minute],
    ['there was none meanwhile', [{ type: 'absent', ...request, atMs: minute, what: 'noCall' }, ...pause(2 * minute, 3 * minute)], minute],
    ['nothing was paused for half an hour', pause(40 * minute, 41 * minute), minute],
    ['and for the same call it goes on', pause(2 * minute, 3 * minute), 2 * minute],
  ])('begins anew with a call: %s', (_, then, usedMs) => {
    expect(usedOf(after(pause(0, minute), then), 41 * minute, both)[0]).toEqual(['call', usedMs]);
  }); // prettier-ignore

  test('is forgotten when the shift is over', () => {
    const usage = after(pause(0, minute), pause(30 * minute, 32 * minute));
    expect(usedOf(usage, hour + 31 * minute, both)[1]).toEqual(['shift', minute]);
  });

  test('ends with the browser, when it was last heard of', () => {
    const usage = after([{ type: 'episodeStarted', ...base, atMs: 0 }, { type: 'typed', ...base, atMs: minute, origin: 'field' }]); // prettier-ignore
    expect(toUsedMs(closeUsage(usage), 0, hour)).toBe(minute);
  });

  test('is not had back by setting the clock', () => {
    const usage = after(pause(hour, hour + minute), [
      { type: 'clockJumped', ...base, atMs: 0, byMs: -hour - minute },
    ]);
    expect(usedOf(usage, 0, both)).toEqual([
      ['call', minute],
      ['shift', minute],
    ]);
  });

  test('holds no reference of a call, and stays small and whole', () => {
    const usage = after(
      ...Array.from({ length: 3_000 }, (_, index) => pause(index * 10, index * 10 + 5, 'card-call-77')),
    );
    expect(JSON.stringify(usage)).not.toContain('card-call');
    expect(usage.spans.length).toBeLessThanOrEqual(1_000);
    expect(usageSchema.safeParse(JSON.parse(JSON.stringify(usage))).success).toBe(true);
  });
});

describe('a ruling', () => {
  const usedUp = after(pause(0, 5 * minute));

  test.each([
    [3.9, 'fine', false],
    [4, 'near', false],
    [5, 'used', true],
  ])('after %s of 5 minutes the budget is %s', (minutes, level, needsReason) => {
    const ruling = toRuling(
      set({ callBudgetMs: 5 * minute }),
      after(pause(0, minutes * minute)),
      minutes * minute,
    );
    expect(ruling).toMatchObject({ needsReason, budgets: [{ scope: 'call', level }] });
  });

  test('knows no budget where none is set', () => {
    expect(toRuling(set(), usedUp, hour)).toEqual({
      isForbidden: false,
      needsReason: false,
      lastsMs: null,
      budgets: [],
    });
  });

  test('is told once for a call, and again for the next', () => {
    const settings = set({ callBudgetMs: minute });
    const told = { ...usedUp, toldAtMs: { call: 5 * minute, shift: 0 } };
    const untold = (usage: Usage, nowMs: number) =>
      toUntold(settings, toRuling(settings, usage, nowMs), usage, nowMs);
    const first = { ...usedUp, callSinceMs: minute };
    expect(untold(first, 5 * minute)).toHaveLength(1);
    expect(untold({ ...told, callSinceMs: minute }, 6 * minute)).toEqual([]);
    const next = count(told, [...pause(10 * minute, 12 * minute, 'call-2')]);
    expect(untold(next, 12 * minute)).toHaveLength(1);
  });
});

describe('a press', () => {
  const why = { reason: 'cardSpoken', detail: '' } as const;
  const pressed = (settings: GovernanceSettings, given?: typeof why, usage = createUsage()) =>
    toPauseEvent(toRuling(settings, usage, 10 * minute), given);

  test.each([
    ['is free', set(), undefined, { type: 'manualPause' }],
    ['does not last without a reason', set({ asksPauseReason: true }), undefined, { type: 'manualPause', endsWithinMs: unreasonedMs, asksReason: true }],
    ['lasts with one', set({ asksPauseReason: true }), why, { type: 'manualPause', why }],
    ['is short for a desk with a duty to record', set({ manualPauses: 'short', shortPauseMs: minute }), undefined, { type: 'manualPause', endsWithinMs: minute }],
    ['is short with a reason as well', set({ manualPauses: 'short', shortPauseMs: minute, asksPauseReason: true }), why, { type: 'manualPause', endsWithinMs: minute, why }],
    ['begins nothing where that is forbidden, whatever is said', set({ manualPauses: 'forbidden' }), why, { type: 'retry' }],
  ])('%s', (_, settings, given, event) => {
    expect(pressed(settings, given)).toEqual(event);
  }); // prettier-ignore

  test('pauses at once whatever the budgets say, unless it is forbidden', () => {
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), fc.nat(3_000), fc.boolean(), (call, shift, used, isShort) => {
        const settings = set({ callBudgetMs: call * 1_000, shiftBudgetMs: shift * 1_000, manualPauses: isShort ? 'short' : 'free' });
        const event = pressed(settings, undefined, after(pause(0, used * 1_000)));
        expect(event.type).toBe('manualPause');
        if (event.type === 'manualPause') expect(event.endsWithinMs ?? Infinity).toBeGreaterThanOrEqual(unreasonedMs);
      }),
    );
  }); // prettier-ignore
});
