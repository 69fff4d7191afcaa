// @vitest-environment happy-dom
// The first-run page on desks of every kind: fresh, managed, unpinned, without keys, with a browser that says no.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { crm, press, resetWorker, settle, worker } from '../options/desk.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, findViolations } from '../ui/page.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
vi.mock('../../src/practice/Practice.tsx', () => ({ Practice: () => null }));
beforeEach(resetWorker);
afterEach(clear);

async function open(step?: string): Promise<void> {
  if (step !== undefined) double.stored.set('welcome', { step });
  document.body.innerHTML = '<div id="app"></div>';
  vi.resetModules();
  await act(async () => {
    await import('../../src/welcome/main.tsx');
  });
  await settle();
  // What the browser is asked about the desk comes a moment later.
  await act(async () => await new Promise(resolve => setTimeout(resolve, 60)));
}
const step = () => find('#step').textContent;
const body = () => document.body.textContent;
const isDone = (name: string) => findAll('.step-done').some(({ textContent }) => textContent.includes(name));

describe('the first run', () => {
  it.each(['recorder', 'practice', 'sites', 'pin', 'shortcut', 'done'])(
    'breaks no rule of WCAG at %s',
    async name => {
      await open(name);
      expect(await findViolations()).toEqual([]);
    },
  );

  it('begins at the beginning, and goes on where it was left', async () => {
    await open();
    expect(step()).toContain('Step 1 of 6');
    await press('Continue');
    await open();
    expect(step()).toContain('Step 2 of 6');
  });

  it('begins anew where what was kept makes no sense', async () => {
    await open('somewhere');
    expect(step()).toContain('Step 1 of 6');
  });

  it('takes for done what is true on this desk, whoever made it so', async () => {
    double.isOnToolbar = true;
    await open();
    expect(['Recorder', 'Practice', 'Sites', 'Toolbar', 'Shortcut'].map(isDone)).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  it('takes nothing for done that the browser does not let us do', async () => {
    double.granted.clear();
    await open('done');
    expect([isDone('Recorder'), isDone('Sites')]).toEqual([false, false]);
    expect(body()).toContain('Not protected yet');
  });
});

describe('permissions', () => {
  it('are named before the browser asks, each with its reason, and no others are asked for', async () => {
    double.granted.clear();
    worker.settings = settingsSchema.parse({ sites: [crm] });
    await open('sites');
    expect(find('.permissions').textContent).toContain('crm.example.com');
    expect(find('.permissions').textContent).toContain('It never reads what is typed');
    expect(double.request).not.toHaveBeenCalled();
    await act(() => find('.sites button').click());
    expect(double.request).toHaveBeenCalledWith([crm]);
  });

  it('keep the page where it is until the browser has been answered', async () => {
    double.granted.clear();
    worker.settings = settingsSchema.parse({});
    let answer: (isGranted: boolean) => void = () => {};
    double.request.mockImplementation(() => new Promise(resolve => (answer = resolve)));
    await open('sites');
    const box = find<HTMLInputElement>('input', 'Add a site');
    await act(() => {
      box.value = 'crm.example.com';
      box.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press('Save and continue');
    expect(step()).toContain('Sites');
    await act(async () => answer(false));
    await settle();
    expect(step()).toContain('Sites');
    expect(body()).toContain('Nothing is protected there');
  });
});

describe('a managed desk', () => {
  it('says what the organisation has decided, and lets the rest be', async () => {
    worker.policy = {
      recorders: [
        {
          type: 'voicenter',
          settings: { baseUrl: 'https://monitor5.voicenter.co' },
          agentFields: ['extension'],
        },
      ],
      sites: [crm],
    };
    await open();
    expect(body()).toContain('Your organisation has set up what records your calls');
    expect(body()).not.toContain('Does an administrator do this for you?');
    await open('sites');
    expect(body()).toContain('Your organisation has chosen the sites');
    expect(await findViolations()).toEqual([]);
  });
});

describe('the toolbar', () => {
  it('is explained where the icon is not on it, and followed as that changes', async () => {
    await open('pin');
    expect(body()).toContain('It is not on your toolbar yet.');
    expect(findAll('.how li')).toHaveLength(2);
    double.isOnToolbar = true;
    await act(async () => await new Promise(resolve => setTimeout(resolve, 1_100)));
    expect(body()).toContain('It is on your toolbar.');
    expect(findAll('.how li')).toHaveLength(0);
  });
});

describe('the shortcut', () => {
  it('is the one that is bound', async () => {
    await open('shortcut');
    expect(findAll('kbd').map(({ textContent }) => textContent)).toEqual(['Alt+Shift+M', 'Alt+Shift+K']);
  });

  it('is mended by the browser’s own page where there is none', async () => {
    double.shortcut = '';
    await open('shortcut');
    expect(find('[role=status].problem').textContent).toContain('No keys are set');
    expect(await findViolations()).toEqual([]);
    await press('Set a shortcut');
    expect(double.createTab).toHaveBeenCalledWith({ url: 'chrome://extensions/shortcuts' });
  });
});

it('says that nobody answers, and asks again', async () => {
  const answering = double.answer.getMockImplementation();
  double.answer.mockImplementation(() => Promise.reject(new Error('gone')));
  await open();
  expect(body()).toContain('CardHush is not answering');
  if (answering !== undefined) double.answer.mockImplementation(answering);
  await press('Try again');
  expect(step()).toContain('Step 1 of 6');
});
