// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MadeProposal } from '../../src/messages.ts';
import { createTally } from '../../src/recording/tally.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { double, resetDouble } from '../ui/browser-double.ts';
import { clear, click, find, findAll, findViolations } from '../ui/page.ts';
import { at, body, pop } from './pop.tsx';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetDouble);
afterEach(clear);

const proposal: MadeProposal = {
  selector: 'p:nth-of-type(2) > input',
  label: 'card no',
  selectorMatches: 1,
  labelMatches: 1,
  kind: 'card-number',
  reasons: ['label:card-number.de', 'not:other.heading'],
  verdict: 'always',
  tabId: 7,
  site: 'https://crm.example.com',
};
const picker = () => ({
  proposal,
  canDecide: true,
  failure: null,
  pick: vi.fn(),
  preview: vi.fn(),
  save: vi.fn(),
  cancel: vi.fn(),
});
const settle = () => act(async () => await new Promise(resolve => setTimeout(resolve, 5)));

describe('a field that was pointed at', () => {
  it('is shown with what it was taken for, why, and what the rule would fit', async () => {
    await pop({ picker: picker() });
    expect(body()).toContain('On crm.example.com');
    expect(body()).toContain('Recognised so far as: Card number');
    expect(body()).toContain('Its label says: Card number (German)');
    expect(body()).toContain('its label: “card no” (fits 1 in this document)');
    // Nobody points at the next one while this one waits.
    expect(findAll('[aria-labelledby=fields]')).toEqual([]);
    expect(await findViolations()).toEqual([]);
  });

  it('goes by its label where its place is only counted, and by what a person chooses', async () => {
    const one = picker();
    await pop({ picker: one });
    await click('Save this rule');
    expect(one.save).toHaveBeenLastCalledWith({
      by: 'label',
      text: 'card no',
      verdict: 'always',
      kind: 'card-number',
    });
    await act(() => findAll<HTMLInputElement>('[type=radio]')[0]?.click());
    expect(one.preview).toHaveBeenLastCalledWith('selector', 'p:nth-of-type(2) > input');
    const select = find<HTMLSelectElement>('.new-rule select');
    await act(() => {
      select.value = 'never';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await click('Save this rule');
    expect(one.save).toHaveBeenLastCalledWith({
      by: 'selector',
      text: 'p:nth-of-type(2) > input',
      verdict: 'never',
      kind: 'card-number',
    });
  });

  it('goes by its place where that has a name', async () => {
    const one = picker();
    await pop({ picker: { ...one, proposal: { ...proposal, selector: '#pan', label: '' } } });
    expect(findAll('[type=radio]')).toHaveLength(1);
    await click('Save this rule');
    expect(one.save.mock.calls[0]?.[0]).toMatchObject({ by: 'selector', text: '#pan' });
  });
});

describe('pointing', () => {
  const none = () => ({ ...picker(), proposal: null });

  it('is offered where the site is watched, and rules only where they may be made', async () => {
    const one = none();
    await pop({ picker: one });
    await click('Not a card field…');
    expect(one.pick).toHaveBeenLastCalledWith('never');
    await pop({ picker: { ...none(), canDecide: false } });
    expect(findAll('[aria-labelledby=fields] button').map(({ textContent }) => textContent)).toEqual([
      'Why does a field pause?',
    ]);
    await pop({ picker: none(), site: { state: 'unwatched', site: 'a', pattern: 'https://a/*' } });
    expect(findAll('[aria-labelledby=fields]')).toEqual([]);
  });
});

describe('what the popup sends', () => {
  const settings = settingsSchema.parse({
    rules: [{ id: 'old', site: 'https://crm.example.com/*', by: 'label', text: 'x', verdict: 'never' }],
  });
  let saved: unknown[];

  async function open(problems: unknown[] = []): Promise<void> {
    saved = [];
    double.answer.mockImplementation(message => {
      if (message.type === 'getProposal') return { proposal };
      if (message.type === 'getSettings')
        return { ...layPolicy(undefined, { settings, secrets: {} }), storedSecrets: {} };
      if (message.type === 'saveSettings') {
        saved.push(message.settings);
        return { problems };
      }
      if (message.type === 'dropProposal') return { isDone: true };
      return undefined;
    });
    document.body.innerHTML = '<div id="app"></div>';
    vi.resetModules();
    await act(async () => {
      await import('../../src/popup/main.tsx');
    });
    await settle();
    await vi.waitFor(() => find('.new-rule'));
  }

  it('is the new rule before the others, and then the proposal is gone', async () => {
    await open();
    await click('Save this rule');
    await settle();
    expect(saved).toMatchObject([
      {
        rules: [
          { site: 'https://crm.example.com/*', by: 'label', text: 'card no', verdict: 'always' },
          { id: 'old' },
        ],
      },
    ]);
    await vi.waitFor(() => expect(findAll('.new-rule')).toEqual([]));
  });

  it('stays on the screen with the reason where it was refused', async () => {
    await open([{ path: 'rules.0.text', code: 'selector', detail: 'x[' }]);
    await click('Save this rule');
    await settle();
    await vi.waitFor(() =>
      expect(find('.new-rule [role=alert]').textContent).toContain('does not understand'),
    );
  });
});

describe('observe mode', () => {
  it('says what it is, counts, and never that anything is paused', async () => {
    const days = [{ day: '2026-11-20', times: 42, totalMs: 1, longestMs: 1 }];
    await pop({
      link: at('observingHold'),
      tally: { ...createTally(), sinceMs: Date.UTC(2026, 10, 20), days },
    });
    expect(find('h1').textContent).toBe('Only observing');
    expect(body()).toContain('It would have paused 42 times since');
    expect(body()).toContain('Would pause now');
    expect(body()).not.toMatch(/\b(is|recording|was) paused\b|Resumes/i);
    expect(find('button', 'Only observing').getAttribute('aria-disabled')).toBe('true');
    expect(await findViolations()).toEqual([]);
  });
});
