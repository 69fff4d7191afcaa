// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toStatus } from '../../src/ui/status.ts';
import { text } from '../../src/ui/text.ts';
import { resetDouble } from '../ui/browser-double.ts';
import { clear, click, find, findAll, findViolations } from '../ui/page.ts';
import { nowMs, viewNames, views } from '../ui/views.ts';
import { at, body, onExtend, pop } from './pop.tsx';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetDouble);
afterEach(clear);

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
