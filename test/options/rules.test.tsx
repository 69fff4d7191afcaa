// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mergeSettings } from '../../src/options/merge.ts';
import { toPages } from '../../src/options/draft-rules.ts';
import { settingsSchema, type Problem } from '../../src/settings/schema.ts';
import { double } from '../ui/browser-double.ts';
import { clear, find, findViolations } from '../ui/page.ts';
import { body, crm, open, press, problemAt, resetWorker, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

const rule = { id: 'r1', site: crm, by: 'selector', text: '#pan', verdict: 'always' } as const;

async function set(id: string, value: string, event = 'input'): Promise<void> {
  const input = document.getElementById(id) as HTMLInputElement;
  await act(() => {
    input.value = value;
    input.dispatchEvent(new Event(event, { bubbles: true }));
  });
}

describe('rules', () => {
  it('are made, kept in order, and saved with the site as a pattern', async () => {
    await open();
    await press('Add a rule');
    // The one watched site is there already.
    await set('rules.0.text', 'input[name="pan"]');
    await press('Add a rule');
    await set('rules.1.site', 'https://pay.example.com/checkout?x=1');
    await set('rules.1.by', 'label', 'change');
    await set('rules.1.text', 'Member card');
    await set('rules.1.verdict', 'never', 'change');
    await set('rules.1.note', 'Loyalty');
    const [, second = ''] = /Rule \w+.*Rule (\w{8})/.exec(body()) ?? [];
    await press(`Move up rule ${second}`);
    await press('Save');
    expect(worker.settings.rules).toMatchObject([
      {
        site: 'https://pay.example.com/*',
        by: 'label',
        text: 'Member card',
        verdict: 'never',
        note: 'Loyalty',
      },
      {
        site: crm,
        by: 'selector',
        text: 'input[name="pan"]',
        verdict: 'always',
        kind: 'card-number',
        note: '',
      },
    ]);
    expect(await findViolations()).toEqual([]);
  });

  it('with a selector that no browser understands say so and are not saved', async () => {
    await open();
    await press('Add a rule');
    await set('rules.0.text', 'input[');
    await press('Save');
    expect(problemAt('rules.0.text').isInvalid).toBe(true);
    expect(problemAt('rules.0.text').sentences.join(' ')).toContain('finds nothing: input[');
    await set('rules.0.text', '');
    await press('Save');
    expect(worker.settings.rules).toEqual([]);
  });

  it('that came from elsewhere with such a selector say so as soon as the page is open', async () => {
    worker.settings = settingsSchema.parse({ ...worker.settings, rules: [{ ...rule, text: 'div[' }] });
    await open();
    expect(problemAt('rules.0.text').sentences.join(' ')).toContain('div[');
  });

  it('are removed, and the focus does not go with them', async () => {
    worker.settings = settingsSchema.parse({ ...worker.settings, rules: [rule] });
    await open();
    await press('Remove rule r1');
    expect(document.activeElement?.textContent).toBe('Add a rule');
    await press('Save');
    expect(worker.settings.rules).toEqual([]);
  });

  it('cannot be changed where policy sets them', async () => {
    worker.policy = { rules: [{ ...rule, text: '#policy' }], sets: ['rules'] };
    await open();
    const fieldset = find('#rules').closest('fieldset');
    expect(fieldset?.disabled).toBe(true);
    expect((document.getElementById('rules.0.text') as HTMLInputElement).value).toBe('#policy');
  });

  it('that the popup added meanwhile are not lost to what is saved here', () => {
    const base = settingsSchema.parse({ rules: [rule] });
    const mine = { ...base, rules: [{ ...rule, text: '#mine', kind: 'card-csc' as const, note: '' }] };
    const theirs = settingsSchema.parse({ rules: [{ ...rule, id: 'new' }, rule] });
    expect(mergeSettings(base, mine, theirs).rules.map(({ id, text }) => [id, text])).toEqual([
      ['new', '#pan'],
      ['r1', '#mine'],
    ]);
    expect(mergeSettings(base, base, theirs).rules).toEqual(theirs.rules);
    const removed = { ...base, rules: [] };
    expect(mergeSettings(base, removed, theirs).rules.map(({ id }) => id)).toEqual(['new']);
  });
});

describe('payment pages', () => {
  const read = (typed: string) => {
    const problems: Problem[] = [];
    return {
      pages: toPages(typed, problem => problems.push(problem)),
      problems: problems.map(({ detail }) => detail),
    };
  };

  it('are read as people write them', () => {
    expect(read('https://a.test/pay/*\n\n  crm.example.com/orders/*/payment  \npay.example.com\n')).toEqual({
      pages: [
        'https://a.test/pay/*',
        'https://crm.example.com/orders/*/payment',
        'https://pay.example.com/*',
      ],
      problems: [],
    });
    expect(read('https://a.test:8443/x ftp://a.test/x https://a.test/#pay').problems).toEqual([
      'https://a.test:8443/x',
      'https://ftp://a.test/x',
      'https://a.test/#pay',
    ]);
  });

  it('are asked access for, together with the sites', async () => {
    await open();
    await set('pages', 'https://pay.example.com/checkout*');
    find('button', 'Save').click();
    expect(double.request.mock.calls[0]?.[0]).toContain('https://pay.example.com/*');
    await press('Save');
    expect(worker.settings.pages).toEqual(['https://pay.example.com/checkout*']);
    expect(worker.settings.sites).toEqual([crm]);
  });

  it('that are no addresses are said to be none', async () => {
    await open();
    await set('pages', 'pay page');
    await press('Save');
    expect(problemAt('pages').isInvalid).toBe(false);
    await set('pages', 'https://a.test/#pay');
    await press('Save');
    expect(problemAt('pages')).toMatchObject({ isInvalid: true });
  });
});
