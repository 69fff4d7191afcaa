// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage } from '../../src/messages.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema, type Settings } from '../../src/settings/schema.ts';
import { double, resetDouble } from '../ui/browser-double.ts';
import { clear, click, find, findAll } from '../ui/page.ts';
import { views } from '../ui/views.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));

const crm = 'https://crm.example.com/*';
let settings: Settings;
/** The administrator's. */
let policy: object;

beforeEach(() => {
  resetDouble();
  policy = {};
  settings = settingsSchema.parse({
    recorders: [{ id: 'voicenter-1', type: 'voicenter', settings: {} }],
  });
  double.answer.mockImplementation(answer);
});
afterEach(clear);

/** A worker that keeps settings, and whose pause never comes back by itself. */
function answer(message: FromPage): unknown {
  switch (message.type) {
    case 'getSettings':
      return { settings, storedSecrets: {}, policy: layPolicy(policy, { settings, secrets: {} }).policy };
    case 'saveSettings':
      settings = settingsSchema.parse(message.settings);
      return { problems: [] };
    case 'getEvents':
      return { events: [{ type: 'callOver', atMs: 0, episode: 1, recorder: 'voicenter-1', attempt: 1 }] };
    default:
      return new Promise(() => {});
  }
}

async function open(view?: unknown): Promise<void> {
  document.body.innerHTML = '<div id="app"></div>';
  vi.resetModules();
  await act(async () => {
    await import('../../src/popup/main.tsx');
  });
  await settle();
  if (view !== undefined) await post(view);
}

/** Lets what was answered arrive. */
const settle = () => act(async () => await new Promise(resolve => setTimeout(resolve, 5)));
const post = async (view: unknown) => {
  await act(() => double.ports.at(-1)?.post({ type: 'view', view }));
  await settle();
};
const body = () => document.body.textContent;
const asked = (type: FromPage['type']) =>
  double.answer.mock.calls.filter(([message]) => message.type === type);

describe('the popup', () => {
  it('speaks the language of its words, and the direction that goes with it', async () => {
    await open(views.ready);
    expect([document.documentElement.lang, document.documentElement.dir, document.title]).toEqual([
      'en',
      'ltr',
      'CardHush',
    ]);
  });

  it('asks for the pause at the press, and says "paused" only after the view does', async () => {
    await open(views.ready);
    await click('Pause recording');
    expect(asked('pause')).toHaveLength(1);
    expect(find('.main-button button').textContent).toBe('Pausing…');
    expect(body()).not.toContain('Recording paused');
    await post(views.pausing);
    expect(body()).not.toContain('Recording paused');
    await post(views.verified);
    expect(find('h1').textContent).toBe('Recording paused');
  });

  it('says so when nobody took the press in, and lets people press again', async () => {
    await open(views.ready);
    double.answer.mockRejectedValue(new Error('Receiving end does not exist'));
    await click('Pause recording');
    await settle();
    expect(find('.actions [role=alert]').textContent).toBe('CardHush did not take that in. Try again.');
    expect(find('.main-button button').textContent).toBe('Pause recording');
  });

  it('shows recorders and events by product name', async () => {
    await open(views.verified);
    // The adapters, which know the names, come after everything else.
    await vi.waitFor(async () => {
      await settle();
      expect(find('.recorder-name').textContent).toBe('Voicenter');
    });
    expect(find('.events').textContent).toContain('Voicenter');
  });

  it('tells the state even where settings and events cannot be had', async () => {
    double.answer.mockRejectedValue(new Error('Receiving end does not exist'));
    await open(views.stillRecording);
    expect(find('h1').textContent).toBe('Still recording');
    expect(find('.recorder-name').textContent).toBe('voicenter-1');
  });

  it('opens the settings', async () => {
    await open(views.ready);
    await click('Settings');
    expect(double.openOptionsPage).toHaveBeenCalledOnce();
  });

  it.each([
    ['Set up CardHush', views.notSetUp, 'welcome'],
    ['Setup guide', views.ready, 'welcome'],
    ['Practice', views.ready, 'practice'],
  ] as const)('goes by "%s" to the page for it', async (button, view, page) => {
    await open(view);
    await click(button);
    expect(double.createTab).toHaveBeenCalledWith({
      url: `chrome-extension://cardhush/src/${page}/index.html`,
    });
  });

  it('shows the shortcut of pausing, not that of the popup', async () => {
    await open(views.ready);
    expect(find('kbd').textContent).toBe('Alt+Shift+M');
  });

  it('opens the page on which a missing shortcut can be set', async () => {
    double.shortcut = '';
    await open(views.ready);
    await click('Set a shortcut');
    expect(double.createTab).toHaveBeenCalledExactlyOnceWith({ url: 'chrome://extensions/shortcuts' });
  });
});

describe('this site', () => {
  it('is not watched until it is', async () => {
    await open(views.ready);
    expect(body()).toContain('crm.example.com is not watched');
    await click('Protect this site');
    await settle();
    expect(settings.sites).toEqual([crm]);
    expect(body()).toContain('crm.example.com is watched');
  });

  it('cannot be added where policy has set the list, and says so', async () => {
    policy = { sites: ['https://other.example.com/*'] };
    settings.sites = ['https://other.example.com/*'];
    await open(views.ready);
    expect(body()).toContain('crm.example.com is not among the sites that your organisation has chosen');
    expect(() => find('button', 'Protect this site')).toThrow('there is no');
    expect(() => find('button', 'Allow access')).toThrow('there is no');
  });

  it('is asked for in the click itself, for exactly its own pages', async () => {
    await open(views.ready);
    find('button', 'Protect this site').click();
    expect(double.request).toHaveBeenCalledExactlyOnceWith([crm]);
  });

  it('is sent off before the browser asks: its question closes the popup at once', async () => {
    const order: string[] = [];
    double.answer.mockImplementation(message => {
      order.push(message.type);
      return answer(message);
    });
    double.request.mockImplementation(() => {
      order.push('asked');
      return new Promise(() => {});
    });
    await open(views.ready);
    order.length = 0;
    // Nothing that is awaited would still run.
    find('button', 'Protect this site').click();
    expect(order).toEqual(['saveSettings', 'asked']);
    expect(settings.sites).toEqual([crm]);
  });

  it('is taken back where the answer is no', async () => {
    settings.sites = ['https://other.example.com/*'];
    double.request.mockResolvedValue(false);
    await open(views.ready);
    await click('Protect this site');
    await settle();
    expect(settings.sites).toEqual(['https://other.example.com/*']);
    expect(body()).toContain('Access was declined, so crm.example.com is not protected.');
  });

  it('stays in the list where it was there before', async () => {
    settings.sites = [crm];
    double.request.mockResolvedValue(false);
    await open(views.ready);
    expect(body()).toContain('Not protected here');
    await click('Allow access');
    await settle();
    expect(settings.sites).toEqual([crm]);
  });

  it('says "not protected here" as soon as access is taken away', async () => {
    settings.sites = ['https://*.example.com/*'];
    double.granted.add(crm);
    await open(views.ready);
    expect(body()).toContain('crm.example.com is watched');
    double.granted.clear();
    await act(() => double.onRemoved.fire());
    await settle();
    expect(body()).toContain('Not protected here');
  });

  it.each(['chrome://extensions/', 'file:///tmp/form.html', 'about:blank', ''])(
    'cannot be watched: %j',
    async url => {
      double.tabUrl = url;
      await open(views.ready);
      expect(body()).toContain('Browser pages, files and stores cannot be watched.');
      expect(findAll('section[aria-labelledby=site] button')).toEqual([]);
    },
  );

  it('says so where the worker refuses it', async () => {
    await open(views.ready);
    double.answer.mockImplementation(message =>
      message.type === 'saveSettings'
        ? { problems: [{ path: 'sites.0', code: 'site', detail: '' }] }
        : answer(message),
    );
    await click('Protect this site');
    await settle();
    expect(find('.actions [role=alert]').textContent).not.toBe('');
  });
});
