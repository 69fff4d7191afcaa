// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { choose, clear, find, findAll, findViolations } from '../ui/page.ts';
import { open, press, problemAt, resetWorker, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

describe('what happens until the pause is known', () => {
  it('is a notice unless somebody chooses otherwise', async () => {
    await open();
    expect(find<HTMLSelectElement>('select', 'In the page').value).toBe('warn');
    expect(findAll('#gateNeeds')).toEqual([]);
    expect(await findViolations()).toEqual([]);
  });

  it('can be that typing is held back, until the pause is accepted or verified', async () => {
    await open();
    await choose('In the page', 'block');
    await press('Save');
    expect(worker.settings).toMatchObject({ gate: 'block', gateNeeds: 'accepted' });
    await choose('Typing begins when the pause is', 'verified');
    await press('Save');
    expect(worker.settings.gateNeeds).toBe('verified');
    expect(await findViolations()).toEqual([]);
  });

  it('is refused where the gate could never open', async () => {
    await open();
    worker.problems = [{ path: 'gateNeeds', code: 'gateUnreadable', detail: 'Voicenter' }];
    await choose('In the page', 'block');
    await choose('Typing begins when the pause is', 'verified');
    await press('Save');
    expect(problemAt('gateNeeds')).toMatchObject({ isInvalid: true });
    expect(problemAt('gateNeeds').sentences.join(' ')).toContain('Voicenter cannot be read back');
  });
});
