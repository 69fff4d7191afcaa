// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, findViolations, type } from '../ui/page.ts';
import { body, crm, open, press, problemAt, resetWorker, sent, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

describe('the options page', () => {
  it('shows what is stored, and breaks no rule of WCAG', async () => {
    await open();
    expect(find<HTMLInputElement>('input', 'Monitor host').value).toBe('https://monitor5.voicenter.co');
    expect(find<HTMLInputElement>('input', 'Stay paused after the field is left').value).toBe('3');
    expect(findAll('.sites li')).toHaveLength(1);
    expect(findAll<HTMLInputElement>('.check input').filter(({ checked }) => checked)).toHaveLength(3);
    expect(await findViolations()).toEqual([]);
  });

  it('breaks none while problems, tests and warnings stand there', async () => {
    double.granted.clear();
    await open();
    await press('Test connection to Voicenter');
    await type('Add a site', 'no site*');
    await press('Save');
    expect(body()).toContain('HTTP 403');
    expect(await findViolations()).toEqual([]);
  });

  it('says that nobody answers, and tries again', async () => {
    double.answer.mockRejectedValueOnce(new Error('Receiving end does not exist'));
    await open();
    expect(find('[role=status]').textContent).toContain('CardHush is not answering');
    await press('Try again');
    expect(findAll('fieldset')).not.toEqual([]);
  });

  it('has nothing to save until something changed', async () => {
    await open();
    await press('Save');
    expect(sent('saveSettings')).toEqual([]);
    expect(body()).not.toContain('not saved yet');
    await type('Extension (SIP id)', 'OTHER');
    expect(body()).toContain('Changes that are not saved yet');
    await type('Extension (SIP id)', 'SIPSIP');
    expect(body()).not.toContain('not saved yet');
  });

  it('saves, and says so to everybody', async () => {
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(worker.settings.recorders[0]?.settings['extension']).toBe('OTHER');
    expect(find('.save-bar [role=status]').textContent).toBe('Saved.');
    expect(body()).not.toContain('not saved yet');
  });

  it('puts everything back', async () => {
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Remove crm.example.com');
    await press('Discard changes');
    expect(find<HTMLInputElement>('input', 'Extension (SIP id)').value).toBe('SIPSIP');
    expect(findAll('.sites li')).toHaveLength(1);
  });

  it('takes silence for not saved', async () => {
    await open();
    await type('Extension (SIP id)', 'OTHER');
    double.answer.mockRejectedValue(new Error('Receiving end does not exist'));
    await press('Save');
    expect(find('.save-bar [role=alert]').textContent).toContain('take it that nothing was saved');
    expect(body()).toContain('Changes that are not saved yet');
  });

  it('asks before a page with unsaved changes is closed', async () => {
    const leave = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    await open();
    expect(leave()).toBe(true);
    await type('Extension (SIP id)', 'OTHER');
    expect(leave()).toBe(false);
  });

  it('does not undo what the popup saved meanwhile', async () => {
    await open();
    worker.settings = { ...worker.settings, sites: [crm, 'https://popup.example/*'] };
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(worker.settings.sites).toEqual([crm, 'https://popup.example/*']);
  });
});

describe('a refused value', () => {
  it('is said at its field, which gets the focus; nothing is saved', async () => {
    await open();
    await type('Monitor host', 'http://monitor5.voicenter.co');
    await type('Longest pause', '700');
    await press('Save');
    const id = 'recorders.0.settings.baseUrl';
    expect(problemAt(id)).toMatchObject({ isInvalid: true });
    expect(problemAt(id).sentences).toContain(
      'Enter an address that begins with https://, without user name, “?” or “#”.',
    );
    expect(document.activeElement?.id).toBe(id);
    expect(find('.save-bar [role=alert]').textContent).toContain('Not saved');
    expect(worker.settings.timings.hardLimitMs).toBe(600_000);
  });

  it('is said at a time by its bounds and by its neighbours', async () => {
    await open();
    await type('Longest pause', '20');
    await press('Save');
    expect(problemAt('timings.hardLimitMs').sentences).toContain(
      'The longest pause must not be shorter than the limits above.',
    );
    await type('Longest pause', '99999');
    await press('Save');
    expect(problemAt('timings.hardLimitMs').sentences).toContain('This is too much: see the bounds above.');
  });

  it('is found here where the worker need not be asked', async () => {
    await open();
    await type('Extension (SIP id)', '');
    await press('Save');
    expect(problemAt('recorders.0.settings.extension').isInvalid).toBe(true);
    expect(sent('saveSettings')).toEqual([]);
  });

  it('goes away with the next saving', async () => {
    await open();
    await type('Extension (SIP id)', '');
    await press('Save');
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(findAll('[aria-invalid]')).toEqual([]);
    expect(find('.save-bar [role=alert]').textContent).toBe('');
  });

  it('can be that a recording is paused now', async () => {
    worker.problems = [{ path: 'recorders', code: 'busy', detail: '' }];
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(find('.save-bar [role=alert]').textContent).toContain('A recording is paused now');
    expect(worker.settings.recorders[0]?.settings['extension']).toBe('SIPSIP');
  });

  it('inside a description is said at its field, with its place', async () => {
    worker.problems = [{ path: 'recorders.0.settings.extension.pause.url', code: 'required', detail: '' }];
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(problemAt('recorders.0.settings.extension').sentences).toContain('pause.url: Fill this in.');
  });

  it('is said in the library’s words where we have none', async () => {
    worker.problems = [{ path: 'timings.awayMs', code: 'somethingNew', detail: 'expected a prime' }];
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(problemAt('timings.awayMs').sentences).toContain('This value does not fit. (expected a prime)');
  });
});

describe('kinds', () => {
  it('say what it means to choose none', async () => {
    await open();
    for (const box of findAll<HTMLInputElement>('.check input').filter(({ checked }) => checked))
      await act(() => box.click());
    expect(body()).toContain('No field pauses anything now');
    await press('Save');
    expect(worker.settings.kinds).toEqual([]);
  });
});
