// The governor between the core's notes, what is stored, and a press.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createGovernor } from '../../src/background/governor.ts';
import type { OwnFact } from '../../src/ledger/facts.ts';
import type { Note } from '../../src/recording/notes.ts';
import type { GovernanceSettings } from '../../src/settings/governance.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

const minute = 60_000;
let stored: Record<string, unknown> = {};
let isBroken = false;

vi.mock('../../src/browser.ts', () => ({
  browser: {
    storage: {
      local: {
        get: async (key: string) => {
          if (isBroken) throw new Error('storage is gone');
          return { [key]: stored[key] };
        },
        set: async (items: Record<string, unknown>) => void Object.assign(stored, structuredClone(items)),
      },
    },
  },
}));

beforeEach(() => {
  stored = {};
  isBroken = false;
});

function start(changes: Partial<GovernanceSettings>) {
  const facts: OwnFact[] = [];
  const clock = { nowMs: 0 };
  const governor = createGovernor({
    now: () => clock.nowMs,
    settings: async () => settingsSchema.parse({ governance: changes }),
    record: async fact => void facts.push(fact),
    report: () => undefined,
  });
  const pause = (fromMs: number, toMs: number) => {
    clock.nowMs = toMs;
    governor.hear('enforce', [
      { type: 'episodeStarted', episode: 1, atMs: fromMs },
      { type: 'episodeEnded', episode: 1, atMs: toMs, reason: 'blur' },
    ] satisfies Note[]);
  };
  return { governor, facts, clock, pause };
}

describe('the governor', () => {
  test('lets a pause by hand begin, and asks why once the budget is used', async () => {
    const { governor, pause, facts } = start({ callBudgetMs: 2 * minute });
    governor.begin(true);
    expect(await governor.toPause()).toEqual({ type: 'manualPause' });
    pause(0, minute);
    expect(await governor.toPause()).toEqual({ type: 'manualPause' });
    expect(facts).toEqual([]);
    pause(2 * minute, 3 * minute);
    expect(await governor.toPause()).toEqual({ type: 'manualPause', endsWithinMs: 30_000, asksReason: true });
    const why = { reason: 'callerAsked', detail: '' } as const;
    expect(await governor.toPause(why)).toEqual({ type: 'manualPause', why });
    expect((await governor.ruling()).budgets).toMatchObject([{ scope: 'call', level: 'used' }]);
  });

  test('notes once that a budget is used, whatever asked for the pauses', async () => {
    const { governor, pause, facts } = start({ callBudgetMs: minute, shiftBudgetMs: 30 * minute });
    governor.begin(true);
    pause(minute, 2 * minute);
    // Before anybody has been told of the first.
    governor.hear('enforce', [{ type: 'episodeStarted', episode: 2, atMs: 2 * minute }]);
    governor.hear('enforce', [{ type: 'episodeEnded', episode: 2, atMs: 2 * minute, reason: 'blur' }]);
    await vi.waitFor(() => expect(facts).toHaveLength(1));
    expect(facts).toEqual([
      { type: 'budgetReached', atMs: 2 * minute, scope: 'call', usedMs: minute, budgetMs: minute },
    ]);
    pause(3 * minute, 4 * minute);
    pause(5 * minute, 6 * minute);
    await governor.ruling();
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(facts).toHaveLength(1);
  });

  test('refuses by policy, notes it, and still tries what a card field wants', async () => {
    const { governor, facts } = start({ manualPauses: 'forbidden' });
    expect(await governor.toPause()).toEqual({ type: 'retry' });
    expect(facts).toEqual([{ type: 'pauseRefused', atMs: 0 }]);
  });

  test('goes on counting after the worker died, and after the browser did', async () => {
    const first = start({ callBudgetMs: 2 * minute });
    first.governor.begin(true);
    first.pause(0, minute);
    first.governor.hear('enforce', [{ type: 'episodeStarted', episode: 2, atMs: 2 * minute }]);
    await vi.waitFor(() => expect(stored['usage']).toMatchObject({ openSinceMs: 2 * minute }), 2_000);
    const usedOf = async (isNewRun: boolean) => {
      const next = start({ callBudgetMs: 2 * minute });
      next.clock.nowMs = 5 * minute;
      next.governor.begin(isNewRun);
      return (await next.governor.ruling()).budgets[0]?.usedMs;
    };
    expect(await usedOf(false)).toBe(4 * minute);
    expect(await usedOf(true)).toBe(minute);
  });

  test('counts nothing that was only observed', async () => {
    const { governor } = start({ callBudgetMs: minute });
    governor.hear('observe', [{ type: 'episodeStarted', episode: 1, atMs: 0 }]);
    expect((await governor.ruling()).budgets[0]?.usedMs).toBe(0);
  });

  test('lets a pause begin although the count cannot be read', async () => {
    isBroken = true;
    const { governor } = start({ callBudgetMs: minute });
    governor.begin(true);
    expect(await governor.toPause()).toEqual({ type: 'manualPause' });
  });

  test('takes a count that makes no sense for none', async () => {
    stored = { usage: { spans: 'x' } };
    const { governor } = start({ callBudgetMs: minute });
    governor.begin(false);
    expect((await governor.ruling()).budgets[0]?.usedMs).toBe(0);
  });
});
