// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage } from '../../src/messages.ts';
import { checkSettings } from '../../src/settings/check.ts';
import { settingsSchema, type Problem, type Settings } from '../../src/settings/schema.ts';
import { double, resetDouble } from '../ui/browser-double.ts';
import { clear, click, find, findAll, findViolations, type } from '../ui/page.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));

const crm = 'https://crm.example.com/*';
const monitor = 'https://monitor5.voicenter.co/*';
const secret = 'STOREDSECRET7';
let settings: Settings;
let problems: Problem[];

beforeEach(() => {
  resetDouble();
  problems = [];
  settings = settingsSchema.parse({
    recorders: [
      {
        id: 'voicenter-1',
        type: 'voicenter',
        settings: { baseUrl: 'https://monitor5.voicenter.co', extension: 'SIPSIP' },
      },
    ],
    sites: [crm],
  });
  double.granted.add(crm).add(monitor).add('https://monapisec.voicenter.co.il/*');
  double.answer.mockImplementation(answer);
});
afterEach(clear);

/** A worker that checks settings as the real one does, and refuses what the test tells it to. */
function answer(message: FromPage): unknown {
  switch (message.type) {
    case 'getSettings':
      return { settings, storedSecrets: { 'voicenter-1': ['code'] } };
    case 'saveSettings': {
      const checked = checkSettings(message.settings, {
        'voicenter-1': { code: secret },
        ...message.secrets,
      });
      const found = [...problems, ...checked.problems];
      if (found.length === 0 && checked.settings !== null) settings = checked.settings;
      return { problems: found };
    }
    case 'testRecorder':
      return {
        problems: [],
        steps: [
          { label: 'Reach the monitor host', isOk: true, detail: 'Voicenter answers.' },
          { label: 'Read Active Calls', isOk: false, detail: 'HTTP 403' },
        ],
      };
    default:
      return undefined;
  }
}

const settle = () => act(async () => await new Promise(resolve => setTimeout(resolve, 5)));

async function open(): Promise<void> {
  document.body.innerHTML = '<div id="app"></div>';
  vi.resetModules();
  await act(async () => {
    await import('../../src/options/main.tsx');
  });
  await settle();
}

async function press(name: string): Promise<void> {
  await click(name);
  await settle();
}

const body = () => document.body.textContent;
const sent = <Type extends FromPage['type']>(name: Type) =>
  double.answer.mock.calls.flatMap(([message]) => (message.type === name ? [message] : [])) as Extract<
    FromPage,
    { type: Type }
  >[];
const problemAt = (id: string) => {
  const input = document.getElementById(id);
  const describedBy = input?.getAttribute('aria-describedby')?.split(' ') ?? [];
  return {
    isInvalid: input?.getAttribute('aria-invalid') === 'true',
    sentences: describedBy.map(part => document.getElementById(part)?.textContent),
  };
};

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
    expect(settings.recorders[0]?.settings['extension']).toBe('OTHER');
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
    settings = { ...settings, sites: [crm, 'https://popup.example/*'] };
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(settings.sites).toEqual([crm, 'https://popup.example/*']);
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
    expect(settings.timings.hardLimitMs).toBe(600_000);
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
    problems = [{ path: 'recorders', code: 'busy', detail: '' }];
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(find('.save-bar [role=alert]').textContent).toContain('A recording is paused now');
    expect(settings.recorders[0]?.settings['extension']).toBe('SIPSIP');
  });

  it('inside a description is said at its field, with its place', async () => {
    problems = [{ path: 'recorders.0.settings.extension.pause.url', code: 'required', detail: '' }];
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(problemAt('recorders.0.settings.extension').sentences).toContain('pause.url: Fill this in.');
  });

  it('is said in the library’s words where we have none', async () => {
    problems = [{ path: 'timings.awayMs', code: 'somethingNew', detail: 'expected a prime' }];
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(problemAt('timings.awayMs').sentences).toContain('This value does not fit. (expected a prime)');
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

describe('recorders', () => {
  it('are added with the focus in their first field', async () => {
    settings = { ...settings, recorders: [] };
    await open();
    await press('Add recorder');
    expect(findAll('fieldset.card legend')[0]?.textContent).toBe('Voicenter');
    expect(document.activeElement?.id).toBe('recorders.0.settings.baseUrl');
  });

  it('are removed, and the focus is not lost', async () => {
    await open();
    await press('Remove Voicenter');
    expect(document.activeElement).toBe(find('select', 'Recorder'));
    await press('Save');
    expect(settings.recorders).toEqual([]);
  });

  it('say what their pause is worth', async () => {
    await open();
    expect(find('.traits').textContent).toContain('Its state is read back');
    await press('Remove Account code');
    expect(find('.traits').textContent).toContain('“accepted” is the most that CardHush can say');
  });

  it('that this version does not know can only be removed', async () => {
    settings.recorders = [{ id: 'later-1', type: 'later', isRequired: true, settings: { a: 1 } }];
    await open();
    expect(find('fieldset.card').textContent).toContain('does not know this recorder');
    expect(findAll('fieldset.card button').map(({ textContent }) => textContent)).toEqual(['Remove']);
  });
});

describe('"test connection"', () => {
  it('tests what stands in the form, and shows each step in words', async () => {
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Test connection to Voicenter');
    expect(sent('testRecorder')[0]?.entry.settings['extension']).toBe('OTHER');
    expect(findAll('.steps li').map(({ textContent }) => textContent)).toEqual([
      'Reach the monitor host: worksVoicenter answers.',
      'Read Active Calls: does not workHTTP 403',
    ]);
    expect(settings.recorders[0]?.settings['extension']).toBe('SIPSIP');
  });

  it('asks for access to its addresses in the click itself', async () => {
    await open();
    find('button', 'Test connection to Voicenter').click();
    expect(double.request).toHaveBeenCalledExactlyOnceWith([monitor, 'https://monapisec.voicenter.co.il/*']);
    await settle();
  });

  it('tests nothing while settings are missing', async () => {
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

describe('watched sites', () => {
  it('are made of what is pasted, and asked for when saved: exactly these and the recorder', async () => {
    await open();
    await type('Add a site', 'https://pay.example.com/checkout?order=7');
    await press('Add');
    expect(findAll('.sites strong').map(({ textContent }) => textContent)).toEqual([
      'crm.example.com',
      'pay.example.com',
    ]);
    expect(double.request).not.toHaveBeenCalled();
    find('button', 'Save').click();
    expect(double.request).toHaveBeenCalledExactlyOnceWith([
      crm,
      'https://pay.example.com/*',
      monitor,
      'https://monapisec.voicenter.co.il/*',
    ]);
    await settle();
    expect(settings.sites).toEqual([crm, 'https://pay.example.com/*']);
  });

  it('are saved before the browser’s question is answered', async () => {
    double.request.mockReturnValue(new Promise(() => {}));
    await open();
    await type('Add a site', 'pay.example.com');
    await press('Save');
    expect(settings.sites).toContain('https://pay.example.com/*');
    expect(find('.sites').textContent).toContain('Not protected');
  });

  it('are said to be unprotected where the answer is no', async () => {
    double.request.mockResolvedValue(false);
    await open();
    await type('Add a site', 'pay.example.com');
    await press('Save');
    expect(find('.save-bar [role=alert]').textContent).toContain(
      'does not let CardHush reach: pay.example.com',
    );
    await press('Allow access to pay.example.com');
    expect(double.request).toHaveBeenLastCalledWith(['https://pay.example.com/*']);
  });

  it('show it when access is granted elsewhere', async () => {
    double.granted.delete(crm);
    await open();
    expect(find('.sites').textContent).toContain('Not protected');
    double.granted.add(crm);
    await act(() => double.onAdded.fire());
    await settle();
    expect(find('.sites').textContent).toContain('Watched');
  });

  it('give their access back when they are removed', async () => {
    await open();
    await press('Remove crm.example.com');
    expect(document.activeElement).toBe(find('input', 'Add a site'));
    await press('Save');
    expect(double.granted.has(crm)).toBe(false);
    expect(double.granted.has(monitor)).toBe(true);
  });

  it('refuse what is no site, in the box where it stands', async () => {
    await open();
    await type('Add a site', 'chrome://settings');
    await press('Add');
    expect(problemAt('newSites').isInvalid).toBe(true);
    expect(document.activeElement?.id).toBe('newSites');
    expect(findAll('.sites li')).toHaveLength(1);
  });
});

describe('kinds', () => {
  it('say what it means to choose none', async () => {
    await open();
    for (const box of findAll<HTMLInputElement>('.check input').filter(({ checked }) => checked))
      await act(() => box.click());
    expect(body()).toContain('No field pauses anything now');
    await press('Save');
    expect(settings.kinds).toEqual([]);
  });
});
