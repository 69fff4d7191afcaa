// @vitest-environment happy-dom
// Pauses by hand, budgets and the ledger's own settings, as an administrator sets them.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { double } from '../ui/browser-double.ts';
import { choose, clear, click, find, findAll, findViolations, type } from '../ui/page.ts';
import { open, press, problemAt, resetWorker, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

describe('pauses by hand', () => {
  it('are free unless somebody chooses otherwise', async () => {
    await open();
    expect(find<HTMLSelectElement>('select', 'What agents may do by hand').value).toBe('free');
    expect(findAll('[id="governance.shortPauseMs"]')).toEqual([]);
    expect(await findViolations()).toEqual([]);
  });

  it('can be short, with a reason, and within budgets, in the units that people think in', async () => {
    await open();
    await choose('What agents may do by hand', 'short');
    await type('Longest pause by hand, in seconds', '45');
    await act(() => find<HTMLInputElement>('input', 'Ask why').click());
    await type('Budget for one call, in minutes', '2.5');
    await type('Budget for one shift, in minutes', '30');
    await type('Length of a shift, in hours', '6');
    await press('Save');
    expect(worker.settings.governance).toEqual({
      manualPauses: 'short',
      shortPauseMs: 45_000,
      asksPauseReason: true,
      callBudgetMs: 150_000,
      shiftBudgetMs: 1_800_000,
      shiftHours: 6,
    });
    expect(await findViolations()).toEqual([]);
  });

  it('can be forbidden: then there is no reason to ask for', async () => {
    await open();
    await choose('What agents may do by hand', 'forbidden');
    expect(document.body.textContent).toContain('A card that no field asks for will be recorded');
    expect(findAll('[id="governance.asksPauseReason"]')).toEqual([]);
    await press('Save');
    expect(worker.settings.governance.manualPauses).toBe('forbidden');
  });

  it('are locked where policy sets them', async () => {
    worker.policy = { governance: { manualPauses: 'short' }, sets: ['governance'] };
    await open();
    expect(find<HTMLSelectElement>('select', 'What agents may do by hand').disabled).toBe(true);
    expect(find<HTMLInputElement>('input', 'Budget for one call, in minutes').disabled).toBe(false);
  });

  it('are refused with a number that is none, at its place', async () => {
    await open();
    await type('Budget for one call, in minutes', '');
    await press('Save');
    expect(problemAt('governance.callBudgetMs').isInvalid).toBe(true);
    expect(worker.settings.governance.callBudgetMs).toBe(0);
  });
});

describe('the ledger’s settings', () => {
  it('say whose desk it is, how calls are named, and what is kept', async () => {
    await open();
    await type('Whose desk this is', 'agent-7');
    await choose('References of calls', 'hashed');
    await type('Keep entries for this many days', '90');
    await type('Keep this many entries at most', '50000');
    await press('Save');
    expect(worker.settings.ledger).toEqual({ agent: 'agent-7', callRefs: 'hashed', keepDays: 90, maxEntries: 50_000 });
  }); // prettier-ignore

  it('lead to the activity page and to the one that checks a copy', async () => {
    await open();
    await click('Open activity');
    await click('Check a copy');
    expect(double.createTab.mock.calls.map(([{ url }]) => url)).toEqual([
      expect.stringContaining('src/activity/index.html'),
      expect.stringContaining('src/verify/index.html'),
    ]);
  });
});
