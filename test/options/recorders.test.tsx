// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, type } from '../ui/page.ts';
import { body, monitor, open, press, problemAt, resetWorker, secret, sent, settle, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

describe('recorders', () => {
  it('are added with the focus in their first field', async () => {
    worker.settings = { ...worker.settings, recorders: [] };
    await open();
    await press('Add recorder');
    expect(findAll('fieldset.card legend')[0]?.textContent).toBe('Voicenter');
    expect(document.activeElement?.id).toBe('recorders.0.settings.baseUrl');
  });

  it('are removed, and the focus is not lost', async () => {
    await open();
    await press('Remove Voicenter');
    expect(document.activeElement).toBe(find('input[type=radio]', 'Voicenter'));
    await press('Save');
    expect(worker.settings.recorders).toEqual([]);
  });

  it('say what their pause is worth', async () => {
    await open();
    expect(find('.traits').textContent).toContain('Its state is read back');
    await press('Remove Account code');
    expect(find('.traits').textContent).toContain('“accepted” is the most that CardHush can say');
  });

  it('that this version does not know can only be removed', async () => {
    worker.settings.recorders = [{ id: 'later-1', type: 'later', isRequired: true, settings: { a: 1 } }];
    await open();
    expect(find('fieldset.card').textContent).toContain('does not know this recorder');
    expect(findAll('fieldset.card button').map(({ textContent }) => textContent)).toEqual(['Remove']);
  });
});

describe('a secret', () => {
  it('is never in the page', async () => {
    await open();
    const input = find<HTMLInputElement>('input', 'Account code (optional)');
    expect([input.type, input.value, input.placeholder]).toEqual([
      'password',
      '',
      'Stored. Type to replace it.',
    ]);
    expect(document.documentElement.innerHTML).not.toContain(secret);
  });

  it('stays as it is when other things are saved', async () => {
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(sent('saveSettings')[0]?.secrets).toEqual({});
  });

  it('can be replaced, apart from the settings, and is gone from the page after that', async () => {
    await open();
    await type('Account code (optional)', 'NEWSECRET');
    await press('Save');
    expect(sent('saveSettings')[0]?.secrets).toEqual({ 'voicenter-1': { code: 'NEWSECRET' } });
    expect(JSON.stringify(sent('saveSettings')[0]?.settings)).not.toContain('NEWSECRET');
    expect(find<HTMLInputElement>('input', 'Account code (optional)').value).toBe('');
  });

  it('stays stored when what was typed is erased again', async () => {
    await open();
    await type('Account code (optional)', 'N');
    await type('Account code (optional)', '');
    expect(body()).not.toContain('not saved yet');
  });

  it('can be removed, and kept after all', async () => {
    await open();
    await press('Remove Account code');
    expect(find<HTMLInputElement>('input', 'Account code (optional)').placeholder).toBe(
      'Is removed when you save',
    );
    await press('Keep Account code');
    expect(body()).not.toContain('not saved yet');
    await press('Remove Account code');
    await press('Save');
    expect(sent('saveSettings')[0]?.secrets).toEqual({ 'voicenter-1': { code: '' } });
  });
});

describe('"test connection"', () => {
  it('tests what stands in the form, and shows each step in words', async () => {
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Test connection to Voicenter');
    expect(sent('testRecorder')[0]?.entry.settings['extension']).toBe('OTHER');
    expect(findAll('.steps li').map(({ textContent }) => textContent)).toEqual([
      'Reach the monitor host: worksVoicenter answers, and lets this network in.',
      expect.stringMatching(/^Read Active Calls: does not workThe recorder knows us.*HTTP 403$/),
    ]);
    expect(worker.settings.recorders[0]?.settings['extension']).toBe('SIPSIP');
  });

  it('asks for access to its addresses in the click itself', async () => {
    await open();
    find('button', 'Test connection to Voicenter').click();
    expect(double.request).toHaveBeenCalledExactlyOnceWith([monitor, 'https://monapisec.voicenter.co.il/*']);
    await settle();
  });

  it('tests nothing while worker.settings are missing', async () => {
    await open();
    await type('Extension (SIP id)', '');
    await press('Test connection to Voicenter');
    expect(sent('testRecorder')).toEqual([]);
    expect(problemAt('recorders.0.settings.extension').isInvalid).toBe(true);
    expect(body()).toContain('Not tested');
  });

  it('says so where nobody answers', async () => {
    await open();
    double.answer.mockRejectedValue(new Error('Receiving end does not exist'));
    await press('Test connection to Voicenter');
    expect(find('.test').textContent).toContain('CardHush is not answering');
  });
});
