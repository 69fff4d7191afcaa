// @vitest-environment happy-dom
// What the popup says and does where a page is not protected.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage } from '../../src/messages.ts';
import { protectionCodes, type ProtectionProblem } from '../../src/protection/problems.ts';
import { settingsSchema, type Settings } from '../../src/settings/schema.ts';
import { double, resetDouble } from '../ui/browser-double.ts';
import { clear, click, find, findAll, findViolations, type as typeInto } from '../ui/page.ts';
import { views, viewNames } from '../ui/views.ts';
import { at, body, pop } from './pop.tsx';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));

const toProblem = (
  code: ProtectionProblem['code'],
  cure: ProtectionProblem['cure'],
  more: Partial<ProtectionProblem> = {},
): ProtectionProblem => ({ code, cure, patterns: [], recorderId: null, ...more });

const stripe = 'https://js.stripe.com/*';
const frame = toProblem('frameAccess', 'allow', { patterns: [stripe] });

beforeEach(resetDouble);
afterEach(clear);

describe('what it says', () => {
  it.each(protectionCodes)('%s: a whole sentence, and nothing that WCAG forbids', async code => {
    const about = {
      patterns: [stripe],
      recorderId: /^(recorder|signedOut|severalCalls)/.test(code) ? 'voicenter-1' : null,
    };
    await pop({ problems: [toProblem(code, 'retry', about)] });
    expect(find('.protection p').textContent).toMatch(/^[A-Z].*\.$/);
    expect(find('.protection p').textContent).not.toContain('$');
    expect(await findViolations()).toEqual([]);
  });

  it('never says "ready" of a page that is not protected, and nothing else of any other view', async () => {
    for (const name of viewNames) {
      await pop({ link: at(name), problems: [frame] });
      const isReady = views[name].status === 'ready' && !views[name].isOverridden;
      expect([name, find('h1').textContent === 'Not protected here']).toEqual([name, isReady]);
    }
    await pop({ problems: [toProblem('otherFrame', 'allow', { patterns: [stripe] })] });
    expect(find('h1').textContent).toBe('Ready');
    expect(body()).toContain('does not see into the frame from js.stripe.com');
  });

  it('gives no button where only an administrator can help', async () => {
    await pop({ problems: [toProblem('siteBlocked', 'none')] });
    expect(findAll('.protection button')).toEqual([]);
  });
});

describe('what it does', () => {
  let settings: Settings;
  let problems: ProtectionProblem[];
  let canBreakGate: boolean;
  const asked: FromPage[] = [];

  beforeEach(() => {
    asked.length = 0;
    canBreakGate = false;
    settings = settingsSchema.parse({
      recorders: [{ id: 'ringcx-1', type: 'ringcx', settings: {} }],
      sites: ['https://crm.example.com/*'],
    });
    double.answer.mockImplementation(answer);
  });

  function answer(message: FromPage): unknown {
    asked.push(message);
    switch (message.type) {
      case 'getSettings':
        return { settings, storedSecrets: {}, policy };
      case 'saveSettings':
        settings = settingsSchema.parse(message.settings);
        return { problems: [] };
      case 'getProtection':
        return { problems, canBreakGate };
      case 'signIn':
        return { problems: [], failure: null };
      case 'breakGate':
        return { view: views.stillRecording };
      default:
        return new Promise(() => {});
    }
  }

  async function open(found: ProtectionProblem[]): Promise<void> {
    problems = found;
    document.body.innerHTML = '<div id="app"></div>';
    vi.resetModules();
    await act(async () => {
      await import('../../src/popup/main.tsx');
    });
    await act(() => double.ports.at(-1)?.post({ type: 'view', view: views.ready }));
    await vi.waitFor(() => expect(asked.some(({ type }) => type === 'getProtection')).toBe(true));
    await settle();
  }
  const settle = () => act(async () => await new Promise(resolve => setTimeout(resolve, 20)));
  const looks = () => asked.filter(({ type }) => type === 'getProtection');

  it('asks about the tab in front of the person', async () => {
    await open([]);
    expect(looks()[0]).toEqual({ type: 'getProtection', tabId: 7, isForced: false });
  });

  it('watches a payment frame and asks the browser for it, in the press itself', async () => {
    await open([frame]);
    problems = [];
    await click('Protect this frame');
    expect(double.request).toHaveBeenCalledExactlyOnceWith([stripe]);
    await settle();
    expect(settings.sites).toEqual(['https://crm.example.com/*', stripe]);
    expect(findAll('.protection')).toEqual([]);
  });

  it('asks for a site or a recorder, and adds neither to the watched ones', async () => {
    const patterns = ['https://monitor5.voicenter.co/*'];
    await open([toProblem('recorderAccess', 'allow', { patterns, recorderId: 'ringcx-1' })]);
    await click('Allow access');
    expect(double.request).toHaveBeenCalledExactlyOnceWith(patterns);
    await settle();
    expect(settings.sites).toEqual(['https://crm.example.com/*']);
  });

  it('reloads the page', async () => {
    await open([toProblem('scriptMissing', 'reload')]);
    await click('Reload this page');
    await settle();
    expect(double.reloadTab).toHaveBeenCalledExactlyOnceWith(7);
  });

  it('signs in with what is stored, and asks the recorder anew', async () => {
    await open([toProblem('signedOut', 'signIn', { recorderId: 'ringcx-1' })]);
    await click('Sign in');
    await settle();
    expect(asked).toContainEqual(
      expect.objectContaining({ type: 'signIn', entry: expect.objectContaining({ id: 'ringcx-1' }) }),
    );
    expect(looks().at(-1)).toMatchObject({ isForced: true });
  });

  it('tries again, and says meanwhile that it does', async () => {
    await open([toProblem('recorderUnreachable', 'retry', { recorderId: 'ringcx-1' })]);
    let finish: (answer: unknown) => void = () => undefined;
    double.answer.mockImplementation(message =>
      message.type === 'getProtection'
        ? new Promise(resolve => {
            finish = resolve;
          })
        : answer(message),
    );
    await click('Try again');
    expect(find('.protection button').textContent).toBe('Checking…');
    await act(() => finish({ problems: [], canBreakGate: false }));
    await settle();
    expect(findAll('.protection')).toEqual([]);
    expect(find('h1').textContent).toBe('Ready');
  });

  it('opens the gate for a reason, and sends no run of digits along', async () => {
    canBreakGate = true;
    await open([]);
    await typeInto('In a few words, without card data', 'for 4242424242424242');
    await click('Another reason');
    await settle();
    expect(asked).toContainEqual({ type: 'breakGate', tabId: 7, reason: 'other', detail: 'for …' });
  });
});

const policy = {
  isManaged: false,
  switches: { skipFirstRun: false, allowOverride: true, allowOwnSites: false },
  locked: [],
  problems: [],
  warnings: [],
  isWaiting: false,
};
