// @vitest-environment happy-dom
// Words to the caller, sounds, notifications and the reason for overriding, and the permissions that two of them need.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, findViolations } from '../ui/page.ts';
import { open, press, resetWorker, worker } from './desk.ts';

const played = vi.hoisted(() => vi.fn());
vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
vi.mock('../../src/sounds/earcon.ts', () => ({ sounds: ['paused', 'resumed', 'failed'], playSound: played }));
beforeEach(() => {
  resetWorker();
  played.mockReset();
});
afterEach(clear);

async function toggle(label: string): Promise<void> {
  await act(() => find('input', label).click());
  await act(async () => await new Promise(resolve => setTimeout(resolve, 5)));
}
async function write(label: string, words: string): Promise<void> {
  const box = find<HTMLTextAreaElement>('textarea', label);
  await act(() => {
    box.value = words;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

describe('the agent’s comforts', () => {
  it('are words to the caller, and nothing that sounds, pops up or asks', async () => {
    await open();
    const isOn = (label: string) => find<HTMLInputElement>('input', label).checked;
    expect(isOn('Show what to say to the caller')).toBe(true);
    expect(isOn('Sounds')).toBe(false);
    expect(isOn('Notifications of the system')).toBe(false);
    expect(isOn('Ask for a reason when somebody resumes although a card field has focus')).toBe(false);
    expect(await findViolations()).toEqual([]);
  });

  it('keep the sentences of the browser’s language until somebody writes others', async () => {
    await open();
    const box = find<HTMLTextAreaElement>('textarea', 'When the recording is paused');
    expect([box.value, box.placeholder]).toEqual([
      '',
      'I have paused the recording. Please give me your card details now.',
    ]);
    await write('When the recording is paused', 'Recording off.');
    await press('Save');
    expect(worker.settings.comforts).toMatchObject({ wordsPaused: 'Recording off.', wordsResumed: '' });
  });

  it('show no sentences where none are wanted', async () => {
    await open();
    await toggle('Show what to say to the caller');
    expect(findAll('#comforts\\.wordsPaused')).toEqual([]);
    await press('Save');
    expect(worker.settings.comforts.showsWords).toBe(false);
  });

  it('ask the browser for what a comfort needs, when it is turned on and not before', async () => {
    await open();
    expect(double.request).not.toHaveBeenCalled();
    await toggle('Sounds');
    expect(double.request).toHaveBeenLastCalledWith(['offscreen']);
    await toggle('Notifications of the system');
    expect(double.request).toHaveBeenLastCalledWith(['notifications']);
    expect(findAll('.warning')).toEqual([]);
    await press('Save');
    expect(worker.settings.comforts).toMatchObject({ playsSounds: true, notifies: true });
  });

  it('say what the browser does not allow, and let it be asked again', async () => {
    double.request.mockImplementation(async () => false);
    await open();
    await toggle('Notifications of the system');
    expect(find('.warning').textContent).toContain('does not let CardHush show notifications');
    expect(await findViolations()).toEqual([]);
    await press('Allow access');
    expect(double.request).toHaveBeenCalledTimes(2);
  });

  it('can be heard at the volume that stands there', async () => {
    await open();
    await toggle('Sounds');
    const volume = find<HTMLInputElement>('input', 'Volume');
    await act(() => {
      volume.value = '0.25';
      volume.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press('Something is wrong');
    expect(played).toHaveBeenCalledWith('failed', 0.25);
    expect(await findViolations()).toEqual([]);
  });

  it('are locked one by one by policy, which cannot give permissions', async () => {
    worker.policy = { comforts: { notifies: true }, asksReason: true };
    await open();
    expect(find<HTMLInputElement>('input', 'Notifications of the system').disabled).toBe(true);
    expect(find<HTMLInputElement>('input', 'Sounds').disabled).toBe(false);
    const own = 'section[aria-labelledby=comforts-heading] .warning';
    expect(find(own).textContent).toContain('does not let CardHush show notifications');
    await act(() => find(`${own} button`).click());
    expect(double.request).toHaveBeenCalledWith(['notifications']);
  });
});

it('the guide and the practice can be opened again', async () => {
  await open();
  await press('Setup guide');
  await press('Practice');
  expect(double.createTab.mock.calls.map(([{ url }]) => url)).toEqual([
    'chrome-extension://cardhush/src/welcome/index.html',
    'chrome-extension://cardhush/src/practice/index.html',
  ]);
});
