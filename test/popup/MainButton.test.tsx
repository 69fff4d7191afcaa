// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settleMs } from '../../src/popup/MainButton.tsx';
import { resetDouble } from '../ui/browser-double.ts';
import { clear, click, find } from '../ui/page.ts';
import { at, onCommand, pop } from './pop.tsx';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetDouble);
afterEach(() => {
  clear();
  vi.restoreAllMocks();
});

describe('the big button', () => {
  it('says what it does, and is described by the state', async () => {
    await pop({ link: at('verified') });
    const button = find('.main-button button', 'Resume recording');
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'Recording paused',
    );
  });

  it('pauses at the first press', async () => {
    await pop();
    await click('Pause recording');
    expect(onCommand).toHaveBeenCalledExactlyOnceWith('pause');
  });

  it('shows a press as under way, and takes no second one', async () => {
    await pop({ pending: 'pause' });
    await click('Pausing…');
    expect(onCommand).not.toHaveBeenCalled();
    expect(find('.main-button button').getAttribute('aria-disabled')).toBe('true');
    expect(find('h1').textContent).toBe('Ready');
  });

  it('does not resume by the second half of a double click that paused', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    await pop();
    await pop({ link: at('verified') });
    clock.mockReturnValue(1_000 + settleMs - 1);
    await click('Resume recording');
    expect(onCommand).not.toHaveBeenCalled();
    clock.mockReturnValue(1_000 + settleMs);
    await click('Resume recording');
    expect(onCommand).toHaveBeenCalledExactlyOnceWith('resume');
  });

  it('resumes at once where it has said so since the popup opened', async () => {
    await pop({ link: at('verified') });
    await click('Resume recording');
    expect(onCommand).toHaveBeenCalledExactlyOnceWith('resume');
  });

  it('resumes at once where the first view came only after the popup stood', async () => {
    await pop({ link: { state: 'connecting' } });
    await pop({ link: at('verified') });
    await click('Resume recording');
    expect(onCommand).toHaveBeenCalledExactlyOnceWith('resume');
  });

  it('never keeps people from pausing', async () => {
    await pop({ link: at('verified') });
    await pop();
    await click('Pause recording');
    expect(onCommand).toHaveBeenCalledExactlyOnceWith('pause');
  });

  it('takes a key that is held down for one press', async () => {
    await pop();
    const press = (repeat: boolean) =>
      find('.main-button button').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', repeat, bubbles: true, cancelable: true }),
      );
    expect(press(false)).toBe(true);
    expect(press(true)).toBe(false);
  });
});
