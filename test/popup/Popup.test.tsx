// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settleMs } from '../../src/popup/MainButton.tsx';
import { Popup, type PopupProps } from '../../src/popup/Popup.tsx';
import { toStatus } from '../../src/ui/status.ts';
import { text } from '../../src/ui/text.ts';
import { resetDouble } from '../ui/browser-double.ts';
import { clear, click, find, findAll, findViolations, show } from '../ui/page.ts';
import { nowMs, toRecorderView, toView, viewNames, views, type ViewName } from '../ui/views.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));

const onCommand = vi.fn();
const onExtend = vi.fn();

beforeEach(resetDouble);
afterEach(() => {
  clear();
  vi.useRealTimers();
});

const at = (name: ViewName): PopupProps['link'] => ({ state: 'live', view: views[name] });

function toProps(changes: Partial<PopupProps> = {}): PopupProps {
  return {
    link: at('ready'),
    pending: null,
    failure: null,
    nowMs,
    site: { state: 'watched', site: 'crm.example.com', pattern: 'https://crm.example.com/*' },
    shortcut: 'Alt+Shift+M',
    recorderNames: { 'voicenter-1': 'Voicenter' },
    events: [{ type: 'overridden', atMs: nowMs - 9_000, episode: 1 }],
    onCommand,
    onExtend,
    onSaw: vi.fn(),
    onProtect: vi.fn(),
    onSetShortcut: vi.fn(),
    onOpenOptions: vi.fn(),
    ...changes,
  };
}

const pop = (changes: Partial<PopupProps> = {}) => show(<Popup {...toProps(changes)} />);
const body = () => document.body.textContent;
const live = (role: string) => find(`[role=${role}]`).textContent;

describe('every view', () => {
  it.each(viewNames)('%s: headline, focus on the big button, nothing that WCAG forbids', async name => {
    await pop({ link: at(name) });
    expect(find('h1').textContent).toBe(text(toStatus(at(name)).headline));
    expect(document.activeElement).toBe(find('.main-button button'));
    expect(await findViolations()).toEqual([]);
  });

  it.each(['connecting', 'silent'] as const)('%s too', async state => {
    await pop({ link: { state } });
    expect(find('h1').textContent).toBe(text(toStatus({ state }).headline));
    expect(await findViolations()).toEqual([]);
  });

  it.each(viewNames)('%s: "Recording paused" stands there if, and only if, it is', async name => {
    for (const pending of [null, 'pause', 'resume'] as const) {
      await pop({ link: at(name), pending });
      expect(body().includes('Recording paused')).toBe(views[name].status === 'paused');
    }
  });

  it.each(viewNames.filter(name => views[name].isMicrophoneOnly))('%s: promises no pause', async name => {
    await pop({ link: at(name), shortcut: '', events: [], site: { state: 'unknown' } });
    expect(body().replaceAll(/cannot be paused/g, '')).not.toMatch(/paused?\b(?! or)/i);
  });
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

describe('why and how long', () => {
  it('names each reason', async () => {
    await pop({ link: at('away') });
    expect(findAll('.reasons li').map(({ textContent }) => textContent)).toEqual([
      'Security code on pay.example.com',
      'Paused by you',
    ]);
  });

  it('counts up and down with the clock', async () => {
    await pop({ link: at('verified') });
    expect(body()).toContain('For 0:42');
    expect(body()).toContain('in 2:18 at the latest');
    await pop({ link: at('verified'), nowMs: nowMs + 60_000 });
    expect(body()).toContain('For 1:42');
    expect(body()).toContain('in 1:18 at the latest');
  });

  it('says when it resumes after the field was left', async () => {
    await pop({ link: at('lingering') });
    expect(body()).toContain('resumes in 0:03');
  });

  it('offers more time shortly before the limit', async () => {
    await pop({ link: at('limitNear') });
    expect(body()).toContain('Resumes by itself in 0:25');
    await click('Keep it paused longer');
    expect(onExtend).toHaveBeenCalledOnce();
  });

  it('offers none where there is none', async () => {
    await pop({ link: at('hardLimitNear') });
    expect(body()).toContain('Resumes by itself in 0:25');
    expect(body()).not.toContain('Keep it paused longer');
  });
});

describe('the recorders', () => {
  it('stand there by name, with state, failure and the next try', async () => {
    await pop({ link: at('stillRecording') });
    const [first, second] = findAll('.recorders li').map(({ textContent }) => textContent);
    expect(first).toBe('VoicenterPaused (checked)');
    expect(second).toContain('other-1 (optional)Not known');
    expect(second).toContain(text('error_timedOut_agent'));
    expect(second).toContain('Next try in 0:04');
  });

  it('can be told how a toggle stands', async () => {
    const onSaw = vi.fn();
    await pop({ link: at('needsPerson'), onSaw });
    await click(text('recorder_saw_paused'));
    expect(onSaw).toHaveBeenCalledExactlyOnceWith('voicenter-1', true);
  });

  it('can be told how a microphone stands, in words of its own, before everything else', async () => {
    const onSaw = vi.fn();
    await pop({ link: at('microphoneStuck'), onSaw });
    expect(findAll('section h2')[0]?.textContent).toBe(text('popup_recorders'));
    const [question] = findAll('.question');
    expect(question?.textContent).toContain(text('recorder_ask_microphone', 'Voicenter'));
    expect(question?.textContent).not.toMatch(/paus|record/i);
    await click(text('recorder_saw_microphoneOn'));
    await click(text('recorder_saw_microphoneOff'));
    expect(onSaw.mock.calls).toEqual([
      ['voicenter-1', false],
      ['voicenter-1', true],
    ]);
  });
});

describe('this site', () => {
  const site = { site: 'shop.example.net', pattern: 'https://shop.example.net/*' };

  it.each([
    ['unwatched', 'Protect this site', 'is not watched'],
    ['noAccess', 'Allow access', 'Not protected here'],
    ['declined', 'Allow access', 'is not protected'],
  ] as const)('%s: %s', async (state, button, sentence) => {
    const onProtect = vi.fn();
    await pop({ site: { state, ...site }, onProtect });
    expect(body()).toContain(sentence);
    await click(button);
    expect(onProtect).toHaveBeenCalledExactlyOnceWith(site.pattern);
  });

  it('needs no button where it is watched, or cannot be', async () => {
    await pop({ site: { state: 'watched', ...site } });
    expect(body()).toContain('shop.example.net is watched');
    await pop({ site: { state: 'unsupported' } });
    expect(body()).toContain('cannot be watched');
    expect(findAll('section[aria-labelledby=site] button')).toEqual([]);
  });
});

describe('the shortcut', () => {
  it('is the one that the browser has', async () => {
    await pop({ shortcut: '⌥⇧M' });
    expect(find('kbd').textContent).toBe('⌥⇧M');
  });

  it('says so where there is none', async () => {
    const onSetShortcut = vi.fn();
    await pop({ shortcut: '', onSetShortcut });
    expect(findAll('kbd')).toEqual([]);
    await click('Set a shortcut');
    expect(onSetShortcut).toHaveBeenCalledOnce();
  });
});

it('shows the newest events first', async () => {
  const events = [1, 2, 3, 4, 5, 6, 7].map(
    count =>
      ({ type: 'callOver', atMs: nowMs + count, episode: 1, recorder: `r${count}`, attempt: 1 }) as const,
  );
  await pop({ events });
  const shown = findAll('.events li').map(({ textContent }) => /r\d/.exec(textContent)?.[0]);
  expect(shown).toEqual(['r7', 'r6', 'r5', 'r4', 'r3', 'r2']);
});

describe('what a screen reader says', () => {
  it('is nothing when the popup opens: the button in focus is described by the state', async () => {
    await pop({ link: { state: 'connecting' } });
    await pop({ link: at('stillRecording') });
    expect([live('status'), live('alert')]).toEqual(['', '']);
  });

  it('is each new state, politely', async () => {
    await pop();
    await pop({ link: at('verified') });
    expect(live('status')).toMatch(/^Recording paused\. Checked/);
    expect(live('alert')).toBe('');
  });

  it('is an alarm at once', async () => {
    await pop({ link: at('pausing') });
    await pop({ link: at('stillRecording') });
    expect(live('alert')).toMatch(/^Still recording\. Do not take the card\./);
    expect(live('status')).toBe('');
  });

  it('is 30 and 10 seconds before the limit, not every second', async () => {
    const said = new Set<string>();
    await pop({ link: at('verified') });
    for (let leftS = 30; leftS > 0; leftS -= 1) {
      const view = toView({
        ...views.limitNear,
        limitAtMs: nowMs + leftS * 1_000,
        recorders: [toRecorderView()],
      });
      await pop({ link: { state: 'live', view } });
      said.add(live('alert'));
    }
    expect([...said]).toEqual(['Resumes by itself in 30 seconds', 'Resumes by itself in 10 seconds']);
  });

  it('has its places in the page before there is anything to say', async () => {
    await pop({ link: { state: 'connecting' } });
    const regions = findAll('.unseen [role]');
    await pop({ link: at('stillRecording') });
    expect(findAll('.unseen [role]')).toEqual(regions);
  });
});
