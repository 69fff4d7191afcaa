// @vitest-environment happy-dom
// "Try a pause and a resume": asked about first, shown step by step, and ended with the page.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTrial, trialStepNames, type Trial, type TrialStep } from '../../src/recording/trial.ts';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, findViolations, type } from '../ui/page.ts';
import { body, open, press, resetWorker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(async () => {
  resetWorker();
  await open();
});
afterEach(clear);

const tryIt = 'Try a pause and a resume: Voicenter';
const ports = () => double.ports.filter(({ name }) => name === 'trial');
const port = () => {
  const [last] = ports().slice(-1);
  if (last === undefined) throw new Error('no trial was asked for');
  return last;
};
const toTrial = (
  changes: Partial<Record<TrialStep['name'], Partial<TrialStep>>>,
  result: Trial['result'],
) => ({
  trial: {
    result,
    steps: createTrial().steps.map(step => ({ ...step, ...changes[step.name] })),
  },
});
const tell = (...given: Parameters<typeof toTrial>) => act(() => port().post(toTrial(...given)));
const steps = () => findAll('.trial-steps li').map(({ textContent }) => textContent);

async function start(): Promise<void> {
  await press(tryIt);
  await press('Pause and resume now');
}

describe('before it touches anything', () => {
  it('says what will be missing, and asks; the question itself has the focus', async () => {
    await press(tryIt);
    expect(ports()).toEqual([]);
    const question = find('.trial-question');
    expect(question.textContent).toContain(
      'This touches the recording of a call that is up now: about 6 seconds of it will be missing.',
    );
    expect(document.activeElement).toBe(question);
    expect(await findViolations()).toEqual([]);
    await press('Cancel');
    expect(findAll('.trial-question')).toEqual([]);
    expect(ports()).toEqual([]);
    expect(document.activeElement).toBe(find('button', tryIt));
  });

  it('wants what stands in the form to be saved', async () => {
    await type('Extension (SIP id)', 'OTHER');
    expect(find('button', tryIt).getAttribute('aria-disabled')).toBe('true');
    expect(find('.trial').textContent).toContain('Save first');
    await press(tryIt);
    expect(findAll('.trial-question')).toEqual([]);
    await press('Save');
    expect(find('button', tryIt).getAttribute('aria-disabled')).toBe('false');
  });

  it('wants a new secret to be saved, too', async () => {
    await type('Account code (optional)', 'NEWCODE');
    expect(find('button', tryIt).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('the walk', () => {
  it('shows each step as it happens, and the evidence at the end', async () => {
    await start();
    expect(port().said).toEqual([{ type: 'tryRecorder', recorderId: 'voicenter-1' }]);
    expect(steps()).toEqual(['Check not yet', 'Pause not yet', 'Read back not yet', 'Resume not yet']);
    await tell({ check: { state: 'ok', tookMs: 80 }, pause: { state: 'running' } }, null);
    expect(steps()).toEqual(['Check done in 80 ms', 'Pause running…', 'Read back not yet', 'Resume not yet']);
    expect(find('.trial [role=status]').textContent).toBe('Pause: running…');
    expect(find('button', tryIt).getAttribute('aria-disabled')).toBe('true');
    const all = Object.fromEntries(trialStepNames.map(name => [name, { state: 'ok', tookMs: 12 } as const]));
    await tell(all, 'verified');
    expect(steps()[3]).toBe('Resume done in 12 ms');
    expect(find('.trial .good').textContent).toContain('Evidence reached: verified');
    expect(find('.trial [role=status]').textContent).toContain('Evidence reached: verified');
    expect(port().isClosed).toBe(true);
    expect(find('button', tryIt).getAttribute('aria-disabled')).toBe('false');
    expect(await findViolations()).toEqual([]);
  });

  it('says where a recorder cannot be read', async () => {
    await start();
    await tell({ read: { state: 'skipped', remark: 'cannotRead' } }, 'accepted');
    expect(steps()[2]).toContain('This recorder cannot be read: accepted is all there is.');
    expect(find('.trial .good').textContent).toContain('Evidence reached: accepted');
  });

  it('says of a failure what it means, what to do and what the agent would read', async () => {
    await start();
    await tell(
      {
        check: { state: 'ok', tookMs: 3 },
        pause: { state: 'failed', failure: { code: 'refused', reason: 'Busy.' } },
      },
      'failed',
    );
    const words = steps()[1] ?? '';
    for (const part of ['failed', 'The reason it gave says what to change.', 'The recorder says: Busy.'])
      expect(words).toContain(part);
    expect(words).toContain('The agent is told: The recorder refuses.');
    expect(steps()[3]).toBe('Resume not done');
    expect(find('.trial .problem').textContent).toContain('Nothing is paused');
  });

  it('interrupts where the recording may still be paused', async () => {
    await start();
    await tell({ resume: { state: 'failed', failure: { code: 'unreachable' } } }, 'stillPaused');
    expect(find('.trial [role=alert]').textContent).toContain('may still be paused');
  });

  it('takes no call for no failure of the settings', async () => {
    await start();
    await tell({ pause: { state: 'skipped', remark: 'noCall' } }, 'noCall');
    expect(body()).toContain('nothing is wrong with the settings');
    expect(findAll('.trial .problem')).toEqual([]);
  });
});

describe('its end', () => {
  it('comes with a press, and is waited for', async () => {
    await start();
    await press('Resume now');
    expect(port().said).toContainEqual({ type: 'stopTrial' });
    expect(port().isClosed).toBe(false);
  });

  it('comes with its recorder: who removes it watches no more', async () => {
    await start();
    await press('Remove Voicenter');
    expect(port().isClosed).toBe(true);
  });

  it('is told honestly where the worker went away', async () => {
    await start();
    await tell({ check: { state: 'ok', tookMs: 3 }, pause: { state: 'running' } }, null);
    await act(() => port().drop());
    expect(find('.trial .problem').textContent).toContain('resumes by itself within 15 seconds');
    expect(steps()[1]).toBe('Pause not done');
  });

  it('cannot be made up by anybody who says something else', async () => {
    await start();
    await act(() => port().post({ trial: { result: 'verified' } }));
    expect(findAll('.trial .good')).toEqual([]);
  });
});
