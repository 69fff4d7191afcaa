// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage } from '../../src/messages.ts';
import { createTally, type Tally } from '../../src/recording/tally.ts';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, findViolations } from '../ui/page.ts';
import { open, press, resetWorker, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

const counted: Tally = {
  sinceMs: Date.UTC(2026, 10, 20, 9),
  days: [
    { day: '2026-11-20', times: 2, totalMs: 65_000, longestMs: 60_000 },
    { day: '2026-11-21', times: 1, totalMs: 5_000, longestMs: 5_000 },
  ],
  causes: [
    {
      origin: 'page',
      site: 'https://pay.example.com',
      times: 1,
      totalMs: 5_000,
      longestMs: 5_000,
      lastAtMs: 1,
    },
    {
      origin: 'field',
      kind: 'card-csc',
      site: 'https://crm.example.com',
      rule: 'label:card-csc.de',
      times: 2,
      totalMs: 61_000,
      longestMs: 58_000,
      lastAtMs: 2,
    },
  ],
  others: 3,
};

function count(tally: Tally): void {
  const answer = double.answer.getMockImplementation();
  double.answer.mockImplementation((message: FromPage) => {
    if (message.type === 'getTally') return { tally };
    if (message.type === 'clearTally') return { tally: createTally() };
    return answer?.(message);
  });
}

describe('the mode', () => {
  it('is to pause, until somebody chooses to observe', async () => {
    await open();
    const select = find<HTMLSelectElement>('select', 'Mode');
    expect(select.value).toBe('enforce');
    expect(findAll('.observed')).toEqual([]);
    await act(() => {
      select.value = 'observe';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(document.getElementById('mode-help')?.textContent).toContain('Nothing is paused');
    await press('Save');
    expect(worker.settings.mode).toBe('observe');
    expect(await findViolations()).toEqual([]);
  });

  it('shows what would have paused: what, where, why, how often and how long', async () => {
    count(counted);
    await open();
    await vi.waitFor(() => find('.observed'));
    expect(find('.observed p').textContent).toMatch(
      /would have paused 3 times, for 1:10 in all, since .*2026/,
    );
    const rows = findAll('.observed tbody tr').map(row =>
      [...row.children].map(({ textContent }) => textContent),
    );
    expect(rows).toEqual([
      ['Security code', 'crm.example.com', 'Its label says: Security code (German)', '2', '1:01', '0:58'],
      ['Payment page', 'pay.example.com', '', '1', '0:05', '0:05'],
    ]);
    expect(find('.observed').textContent).toContain('And 3 times by others');
    expect(await findViolations()).toEqual([]);
    await press('Count anew');
    expect(findAll('.observed')).toEqual([]);
  });
});

describe('the watch on free text', () => {
  it('is off, and says what it reads before it is switched on', async () => {
    await open();
    const box = find<HTMLInputElement>('#watchesText');
    expect(box.checked).toBe(false);
    expect(document.getElementById('watchesText-help')?.textContent).toContain('reads what is typed');
    await act(() => box.click());
    await press('Save');
    expect(worker.settings.watchesText).toBe(true);
  });
});
