import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, NoAnswerError } from '../../src/ui/worker.ts';
import { double, resetDouble } from './browser-double.ts';
import { views } from './views.ts';

vi.mock('../../src/browser.ts', async () => await import('./browser-double.ts'));
beforeEach(resetDouble);

describe('ask', () => {
  it('sends the message and gives back the checked answer', async () => {
    double.answer.mockResolvedValue({ view: views.verified });
    await expect(ask({ type: 'getView' })).resolves.toEqual({ view: views.verified });
    expect(double.answer).toHaveBeenCalledExactlyOnceWith({ type: 'getView' });
  });

  it.each([
    ['nothing', undefined],
    ['null, as a listener of another kind would', null],
    ['an answer to something else', { problems: [] }],
    ['a view with a status that does not exist', { view: { ...views.verified, status: 'mostlyPaused' } }],
  ])('refuses %s', async (_, answer) => {
    double.answer.mockResolvedValue(answer);
    await expect(ask({ type: 'getView' })).rejects.toThrow(NoAnswerError);
  });

  it('says that nobody answered where the browser throws', async () => {
    double.answer.mockRejectedValue(
      new Error('Could not establish connection. Receiving end does not exist.'),
    );
    await expect(ask({ type: 'pause' })).rejects.toThrow(NoAnswerError);
  });

  it('waits no longer than it was told to', async () => {
    vi.useFakeTimers();
    const asked = ask({ type: 'pause' }, 500);
    const outcome = expect(asked).rejects.toThrow(NoAnswerError);
    await vi.advanceTimersByTimeAsync(500);
    await outcome;
    vi.useRealTimers();
  });
});
