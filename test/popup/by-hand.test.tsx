// @vitest-environment happy-dom
// Pauses by hand in the popup: budgets, the question why, and what policy refuses.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ruling } from '../../src/governance/decide.ts';
import { resetDouble } from '../ui/browser-double.ts';
import { clear, click, findAll, findViolations, type } from '../ui/page.ts';
import { nowMs, views } from '../ui/views.ts';
import { body, pop } from './pop.tsx';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetDouble);
afterEach(clear);

const ruling: Ruling = { isForbidden: false, needsReason: false, lastsMs: null, budgets: [] };
const manual = { origin: 'manual' as const, sinceMs: nowMs, isAway: false, asksReason: true };
const asked = { state: 'live' as const, view: { ...views.verified, holds: [manual] } };
const budget = { scope: 'call' as const, usedMs: 250_000, budgetMs: 300_000 };

describe('a pause by hand that needs a reason', () => {
  it('is asked about while it is on, and answered with one press', async () => {
    const onWhyPause = vi.fn();
    await pop({ link: asked, onWhyPause });
    expect(body()).toContain('Why do you pause?');
    expect(document.activeElement?.textContent).toBe('Why do you pause?');
    expect(await findViolations()).toEqual([]);
    await type('Add something (optional, no card data)', 'customer asks');
    await click('The caller asks for it');
    expect(onWhyPause).toHaveBeenCalledWith({ reason: 'callerAsked', detail: 'customer asks' });
  });

  it('is not asked about once it has one', async () => {
    await pop({
      link: { state: 'live', view: { ...views.verified, holds: [{ ...manual, asksReason: false }] } },
    });
    expect(findAll('.why')).toEqual([]);
  });
});

describe('budgets', () => {
  it.each([
    ['fine', null],
    ['near', 'Recording off in this call: 4:10 of 5:00.'],
    ['used', 'Pauses by hand need a reason now'],
  ] as const)('that are %s say %s', async (level, said) => {
    await pop({ ruling: { ...ruling, budgets: [{ ...budget, level }] } });
    if (said === null) expect(body()).not.toContain('Recording off');
    else expect(body()).toContain(said);
    expect(await findViolations()).toEqual([]);
  });
});
