// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetDouble } from '../ui/browser-double.ts';
import { clear, findAll } from '../ui/page.ts';
import { nowMs, toRecorderView, toView, views } from '../ui/views.ts';
import { at, live, pop } from './pop.tsx';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetDouble);
afterEach(clear);

describe('what a screen reader says', () => {
  it('is nothing when the popup opens: the button in focus is described by the state', async () => {
    await pop({ link: { state: 'connecting' } });
    await pop({ link: at('stillRecording') });
    expect([live('status'), live('alert')]).toEqual(['', '']);
  });

  it('is each new state, politely', async () => {
    await pop();
    await pop({ link: at('verified') });
    expect(live('status')).toMatch(/^Recording paused\. Checked/);
    expect(live('alert')).toBe('');
  });

  it('is an alarm at once', async () => {
    await pop({ link: at('pausing') });
    await pop({ link: at('stillRecording') });
    expect(live('alert')).toMatch(/^Still recording\. Do not take the card\./);
    expect(live('status')).toBe('');
  });

  it('is 30 and 10 seconds before the limit, not every second', async () => {
    const said = new Set<string>();
    await pop({ link: at('verified') });
    for (let leftS = 30; leftS > 0; leftS -= 1) {
      const view = toView({
        ...views.limitNear,
        limitAtMs: nowMs + leftS * 1_000,
        recorders: [toRecorderView()],
      });
      await pop({ link: { state: 'live', view } });
      said.add(live('alert'));
    }
    expect([...said]).toEqual(['Resumes by itself in 30 seconds', 'Resumes by itself in 10 seconds']);
  });

  it('has its places in the page before there is anything to say', async () => {
    await pop({ link: { state: 'connecting' } });
    const regions = findAll('.unseen [role]');
    await pop({ link: at('stillRecording') });
    expect(findAll('.unseen [role]')).toEqual(regions);
  });
});
